import { useState } from "react";
import { Button, Checkbox } from "react-aria-components";
import type { StatementFields } from "../../../status/events.ts";
import { type Key, texts } from "../../locales/index.ts";
import { frenchTypography } from "../../locales/typography.ts";
import { Field } from "../form/field.tsx";
import { useSpeech } from "../reading.tsx";
import type { PartOfStatement } from "./editor.tsx";

/** Words for the usual days, in both languages, ready to be changed. */
const TEMPLATES = [
  { name: "status.template.flood", level: "disturbed" },
  { name: "status.template.intrusion", level: "major" },
  { name: "status.template.over", level: "normal" },
] as const satisfies readonly { name: Key; level: StatementFields["level"] }[];

/** Title and text, in French and, if wanted, in English. */
export function WordsPart({
  fields,
  change,
  withEnglish,
  onEnglish,
}: PartOfStatement & { onEnglish: (on: boolean) => void }) {
  const { say } = useSpeech();
  return (
    <fieldset className="part">
      <legend>{say("status.text.fr")}</legend>
      <Templates fields={fields} change={change} onEnglish={onEnglish} />
      <Field
        label={say("status.title")}
        hint={say("status.title.hint")}
        maxLength={120}
        value={fields.fr.title}
        onChange={(title) => change({ fr: { ...fields.fr, title } })}
        isRequired
      />
      <Field
        label={say("status.text")}
        hint={say("status.text.hint")}
        maxLength={3_000}
        lines={7}
        value={fields.fr.text}
        onChange={(text) => change({ fr: { ...fields.fr, text } })}
      />
      <Checkbox className="check" isSelected={withEnglish} onChange={onEnglish}>
        <span className="check-box" aria-hidden="true">
          ✓
        </span>
        <span>
          {say("status.english")}
          <span className="choice-help">{say("status.english.help")}</span>
        </span>
      </Checkbox>
      {withEnglish && (
        <>
          <Field
            label={say("status.title.en")}
            maxLength={120}
            value={fields.en.title}
            onChange={(title) => change({ en: { ...fields.en, title } })}
          />
          <Field
            label={say("status.text.english")}
            maxLength={3_000}
            lines={7}
            value={fields.en.text}
            onChange={(text) => change({ en: { ...fields.en, text } })}
          />
        </>
      )}
    </fieldset>
  );
}

/** A ready text takes the place of what is typed, and one press brings that back. */
function Templates({
  fields,
  change,
  onEnglish,
}: Pick<PartOfStatement, "fields" | "change"> & { onEnglish: (on: boolean) => void }) {
  const { say } = useSpeech();
  const [before, setBefore] = useState<Pick<StatementFields, "level" | "fr" | "en"> | undefined>(undefined);
  const take = ({ name, level }: (typeof TEMPLATES)[number]) => {
    if (before === undefined && fields.fr.title + fields.fr.text !== "") {
      setBefore({ level: fields.level, fr: fields.fr, en: fields.en });
    }
    onEnglish(true);
    const fr = {
      title: frenchTypography(texts.fr[`${name}.title`]),
      text: frenchTypography(texts.fr[`${name}.text`]),
    };
    change({ level, fr, en: { title: texts.en[`${name}.title`], text: texts.en[`${name}.text`] } });
  };
  return (
    <fieldset className="templates">
      <legend className="quiet">{say("status.template")}</legend>
      {TEMPLATES.map((template) => (
        <Button key={template.name} className="button" onPress={() => take(template)}>
          {say(template.name)}
        </Button>
      ))}
      {before !== undefined && (
        <Button
          className="button-quiet"
          onPress={() => {
            change(before);
            setBefore(undefined);
          }}
        >
          {say("status.template.undo")}
        </Button>
      )}
    </fieldset>
  );
}
