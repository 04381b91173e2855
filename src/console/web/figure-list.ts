import type { Posture, SiteDigest } from "../../gateway/events.ts";
import type { Key } from "../locales/index.ts";
import { CITIZENS } from "../live-messages.ts";
import { DOWN_SHARE, type Level } from "./answer.ts";
import { answeredCount, keptShare, keptShareOfAnswers, type Minute, unansweredShare } from "./series.ts";
import type { Speech } from "./speech.ts";

/** The figures of the last minute, each with its words and its level. */

/** A copy older than this asks to be looked at, in ms: crawls come every six hours unless told otherwise. */
const COPY_AGE_MS = 48 * 3_600_000;
/** Below this share of last week's visits, coverage asks to be looked at. */
const COVERAGE_SHARE = 0.9;

export type Figure = { name: string; value: string; sub: string; level: Level };
export type Told = { site: SiteDigest; minute: Minute; nowMs: number; memoryBytes: number };

const makers = {
  citizens,
  citizensWaiting,
  citizensRefused,
  challenged,
  memory,
  unavailable,
  origin,
  latency,
  waiting,
  cache,
  snapshot,
  coverage,
  tickets,
} as const;
export type FigureName = keyof typeof makers;

/** Shown first; what is left stands where one opens it. */
const FIRST: Readonly<Record<Posture, readonly FigureName[]>> = {
  calm: ["memory", "unavailable", "latency", "coverage"],
  strained: ["memory", "unavailable", "latency", "waiting"],
  siege: [
    "citizens",
    "citizensWaiting",
    "citizensRefused",
    "challenged",
    "memory",
    "unavailable",
    "latency",
    "snapshot",
  ],
  sealed: ["memory", "unavailable", "challenged", "snapshot"],
};

export function firstFigures(site: SiteDigest | null): readonly FigureName[] {
  return FIRST[site?.posture ?? "calm"];
}

export function furtherFigures(site: SiteDigest): readonly FigureName[] {
  const first = firstFigures(site);
  return (Object.keys(makers) as FigureName[]).filter((name) => !first.includes(name));
}

export function figureOf(name: FigureName, told: Told, speech: Speech): Figure {
  return makers[name](told, speech);
}

/** Each figure's name and what it means, for who asks. */
export function figureTerms(names: readonly FigureName[]): ReadonlyArray<readonly [Key, Key]> {
  return names.map((name) => [`figure.${name}`, `help.${name}`] as const);
}

function citizens({ minute }: Told, { say, number }: Speech): Figure {
  const { history, confirmed } = minute.byStanding;
  return {
    name: say("figure.citizens"),
    value: number(minute.citizensServed),
    sub: say("figure.citizens.sub", { known: history.served, confirmed: confirmed.served }),
    level: "ok",
  };
}

function citizensWaiting({ site }: Told, speech: Speech): Figure {
  const { say, number } = speech;
  const count = CITIZENS.reduce((sum, one) => sum + site.guard.classes[one].waiting, 0);
  return {
    name: say("figure.citizensWaiting"),
    value: number(count),
    sub: say("figure.citizensWaiting.sub", { time: speech.latency(site.guard.oldestWaitMs) }),
    level: "ok",
  };
}

function citizensRefused({ minute }: Told, { say, number, badShare }: Speech): Figure {
  const { citizensServed, citizensRefused: refused } = minute;
  const share = refused / Math.max(1, citizensServed + refused);
  return {
    name: say("figure.citizensRefused"),
    value: number(refused),
    sub:
      refused === 0
        ? say("figure.citizensRefused.none")
        : say("figure.citizensRefused.sub", { share: badShare(share) }),
    level: refused === 0 ? "ok" : share < DOWN_SHARE ? "strained" : "down",
  };
}

function challenged({ minute }: Told, { say, number }: Speech): Figure {
  return {
    name: say("figure.challenged"),
    value: number(minute.challenged),
    sub: say("figure.challenged.sub", { count: minute.confirmed }),
    level: "ok",
  };
}

function tickets({ minute }: Told, { say, number }: Speech): Figure {
  return {
    name: say("figure.tickets"),
    value: number(minute.ticketsIssued),
    sub: say("figure.tickets.sub"),
    level: "ok",
  };
}

function memory({ minute, site }: Told, { say, share }: Speech): Figure {
  if (site.posture === "siege") {
    const ofAnswers = keptShareOfAnswers(minute);
    return {
      name: say("figure.memory"),
      value: ofAnswers === null ? say("none") : share(ofAnswers),
      sub: say("figure.memory.siege", { count: answeredCount(minute) }),
      level: "ok",
    };
  }
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

function unavailable({ minute, site }: Told, { say, number, badShare }: Speech): Figure {
  const ratio = unansweredShare(minute);
  if (site.posture === "siege") {
    return {
      name: say("figure.unavailable"),
      value: number(minute.unavailable),
      sub: say("figure.unavailable.siege", { share: badShare(ratio) }),
      level: "ok",
    };
  }
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
