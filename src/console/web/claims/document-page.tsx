import { useState } from "react";
import { Button } from "react-aria-components";
import type { Attack, DocumentPage, Statement, UnresolvedName } from "../../../claims/events.ts";
import { NotThere } from "../people/not-there.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { AddAttackWindow } from "./attack-window.tsx";
import { AddStatement } from "./add-statement.tsx";
import { AttackItem } from "./attack-item.tsx";
import type { ClaimsPart } from "./claims-room.tsx";
import { MarkedText, showMark } from "./marked-text.tsx";
import { NameItem } from "./name-item.tsx";
import { StanceSign } from "./signs.tsx";
import { StatementWindow } from "./statement-window.tsx";
import { NotYet } from "./not-yet.tsx";
import { EarlierFindings, RereadDocument } from "./reread.tsx";
import { Reloading, useClaims } from "./use-claims.ts";
import { momentText } from "./words.ts";
import { shownQuote } from "./quote-text.ts";

/** One document: its text, and what was made of it; here it is put right. */
export function DocumentPart({ rest }: ClaimsPart) {
  const { say } = useSpeech();
  const asked = useClaims<DocumentPage>(`/api/claims/documents/${encodeURIComponent(rest[0] ?? "")}`);
  const { value: page } = asked;
  if (page === undefined) return <NotYet title={say("claims.document")} asked={asked} />;
  return (
    <Reloading value={asked.reload}>
      <Head page={page} />
      <NotThere asked={asked} />
      <RereadDocument page={page} />
      <Sides page={page} />
      <EarlierFindings page={page} />
    </Reloading>
  );
}

function Head({ page: { row } }: { page: DocumentPage }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  return (
    <div className="answer">
      <p className="quiet claims-about">
        {[
          say(`claims.kind.${row.kind}`),
          row.publisher,
          row.agency !== row.publisher && row.agency,
          row.publishedAt !== null && momentText(row.publishedAt, nowMs, speech),
        ]
          .filter(Boolean)
          .join(" · ")}{" "}
        {row.exercise && <strong className="exercise">{say("journal.exercise")}</strong>}
      </p>
      <h1>
        <bdi lang={row.lang}>{row.title || say("claims.document")}</bdi>
      </h1>
      <p>
        {say("claims.document.named", { count: row.attacks })},{" "}
        {say("claims.document.said", { count: row.statements })}.{" "}
        <a href={addressOf("claims", "event", row.event)}>{say("claims.document.event")}</a>
      </p>
      <p className="quiet claims-about">
        {say("claims.document.read", {
          time: speech.full(Date.parse(row.readAt), nowMs),
          extractor: row.extractor,
        })}{" "}
        {row.url !== null && /^https?:/.test(row.url) && (
          <a href={row.url} rel="noreferrer noopener">
            <bdi>{row.url}</bdi>
          </a>
        )}
      </p>
    </div>
  );
}

function Sides({ page }: { page: DocumentPage }) {
  const { say } = useSpeech();
  const [lit, light] = useState<string | undefined>(undefined);
  const { text, row, statements } = page;
  return (
    <div className="document-sides">
      <section aria-labelledby="document-text">
        <h2 id="document-text">{say("claims.document.text")}</h2>
        {text === null ? (
          <p className="quiet">{say("claims.document.no-text")}</p>
        ) : (
          <MarkedText text={text} statements={statements} lang={row.lang} lit={lit} />
        )}
      </section>
      <div className="room-parts">
        <Attacks page={page} />
        <Names page={page} />
        <Said
          page={page}
          onShow={(id) => {
            light(id);
            showMark(id);
          }}
        />
      </div>
    </div>
  );
}

