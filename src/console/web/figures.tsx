import type { ReactNode } from "react";
import type { SiteDigest } from "../../gateway/events.ts";
import { DOWN_SHARE, type Level } from "./answer.ts";
import { Mark } from "./mark.tsx";
import { useLive, useSpeech } from "./reading.tsx";
import { keptShare, type Minute, unansweredShare } from "./series.ts";
import type { Speech } from "./speech.ts";

/** A copy older than this asks to be looked at, in ms: crawls come every six hours unless told otherwise. */
const COPY_AGE_MS = 48 * 3_600_000;
/** Below this share of last week's visits, coverage asks to be looked at. */
const COVERAGE_SHARE = 0.9;

type Figure = { name: string; value: string; sub: string; level: Level };
type Told = { site: SiteDigest; minute: Minute; nowMs: number; memoryBytes: number };

/** Eight figures of the last minute. Without live figures they are dashes: an old figure is not shown as a new one. */
export function Figures(props: { site: SiteDigest | null; minute: Minute | null; memoryBytes: number }) {
  const speech = useSpeech();
  const { nowMs } = useLive();
  const { site, minute, memoryBytes } = props;
  const told = site === null || minute === null ? null : { site, minute, nowMs, memoryBytes };
  return (
    <section aria-labelledby="figures-title">
      <h2 id="figures-title">{speech.say("figures.title")}</h2>
      <dl className="figures">
        {told === null
          ? NAMES.map((name) => (
              <Tile key={name} name={speech.say(name)} value={speech.say("none")} sub="" level="ok" />
            ))
          : FIGURES.map((figure) => figure(told, speech)).map((figure) => (
              <Tile key={figure.name} {...figure} />
            ))}
      </dl>
    </section>
  );
}

function Tile({ name, value, sub, level }: Figure) {
  const { say } = useSpeech();
  const sign: ReactNode = level !== "ok" && (
    <span className="figure-sign">
      <Mark level={level} />
      <span className="unseen">{say(`level.${level}`)}</span>
    </span>
  );
  return (
    <div className={`figure figure-${level}`}>
      <dt>
        {name}
        {sign}
      </dt>
      <dd className="figure-value">{value}</dd>
      <dd className="figure-sub">{sub}</dd>
    </div>
  );
}

const NAMES = [
  "figure.memory",
  "figure.unavailable",
  "figure.origin",
  "figure.latency",
  "figure.waiting",
  "figure.cache",
  "figure.snapshot",
  "figure.coverage",
] as const;

const FIGURES: readonly ((told: Told, speech: Speech) => Figure)[] = [
  memory,
  unavailable,
  origin,
  latency,
  waiting,
  cache,
  snapshot,
  coverage,
];

function memory({ minute }: Told, { say, share }: Speech): Figure {
  const kept = keptShare(minute);
  return {
    name: say("figure.memory"),
    value: kept === null ? say("none") : share(kept),
    sub:
      minute.fromSnapshot === 0
        ? say("figure.memory.sub", { count: minute.requests })
        : say("figure.memory.sub.copy", { count: minute.requests, copy: minute.fromSnapshot }),
    level: "ok",
  };
}

function unavailable({ minute }: Told, { say, number, badShare }: Speech): Figure {
  const ratio = unansweredShare(minute);
  return {
    name: say("figure.unavailable"),
    value: number(minute.unavailable),
    sub:
      ratio === 0
        ? say("figure.unavailable.none")
        : say("figure.unavailable.sub", { share: badShare(ratio) }),
    level: ratio === 0 ? "ok" : ratio < DOWN_SHARE ? "strained" : "down",
  };
}

function origin({ minute }: Told, { say, number }: Speech): Figure {
  return {
    name: say("figure.origin"),
    value: number(minute.toOrigin),
    sub: say("figure.origin.sub", {
      fills: minute.toOrigin - minute.originPasses,
      passes: minute.originPasses,
    }),
    level: "ok",
  };
}

function latency({ minute, site }: Told, speech: Speech): Figure {
  const { say } = speech;
  const answered = minute.p50Ms !== null && minute.p95Ms !== null;
  return {
    name: say("figure.latency"),
    value: minute.p50Ms === null ? say("none") : speech.latency(minute.p50Ms),
    sub: answered
      ? say("figure.latency.sub", { p95: speech.latency(minute.p95Ms ?? 0) })
      : say(site.posture === "sealed" ? "figure.latency.gone" : "figure.latency.none"),
    level: site.posture === "sealed" ? "down" : site.posture === "strained" ? "strained" : "ok",
  };
}

function waiting({ site }: Told, { say, number }: Speech): Figure {
  return {
    name: say("figure.waiting"),
    value: number(site.queued),
    sub: say("figure.waiting.sub", { count: site.inFlight }),
    level: site.queued === 0 ? "ok" : "strained",
  };
}

function cache({ site, memoryBytes }: Told, { say, number, bytes }: Speech): Figure {
  return {
    name: say("figure.cache"),
    value: number(site.cachePages),
    sub: say("figure.cache.sub", { bytes: bytes(site.cacheBytes), memory: bytes(memoryBytes) }),
    level: "ok",
  };
}

function snapshot({ site, nowMs }: Told, speech: Speech): Figure {
  const { say } = speech;
  const name = say(site.snapshotAtMs === null ? "figure.snapshot.unfinished" : "figure.snapshot");
  if (site.snapshotAtMs === null && site.snapshotPages > 0) {
    const values = { count: site.snapshotPages, bytes: speech.bytes(site.snapshotBytes) };
    const sub = say(
      site.crawling ? "figure.snapshot.partial.crawling" : "figure.snapshot.partial.sub",
      values,
    );
    return { name, value: say("figure.snapshot.partial"), sub, level: site.crawling ? "ok" : "strained" };
  }
  if (site.snapshotAtMs === null) {
    const sub = say(site.crawling ? "figure.snapshot.crawling" : "figure.snapshot.missing");
    return { name, value: say("figure.snapshot.none"), sub, level: "strained" };
  }
  const age = Math.max(0, nowMs - site.snapshotAtMs);
  const time = speech.at(site.snapshotAtMs, nowMs);
  return {
    name,
    value: speech.duration(Math.max(age, 60_000)),
    sub: say("figure.snapshot.sub", {
      count: site.snapshotPages,
      bytes: speech.bytes(site.snapshotBytes),
      time,
    }),
    level: age > COPY_AGE_MS ? "strained" : "ok",
  };
}

function coverage({ site }: Told, { say, share }: Speech): Figure {
  const name = say("figure.coverage");
  const visits = site.coverageVisits ?? site.coveragePages;
  if (visits === null || site.coveragePages === null || site.snapshotAtMs === null) {
    return { name, value: say("none"), sub: say("figure.coverage.none"), level: "ok" };
  }
  const key = site.coverageVisits === null ? "figure.coverage.sub.pages" : "figure.coverage.sub";
  return {
    name,
    value: share(visits),
    sub: say(key, { pages: share(site.coveragePages) }),
    level: visits < COVERAGE_SHARE ? "strained" : "ok",
  };
}
