import { useState } from "react";
import { Button } from "react-aria-components";
import type { DocumentRow, Statement } from "../../../claims/events.ts";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import type { Speech } from "../speech.ts";
import { StanceSign } from "./signs.tsx";
import { StatementWindow } from "./statement-window.tsx";
import { momentText, type SaidLine, saidLines } from "./words.ts";
import { shownQuote } from "./quote-text.ts";

type Documents = ReadonlyMap<string, DocumentRow>;

/** Who said what about one body, in the order of time; each with its source. */
export function SaidList({
  statements,
  documents,
  contradicted,
}: {
  statements: readonly Statement[];
  documents: Documents;
  /** Ids of statements that the measurement contradicts. */
  contradicted: ReadonlySet<string>;
}) {
  const { say } = useSpeech();
  const [corrected, correct] = useState<Statement | undefined>(undefined);
  const lines = saidLines(statements, documents);
  if (lines.length === 0) return <p className="quiet">{say("claims.said.none")}</p>;
  return (
    <>
      <ol className="said-list">
        {lines.map((line) => (
          <Line
            key={line.said.id}
            line={line}
            documents={documents}
            isContradicted={[line.said, ...line.others].some(({ id }) => contradicted.has(id))}
            onCorrect={() => correct(line.said)}
          />
        ))}
      </ol>
      {corrected !== undefined && (
        <StatementWindow statement={corrected} onClose={() => correct(undefined)} />
      )}
    </>
  );
}

function Line({
  line: { said, others },
  documents,
  isContradicted,
  onCorrect,
}: {
  line: SaidLine;
  documents: Documents;
  isContradicted: boolean;
  onCorrect: () => void;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const mayReview = useMay("member");
  const all = [said, ...others];
  return (
    <li className="said-line">
      <StanceSign stance={said.stance} />
      <div>
        <p>
          <strong>{say(`claims.speaker.${said.speaker}`)}</strong> {say(`claims.stance.${said.stance}`)}
          {said.modality === "reported" && (
            <>
              {" "}
              <span className="said-reported">{say("claims.modality.reported")}</span>
            </>
          )}
          {said.review !== null && (
            <>
              {" "}
              <span className="said-reviewed">{say(`claims.decision.${said.review.decision}`)}</span>
            </>
          )}
        </p>
        <p className="quiet">
          {momentText(said.at, nowMs, speech)}
          {said.atOfDocument && ` ${say("claims.said.at-document")}`} ·{" "}
          <Sources said={all} documents={documents} />
          {mayReview && (
            <span className="said-act">
              {" · "}
              <Button
                className="said-correct"
                onPress={onCorrect}
                aria-label={say("claims.said.correct.about", { quote: shownQuote(said.quote).slice(0, 60) })}
              >
                {say("claims.correct")}
              </Button>
            </span>
          )}
        </p>
        <blockquote className="said-quote" lang={documents.get(said.document)?.lang}>
          <bdi>{shownQuote(said.quote)}</bdi>
        </blockquote>
        {isContradicted && <p className="said-contradicted">{say("claims.said.contradicted")}</p>}
      </div>
    </li>
  );
}

/** The source of a line; versions of one dispatch are named together. */
function Sources({ said, documents }: { said: readonly Statement[]; documents: Documents }) {
  const speech = useSpeech();
  const byDocument = new Map(said.map((one) => [one.document, one]));
  return (
    <>
      {[...byDocument].map(([id, { publisher }], place) => (
        <span key={id}>
          {place > 0 && ", "}
          <a href={addressOf("claims", "document", id)}>
            <bdi>{sourceText(documents.get(id), speech) ?? publisher ?? speech.say("claims.source")}</bdi>
          </a>
        </span>
      ))}
    </>
  );
}

/** "AFP (français)": who published it, or what it is called; undefined when the document is not at hand. */
export function sourceText(row: DocumentRow | undefined, { say, sayIfKnown }: Speech): string | undefined {
  if (row === undefined) return undefined;
  const who = row.publisher ?? row.agency ?? (row.title || say(`claims.kind.${row.kind}`));
  const lang = sayIfKnown(`claims.lang.${row.lang}`);
  return lang === undefined ? who : `${who} (${lang})`;
}
