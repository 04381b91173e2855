import { useState } from "react";
import { Button } from "react-aria-components";
import type { DocumentPage } from "../../../claims/events.ts";
import { Field } from "../form/field.tsx";
import { useSpeech } from "../reading.tsx";
import { FormWindow } from "../watch/reason-window.tsx";
import { Choose } from "../form/choose.tsx";
import { ReasonField } from "./event-windows.tsx";
import { addStatement, type StatementWords } from "./review.ts";
import { StatementFields } from "./statement-window.tsx";
import { useReload } from "./use-claims.ts";

const QUOTE_CHARACTERS_MAX = 400;
const USUAL: StatementWords = { speaker: "victim", stance: "confirms", modality: "asserted" };

/** A sentence that was not read: its words must stand in the text. What is selected there is taken over. */
export function AddStatement({ page }: { page: DocumentPage }) {
  const { say } = useSpeech();
  const reload = useReload();
  const standing = page.attacks.filter(({ review }) => review?.decision !== "rejected");
  const [isOpen, open] = useState(false);
  const [quote, setQuote] = useState("");
  const [body, setBody] = useState(standing[0]?.body.id ?? "");
  const [words, setWords] = useState(USUAL);
  const [reason, setReason] = useState("");
  const isInText = quote !== "" && page.text?.includes(quote) === true;
  return (
    <>
      <Button
        className="button"
        onPress={() => {
          setQuote(
            String(getSelection() ?? "")
              .trim()
              .slice(0, QUOTE_CHARACTERS_MAX),
          );
          open(true);
        }}
      >
        {say("claims.statement.add")}
      </Button>
      {isOpen && (
        <FormWindow
          title={say("claims.statement.add")}
          consequence={say("claims.review.consequence")}
          button={say("claims.statement.add.do")}
          isReady={isInText && body !== "" && reason.trim() !== ""}
          send={() =>
            addStatement(page.row.document, {
              ...words,
              modality: words.modality,
              bodies: [body],
              quote,
              reason: reason.trim(),
            })
          }
          onDone={reload}
          onClose={() => open(false)}
        >
          <Field
            label={say("claims.statement.quote")}
            hint={say("claims.statement.quote.hint")}
            error={quote !== "" && !isInText ? say("refused.not-in-text") : undefined}
            value={quote}
            onChange={setQuote}
            maxLength={QUOTE_CHARACTERS_MAX}
            lines={3}
          />
          <Choose
            label={say("claims.field.body")}
            value={body}
            options={standing.map((one) => [one.body.id, one.body.name])}
            onChange={setBody}
          />
          <StatementFields words={words} onChange={setWords} />
          <ReasonField value={reason} onChange={setReason} />
        </FormWindow>
      )}
    </>
  );
}
