import type { SiteDetail, WindowVerdict } from "../../../watch/events.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { Qualifiers, VerdictWord } from "./verdict-word.tsx";
import type { VantageName } from "./vantage-names.ts";
import { failureText, rangeText, spanText } from "./words.ts";

/** The word that is believed now, and the same hour of yesterday with all that was learnt since: side by side. */
export function VerdictCards({
  detail: { live, settled },
  nameOf,
}: {
  detail: SiteDetail;
  nameOf: VantageName;
}) {
  const { say } = useSpeech();
  return (
    <section aria-labelledby="verdicts-title">
      <h2 id="verdicts-title">{say("watch.verdicts")}</h2>
      <div className="verdict-cards">
        <VerdictCard title={say("watch.verdicts.live")} verdict={live} nameOf={nameOf} />
        {settled === null ? (
          <div className="verdict-card">
            <h3>{say("watch.verdicts.settled")}</h3>
            <p className="quiet">{say("watch.verdicts.settled.none")}</p>
          </div>
        ) : (
          <VerdictCard title={say("watch.verdicts.settled")} verdict={settled} nameOf={nameOf} />
        )}
      </div>
      <p className="quiet">{say("watch.verdicts.help")}</p>
    </section>
  );
}

function VerdictCard({
  title,
  verdict,
  nameOf,
}: {
  title: string;
  verdict: WindowVerdict;
  nameOf: VantageName;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const facts: ReadonlyArray<readonly [string, string]> = [
    [say("watch.fact.window"), spanText(Date.parse(verdict.from), Date.parse(verdict.to), nowMs, speech)],
    [
      say("watch.fact.rounds"),
      verdict.n === 0
        ? "—"
        : say("watch.fact.rounds.text", {
            n: verdict.n,
            down: say("watch.row.d", { count: verdict.d }),
            shaky: say("watch.fact.rounds.shaky", { count: verdict.p }),
          }),
    ],
    [say("watch.fact.answered"), verdict.n === 0 ? "—" : speech.share(verdict.answered)],
    [say("watch.fact.range"), rangeText(verdict, speech)],
    [say("watch.fact.cause"), verdict.cause === "ok" ? "—" : failureText(verdict.cause, speech)],
    [
      say("watch.fact.vantages"),
      verdict.vantages.length === 0 ? "—" : speech.list(verdict.vantages.map(nameOf)),
    ],
    [say("watch.fact.confirmed"), say(verdict.confirmed ? "watch.fact.yes" : "watch.fact.no")],
    [say("watch.fact.rule"), verdict.rule],
  ];
  return (
    <div className="verdict-card">
      <h3>{title}</h3>
      <p className="verdict-card-word">
        <VerdictWord verdict={verdict.verdict} size="1.5rem" />
      </p>
      <Qualifiers of={verdict.qualifiers} all />
      <dl className="watch-facts">
        {facts.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