function Attacks({ page: { attacks, row } }: { page: DocumentPage }) {
  const { say } = useSpeech();
  const mayReview = useMay("member");
  const [isAdding, setAdding] = useState(false);
  return (
    <section aria-labelledby="document-attacks">
      <h2 id="document-attacks">{say("claims.document.attacks")}</h2>
      {attacks.length === 0 && <p className="quiet">{say("claims.read.nobody")}</p>}
      <ul className="plain-list">
        {attacks.map((attack) => (
          <AttackItem key={attack.body.id} attack={attack} />
        ))}
      </ul>
      {mayReview && (
        <Button className="button" onPress={() => setAdding(true)}>
          {say("claims.attack.add")}
        </Button>
      )}
      {isAdding && (
        <AddAttackWindow
          document={row.document}
          like={firstStanding(attacks)}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}

export const firstStanding = (attacks: readonly Attack[]): Attack | undefined =>
  attacks.find(({ review }) => review?.decision !== "rejected");

function Names({ page: { unresolved, row, attacks } }: { page: DocumentPage }) {
  const { say } = useSpeech();
  if (unresolved.length === 0) return null;
  return (
    <section aria-labelledby="document-names">
      <h2 id="document-names">{say("claims.unresolved.title", { count: unresolved.length })}</h2>
      <p className="quiet">{say("claims.unresolved.what")}</p>
      <ul className="plain-list">
        {unresolved.map((name: UnresolvedName) => (
          <NameItem key={name.name} document={row.document} name={name} like={firstStanding(attacks)} />
        ))}
      </ul>
    </section>
  );
}

function Said({ page, onShow }: { page: DocumentPage; onShow: (id: string) => void }) {
  const { say } = useSpeech();
  const mayReview = useMay("member");
  const [corrected, correct] = useState<Statement | undefined>(undefined);
  const nameOf = new Map(page.attacks.map(({ body }) => [body.id, body.name]));
  return (
    <section aria-labelledby="document-said">
      <h2 id="document-said">{say("claims.document.statements")}</h2>
      {page.statements.length === 0 && <p className="quiet">{say("claims.said.none")}</p>}
      <ul className="plain-list">
        {page.statements.map((said) => (
          <SaidItem
            key={said.id}
            said={said}
            names={said.bodies.map((id) => nameOf.get(id) ?? id)}
            onShow={page.text === null ? undefined : () => onShow(said.id)}
            onCorrect={mayReview ? () => correct(said) : undefined}
          />
        ))}
      </ul>
      {mayReview && page.text !== null && page.attacks.length > 0 && <AddStatement page={page} />}
      {corrected !== undefined && (
        <StatementWindow statement={corrected} onClose={() => correct(undefined)} />
      )}
    </section>
  );
}

function SaidItem({
  said,
  names,
  onShow,
  onCorrect,
}: {
  said: Statement;
  names: readonly string[];
  onShow: (() => void) | undefined;
  onCorrect: (() => void) | undefined;
}) {
  const { say, list } = useSpeech();
  const about = say("claims.said.correct.about", { quote: shownQuote(said.quote).slice(0, 60) });
  return (
    <li className={said.review?.decision === "rejected" ? "line-item said-rejected" : "line-item"}>
      <p>
        <StanceSign stance={said.stance} /> <strong>{say(`claims.speaker.${said.speaker}`)}</strong>{" "}
        {say(`claims.stance.${said.stance}`)}
        {said.modality === "reported" && ` (${say("claims.modality.reported")})`}
        {said.review !== null && (
          <>
            {" "}
            <span className="said-reviewed">{say(`claims.decision.${said.review.decision}`)}</span>
          </>
        )}
      </p>
      <p className="quiet">
        <bdi>{list(names)}</bdi>
      </p>
      <blockquote className="said-quote">
        <bdi>{shownQuote(said.quote)}</bdi>
      </blockquote>
      <div className="form-acts">
        {onShow !== undefined && (
          <Button className="button-quiet" onPress={onShow}>
            {say("claims.said.show")}
          </Button>
        )}
        {onCorrect !== undefined && (
          <Button className="button-quiet" onPress={onCorrect} aria-label={about}>
            {say("claims.correct")}
          </Button>
        )}
      </div>
    </li>
  );
}
