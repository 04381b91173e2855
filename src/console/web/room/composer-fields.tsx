import { Field } from "../form/field.tsx";
import { useSpeech } from "../reading.tsx";
import { useMe } from "../session.tsx";
import { REASON_CHARACTERS_MAX, SOURCE_CHARACTERS_MAX } from "./bounds.ts";
import type { Draft } from "./draft-note.ts";
import { comingMoments, pastMoments } from "./moment.ts";
import { MomentField } from "./moment-field.tsx";
import { WhoField } from "./who-field.tsx";

export type ComposerFieldsProps = { draft: Draft; onChange(part: Partial<Draft>): void; isDisabled: boolean };

/** What goes with the words, by what they are. */
export function ComposerFields(props: ComposerFieldsProps) {
  const { kind } = props.draft;
  if (kind === "decision") return <DecisionFields {...props} />;
  return (
    <div className="field-row">{kind === "task" ? <TaskFields {...props} /> : <NoteFields {...props} />}</div>
  );
}

function NoteFields({ draft, onChange, isDisabled }: ComposerFieldsProps) {
  const { say } = useSpeech();
  return (
    <>
      <WhenField {...{ draft, onChange, isDisabled }} />
      <Field
        label={say(draft.kind === "hearsay" ? "composer.source.hearsay" : "composer.source")}
        placeholder={say("composer.source.hint")}
        value={draft.source}
        onChange={(source) => onChange({ source })}
        maxLength={SOURCE_CHARACTERS_MAX}
        isReadOnly={isDisabled}
      />
    </>
  );
}

function DecisionFields({ draft, onChange, isDisabled }: ComposerFieldsProps) {
  const { say } = useSpeech();
  const me = useMe();
  return (
    <>
      <Field
        label={say("composer.reason")}
        value={draft.reason}
        onChange={(reason) => onChange({ reason })}
        lines={2}
        maxLength={REASON_CHARACTERS_MAX}
        isReadOnly={isDisabled}
        isRequired
      />
      <div className="field-row">
        <WhoField
          label={say("composer.decider")}
          value={draft.decider ?? { name: me.name, person: me.id }}
          onChange={(decider) => onChange({ decider: decider ?? { name: "" } })}
          isDisabled={isDisabled}
        />
        <WhenField {...{ draft, onChange, isDisabled }} />
      </div>
    </>
  );
}

function TaskFields({ draft, onChange, isDisabled }: ComposerFieldsProps) {
  const { say } = useSpeech();
  return (
    <>
      <WhoField
        label={say("composer.owner")}
        value={draft.owner}
        onChange={(owner) => onChange({ owner })}
        isDisabled={isDisabled}
      />
      <MomentField
        label={say("composer.due")}
        value={draft.due}
        choices={comingMoments}
        onChange={(due) => onChange({ due })}
        isDisabled={isDisabled}
      />
    </>
  );
}

function WhenField({ draft, onChange, isDisabled }: ComposerFieldsProps) {
  const { say } = useSpeech();
  return (
    <MomentField
      label={say("composer.when")}
      value={draft.when}
      choices={pastMoments}
      onChange={(when) => onChange({ when })}
      isDisabled={isDisabled}
    />
  );
}
