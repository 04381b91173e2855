import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import type { DocumentPage, DocumentRow, QueueItem, Statement } from "../../../claims/events.ts";
import { ask } from "../ask.ts";
import { useAsked } from "../asked.ts";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { FormWindow } from "../watch/reason-window.tsx";
import { AttackWindow } from "./attack-window.tsx";
import { firstStanding } from "./document-page.tsx";
import { DocumentLine } from "./event-documents.tsx";
import { ReasonField } from "./event-windows.tsx";
import { Excerpt } from "./marked-text.tsx";
import { Candidates, NameActs } from "./name-item.tsx";
import { type Decision, reviewAttack, reviewStatement } from "./review.ts";
import { ClaimVerdictWord, StanceSign } from "./signs.tsx";
import { StatementWindow } from "./statement-window.tsx";
import { bodyAbout, countedText, momentText, titleText, typeText } from "./words.ts";
import { shownQuote } from "./quote-text.ts";

type OnDone = (text: string, href: string) => Promise<void>;
type Of<K extends QueueItem["kind"]> = { item: Extract<QueueItem, { kind: K }>; onDone: OnDone };

/** One thing to look at: what is asked, what the text says, and what can be done. */
export function QueueCard({ item, onDone }: { item: QueueItem; onDone: OnDone }) {
  switch (item.kind) {
    case "attack":
      return <DoubtfulAttack item={item} onDone={onDone} />;
    case "name":
      return <OpenName item={item} onDone={onDone} />;
    case "contradiction":
      return <Contradiction item={item} onDone={onDone} />;
    case "same-event":
      return <PerhapsOne item={item} onDone={onDone} />;
  }
}

/** Who only reads is offered nothing to do. */
function Acts({ children }: { children: ReactNode }) {
  return useMay("member") ? <div className="form-acts">{children}</div> : null;
}

function useDocument({ document }: DocumentRow) {
  return useAsked<DocumentPage>(`/api/claims/documents/${document}`).value;
}

