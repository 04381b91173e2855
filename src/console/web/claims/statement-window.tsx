import { useState } from "react";
import { Button } from "react-aria-components";
import { MODALITIES, SPEAKERS, STANCES } from "../../../claims/codes.ts";
import type { Statement } from "../../../claims/events.ts";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { FormWindow } from "../watch/reason-window.tsx";
import { Choose } from "./choose.tsx";
import { ReasonField } from "./event-windows.tsx";
import { reviewStatement, type StatementWords } from "./review.ts";
import { useReload } from "./use-claims.ts";

/** Corrects what was read of one sentence, or sets it aside. */
export function StatementWindow({ statement, onClose }: { statement: Statement; onClose: () => void }) {
  const { say } = useSpeech();
  const reload = useReload();
  const { speaker, stance, modality } = statement;
  const [words, setWords] = useState<StatementWords>({ speaker, stance, modality });
  const [reason, setReason] = useState("");
  const rejecting = useAct();
  const isChanged = words.speaker !== speaker || words.stance !== stance || words.modality !== modality;
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
      isReady
      send={() =>
        isChanged
          ? reviewStatement(statement, "corrected", words, reason.trim())
          : reviewStatement(statement, "confirmed", undefined, reason.trim())
      }
      onDone={reload}
      onClose={onClose}
    >
      <blockquote className="said-quote">
        <bdi>{statement.quote}</bdi>
      </blockquote>
      <StatementFields words={words} onChange={setWords} />
      <ReasonField value={reason} onChange={setReason} isNeeded={false} />
      <RefusalNote refused={rejecting.refused} />
      <Button className="button" onPress={() => void reject()} isDisabled={rejecting.busy}>
        {say("claims.statement.reject")}
      </Button>
    </FormWindow>
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
