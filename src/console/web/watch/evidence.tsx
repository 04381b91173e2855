import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { Attempt, Evidence, Round } from "../../../watch/events.ts";
import { ask } from "../ask.ts";
import { Fold } from "../fold.tsx";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import type { Speech } from "../speech.ts";
import { runsOf } from "./evidence-runs.ts";
import { OutcomeWord } from "./verdict-word.tsx";
import type { VantageName } from "./vantage-names.ts";
import { failureText, spanText } from "./words.ts";

/** Alike rounds fold into one line, so a page of many is short. */
const PAGE = 30;
type Seen = Evidence["rounds"][number];

/** On what verdicts rest: rounds that were not plainly up, each with its attempts. Whatever a site said is shown as text. */
export function EvidenceList({
  site,
  newest,
  nameOf,
}: {
  site: number;
  newest: string | null;
  nameOf: VantageName;
}) {
  const { say } = useSpeech();
  const [rounds, setRounds] = useState<readonly Seen[]>([]);
  const [hasMore, setMore] = useState(false);
  const act = useAct();
  const { run } = act;
  // A newer round is the reason to look again at the newest page; older pages that were opened stay.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    void run(async () => {
      const page = await ask<Evidence>(`/api/watch/sites/${site}/evidence?limit=${PAGE}`);
      setRounds((before) => [...page.rounds, ...olderThan(before, page.rounds)]);
      setMore((before) => before || page.more);
    });
  }, [site, newest, run]);
  const older = () =>
    void run(async () => {
      const before = rounds.at(-1)?.round.at ?? 0;
      const page = await ask<Evidence>(`/api/watch/sites/${site}/evidence?limit=${PAGE}&before=${before}`);
      setRounds([...rounds, ...olderThan(page.rounds, rounds)]);
      setMore(page.more);
    });
  return (
    <section aria-labelledby="evidence-title">
      <h2 id="evidence-title">{say("watch.evidence")}</h2>
      <p className="quiet">{say("watch.evidence.help")}</p>
      {rounds.length === 0 && !act.busy && <p>{say("watch.evidence.none")}</p>}
      <ul className="plain-list evidence-list">
        {runsOf(rounds).map((run) => (
          <li key={keyOf(run.at(-1))}>
            <Run rounds={run} nameOf={nameOf} />
          </li>
        ))}
      </ul>
      <RefusalNote refused={act.refused} />
      {hasMore && (
        <Button className="button" onPress={older} data-busy={act.busy || undefined}>
          {say("watch.evidence.older")}
        </Button>
      )}
    </section>
  );
}

function olderThan(rounds: readonly Seen[], known: readonly Seen[]): Seen[] {
  const names = new Set(known.map(keyOf));
  return rounds.filter((seen) => !names.has(keyOf(seen)));
}

const keyOf = (seen: Seen | undefined) => `${seen?.vantage} ${seen?.round.at}`;

/** Alike rounds that follow each other, as one line; each of them for who asks. */
function Run({ rounds, nameOf }: { rounds: readonly Seen[]; nameOf: VantageName }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const [newest, oldest] = [rounds[0], rounds.at(-1)];
  if (newest === undefined || oldest === undefined) return null;
  if (rounds.length === 1) return <RoundLine {...newest} nameOf={nameOf} />;
  const { round } = newest;
  const vantages = [...new Set(rounds.map(({ vantage }) => vantage))];
  return (
    <div className="evidence-round">
      <p className="change-line">
        <span>{spanText(oldest.round.at, round.at, nowMs, speech)}</span>
        <OutcomeWord outcome={round.outcome} />
        <span>{roundText(round, speech)}</span>
        <bdi className="quiet">
          {say("watch.evidence.from", { vantage: speech.list(vantages.map(nameOf)) })}
        </bdi>
      </p>
      <Fold title={say("watch.evidence.run", { count: rounds.length })}>
        {() => rounds.map((seen) => <RoundLine key={keyOf(seen)} {...seen} nameOf={nameOf} />)}
      </Fold>
    </div>
  );
}

function RoundLine({ vantage, round, nameOf }: Seen & { nameOf: VantageName }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const attempts = round.attempts ?? [];
  return (
    <div className="evidence-round">
      <p className="change-line">
        <time dateTime={new Date(round.at).toISOString()}>{speech.stamp(round.at, nowMs)}</time>
        <OutcomeWord outcome={round.outcome} />
        <span>{roundText(round, speech)}</span>
        <bdi className="quiet">{say("watch.evidence.from", { vantage: nameOf(vantage) })}</bdi>
      </p>
      {attempts.length > 0 && (
        <Fold title={say("watch.evidence.attempts", { count: attempts.length })}>
          {() => (
            <ol className="attempts">
              {attempts.map((attempt) => (
                <li key={attempt.at}>
                  <AttemptFacts attempt={attempt} first={round.at} />
                </li>
              ))}
            </ol>
          )}
        </Fold>
      )}
    </div>
  );
}

function roundText({ failure, certificate, protection, content }: Round, speech: Speech): string {
  const { say } = speech;
  return [
    failure === "ok" ? "" : failureText(failure, speech),
    certificate === undefined ? "" : failureText(certificate, speech),
    protection === "none" ? "" : say(`watch.protection.${protection}`),
    content === "same" || content === "not_comparable" ? "" : say(`watch.content.${content}`),
  ]
    .filter(Boolean)
    .join(" · ");
}

function AttemptFacts({ attempt, first }: { attempt: Attempt; first: number }) {
  const speech = useSpeech();
  const { say } = speech;
  const { print } = attempt;
  const times = [
    ["watch.phase.dns", attempt.dnsMs],
    ["watch.phase.tcp", attempt.tcpMs],
    ["watch.phase.tls", attempt.tlsMs],
    ["watch.phase.firstByte", attempt.firstByteMs],
    ["watch.phase.total", attempt.totalMs],
  ] as const;
  const facts: ReadonlyArray<readonly [string, string | undefined]> = [
    [say("watch.attempt.status"), attempt.status === undefined ? undefined : String(attempt.status)],
    [say("watch.attempt.address"), attempt.address],
    [say("watch.attempt.final"), attempt.finalUrl],
    [
      say("watch.attempt.protection"),
      attempt.protection === "none"
        ? undefined
        : [say(`watch.protection.${attempt.protection}`), attempt.protectionBy].filter(Boolean).join(", "),
    ],
    [
      say("watch.attempt.content"),
      attempt.content === "not_comparable" ? undefined : say(`watch.content.${attempt.content}`),
    ],
    [say("watch.attempt.title"), print?.title || undefined],
    [say("watch.attempt.markers"), print?.markers.length ? print.markers.join(", ") : undefined],
    [
      say("watch.attempt.bytes"),
      attempt.bodyBytes === undefined ? undefined : speech.bytes(attempt.bodyBytes),
    ],
    [say("watch.attempt.detail"), attempt.detail],
    [
      say("watch.attempt.times"),
      times
        .flatMap(([name, ms]) => (ms === undefined ? [] : [`${say(name)} ${speech.latency(ms)}`]))
        .join(" · "),
    ],
  ];
  return (
    <>
      <p>
        <strong>+{speech.duration(Math.max(0, attempt.at - first))}</strong>{" "}
        {attempt.failure === "ok" ? say("watch.outcome.up") : failureText(attempt.failure, speech)}
        {attempt.certificate !== undefined && ` · ${failureText(attempt.certificate, speech)}`}
      </p>
      <dl className="watch-facts">
        {facts.map(([name, text]) =>
          text === undefined || text === "" ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{text}</bdi>
              </dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