function DoubtfulAttack({ item: { attack, document, quote }, onDone }: Of<"attack">) {
  const speech = useSpeech();
  const { say } = speech;
  const page = useDocument(document);
  const act = useAct();
  const [isCorrecting, correct] = useState(false);
  const { name } = attack.body;
  const said = page?.statements.filter(({ bodies }) => bodies.includes(attack.body.id)) ?? [];
  // The sentence that names the body is the one to judge by.
  const judged = said.find((one) => one.quote.includes(name)) ?? said[0];
  const href = addressOf("claims", "document", document.document);
  const decide = (decision: Decision) => () =>
    void act.run(async () => {
      await reviewAttack(attack, decision);
      await onDone(say(`claims.queue.done.${decision}`, { name }), href);
    });
  return (
    <>
      <h2 id="queue-item">{say("claims.queue.attack", { name, what: say(`claims.a.${attack.type}`) })}</h2>
      <p className="quiet">
        <bdi>
          {[bodyAbout(attack.body, speech), typeText(attack.type, speech), attack.actor]
            .filter(Boolean)
            .join(" · ")}
        </bdi>
      </p>
      <Excerpt text={page?.text ?? null} quote={judged?.quote ?? quote} lang={document.lang} />
      {said.length > 0 && (
        <ul className="read-said">
          {differing(said).map(({ id, stance, speaker }) => (
            <li key={id}>
              <StanceSign stance={stance} />{" "}
              <span>
                {say(`claims.speaker.${speaker}`)} {say(`claims.stance.${stance}`)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <DocumentLine row={document} />
      <Acts>
        <Button className="button-main" data-key="c" onPress={decide("confirmed")} isDisabled={act.busy}>
          {say("claims.confirm")} <kbd>C</kbd>
        </Button>
        <Button className="button" data-key="e" onPress={() => correct(true)}>
          {say("claims.correct")} <kbd>E</kbd>
        </Button>
        <Button className="button" data-key="n" onPress={decide("rejected")} isDisabled={act.busy}>
          {say("claims.reject")} <kbd>N</kbd>
        </Button>
      </Acts>
      <RefusalNote refused={act.refused} />
      {isCorrecting && (
        <AttackWindow
          attack={attack}
          onClose={() => correct(false)}
          onDone={() => onDone(say("claims.queue.done.corrected", { name }), href)}
        />
      )}
    </>
  );
}

/** Lines shown under the excerpt. */
const SAID_MAX = 6;

/** What is said, each thing once. */
function differing(said: readonly Statement[]): Statement[] {
  const first = new Map(said.map((one) => [`${one.speaker} ${one.stance}`, one] as const).reverse());
  return [...first.values()].reverse().slice(0, SAID_MAX);
}

function OpenName({ item: { name, document }, onDone }: Of<"name">) {
  const { say } = useSpeech();
  const page = useDocument(document);
  const href = addressOf("claims", "document", document.document);
  return (
    <>
      <h2 id="queue-item">{say("claims.queue.name", { name: name.name })}</h2>
      <p className="quiet">{say(`claims.why.${name.why}`)}</p>
      <Candidates name={name} />
      <Excerpt text={page?.text ?? null} quote={name.quote} lang={document.lang} />
      <DocumentLine row={document} />
      <NameActs
        document={document.document}
        name={name}
        like={firstStanding(page?.attacks ?? [])}
        onDone={() => onDone(say("claims.queue.done.name", { name: name.name }), href)}
      />
    </>
  );
}

function Contradiction({ item: { body, verdict, statements }, onDone }: Of<"contradiction">) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const act = useAct();
  const [isCorrecting, correct] = useState(false);
  const [first] = statements;
  if (first === undefined) return null;
  const href = addressOf("claims", "document", first.document);
  const done = say("claims.queue.done.statement", { name: body.name });
  const confirm = () =>
    void act.run(async () => {
      for (const said of statements) await reviewStatement(said, "confirmed");
      await onDone(done, href);
    });
  return (
    <>
      <h2 id="queue-item">{say("claims.queue.contradiction", { name: body.name })}</h2>
      <p>
        <ClaimVerdictWord verdict={verdict.verdict} confirmed={verdict.confirmed} />
      </p>
      <p className="quiet">{countedText(verdict, speech)}</p>
      <ul className="read-said">
        {statements.map((said) => (
          <li key={said.id}>
            <StanceSign stance={said.stance} />{" "}
            <span>
              {say(`claims.speaker.${said.speaker}`)} {say(`claims.stance.${said.stance}`)} ·{" "}
              {momentText(said.at, nowMs, speech)}
              <span className="said-quote">
                <bdi>{shownQuote(said.quote)}</bdi>
              </span>
            </span>
          </li>
        ))}
      </ul>
      <Acts>
        <Button className="button-main" data-key="c" onPress={confirm} isDisabled={act.busy}>
          {say("claims.queue.really-said")} <kbd>C</kbd>
        </Button>
        <Button className="button" data-key="e" onPress={() => correct(true)}>
          {say("claims.correct")} <kbd>E</kbd>
        </Button>
      </Acts>
      <RefusalNote refused={act.refused} />
      {isCorrecting && <StatementWindow statement={first} onClose={() => correct(false)} />}
    </>
  );
}

function PerhapsOne({ item, onDone }: Of<"same-event">) {
  const { event, other, score } = item;
  const speech = useSpeech();
  const { say, share } = speech;
  const act = useAct();
  const [isMerging, merge] = useState(false);
  const [reason, setReason] = useState("");
  const part = () =>
    void act.run(async () => {
      await ask(`/api/claims/events/${event}/part`, { body: { other } });
      await onDone(say("claims.queue.done.parted"), addressOf("claims", "event", event));
    });
  return (
    <>
      <h2 id="queue-item">{say("claims.queue.same")}</h2>
      <ul className="plain-list">
        {[
          [event, titleText(item, speech)],
          [other, titleText({ title: item.otherTitle, titleEn: item.otherTitleEn }, speech)],
        ].map(([id = "", text]) => (
          <li key={id} className="line-item">
            <a href={addressOf("claims", "event", id)}>
              <bdi>{text}</bdi>
            </a>
          </li>
        ))}
      </ul>
      <p className="quiet">{say("claims.near.score", { share: share(score) })}</p>
      <Acts>
        <Button className="button-main" data-key="c" onPress={() => merge(true)}>
          {say("claims.queue.join")} <kbd>C</kbd>
        </Button>
        <Button className="button" data-key="n" onPress={part} isDisabled={act.busy}>
          {say("claims.queue.part")} <kbd>N</kbd>
        </Button>
      </Acts>
      <RefusalNote refused={act.refused} />
      {isMerging && (
        <FormWindow
          title={say("claims.queue.join")}
          consequence={say("claims.merge.consequence")}
          button={say("claims.merge.do")}
          isReady={reason.trim() !== ""}
          send={() =>
            ask(`/api/claims/events/${other}/merge`, { body: { into: event, reason: reason.trim() } })
          }
          onDone={() => onDone(say("claims.queue.done.joined"), addressOf("claims", "event", event))}
          onClose={() => merge(false)}
        >
          <ReasonField value={reason} onChange={setReason} />
        </FormWindow>
      )}
    </>
  );
}
