import { useState } from "react";
import { Button, Checkbox, CheckboxGroup, Label } from "react-aria-components";
import { MODALITIES, SPEAKERS, STANCES } from "../../../claims/codes.ts";
import type { DocumentPage, NamedBody, Statement } from "../../../claims/events.ts";
import { useAsked } from "../asked.ts";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { FormWindow } from "../watch/reason-window.tsx";
import { Choose } from "../form/choose.tsx";
import { ReasonField } from "./event-windows.tsx";
import { reviewStatement, type StatementWords } from "./review.ts";
import { useReload } from "./use-claims.ts";
import { shownQuote } from "./quote-text.ts";

/** Corrects what was read of one sentence, or sets it aside. */
export function StatementWindow({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const { say } = useSpeech();
  const reload = useReload();
  const { speaker, stance, modality } = statement;
  const [words, setWords] = useState<StatementWords>({ speaker, stance, modality });
  const [bodies, setBodies] = useState(statement.bodies);
  const accused = useAccused(statement);
  const [reason, setReason] = useState("");
  const rejecting = useAct();
  const isChanged =
    words.speaker !== speaker ||
    words.stance !== stance ||
    words.modality !== modality ||
    !areSame(bodies, statement.bodies);
  const reject = () =>
    rejecting.run(async () => {
      await reviewStatement(statement, "rejected", undefined, reason.trim());
      await reload();
      onClose();
    });
  return (
    <FormWindow
      title={say("claims.statement.correct")}
      consequence={say("claims.review.consequence")}
      button={say(isChanged ? "claims.correct.do" : "claims.confirm")}
      isReady={bodies.length > 0}
      send={() =>
        isChanged
          ? reviewStatement(statement, "corrected", { ...words, bodies }, reason.trim())
          : reviewStatement(statement, "confirmed", undefined, reason.trim())
      }
      onDone={reload}
      onClose={onClose}
    >
      <blockquote className="said-quote">
        <bdi>{shownQuote(statement.quote)}</bdi>
      </blockquote>
      <BodiesField accused={accused} chosen={bodies} onChange={setBodies} />
      <StatementFields words={words} onChange={setWords} />
      <ReasonField value={reason} onChange={setReason} isNeeded={false} />
      <RefusalNote refused={rejecting.refused} />
      <Button className="button" onPress={() => void reject()} isDisabled={rejecting.busy}>
        {say("claims.statement.reject")}
      </Button>
    </FormWindow>
  );
}

const areSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

/** Whom a statement can be about: all whom its document accuses, and whom it names now. */
function useAccused({ document, bodies }: Statement): readonly Pick<NamedBody, "id" | "name">[] {
  const page = useAsked<DocumentPage>(`/api/claims/documents/${document}`).value;
  const standing = page?.attacks.filter(({ review }) => review?.decision !== "rejected") ?? [];
  const names = new Map(standing.map(({ body }) => [body.id, body.name]));
  for (const { body } of page?.attacks ?? []) if (bodies.includes(body.id)) names.set(body.id, body.name);
  return [...names].map(([id, name]) => ({ id, name }));
}

function BodiesField({
  accused,
  chosen,
  onChange,
}: {
  accused: readonly Pick<NamedBody, "id" | "name">[];
  chosen: string[];
  onChange: (bodies: string[]) => void;
}) {
  const { say } = useSpeech();
  if (accused.length === 0) return null;
  return (
    <CheckboxGroup className="checks" value={chosen} onChange={onChange}>
      <Label className="field-name">{say("claims.field.bodies")}</Label>
      <div className="checks-list">
        {accused.map(({ id, name }) => (
          <Checkbox key={id} value={id} className="check">
            <span className="check-box" aria-hidden="true">
              ✓
            </span>
            <bdi>{name}</bdi>
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}

/** Who says it, what it comes to, and whether the text keeps its distance. */
export function StatementFields({
  words,
  onChange,
}: {
  words: StatementWords;
  onChange: (words: StatementWords) => void;
}) {
  const { say } = useSpeech();
  return (
    <>
      <Choose
        label={say("claims.field.speaker")}
        value={words.speaker}
        options={SPEAKERS.map((one) => [one, say(`claims.speaker.${one}`)])}
        onChange={(speaker) => speaker !== "" && onChange({ ...words, speaker })}
      />
      <Choose
        label={say("claims.field.stance")}
        value={words.stance}
        options={STANCES.map((one) => [one, say(`claims.stance.${one}`)])}
        onChange={(stance) => stance !== "" && onChange({ ...words, stance })}
      />
      <Choose
        label={say("claims.field.modality")}
        value={words.modality}
        options={MODALITIES.map((one) => [one, say(`claims.modality.${one}`)])}
        onChange={(modality) => modality !== "" && onChange({ ...words, modality })}
      />
    </>
  );
}
