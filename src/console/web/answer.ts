import type { SiteDigest } from "../../gateway/events.ts";
import { CITIZENS, type LiveDigest } from "../live-messages.ts";
import { answeredCount, keptShare, keptShareOfAnswers, lostShare, type Minute } from "./series.ts";
import type { Speech } from "./speech.ts";

/** The page's first line: do citizens get through? Decided here from the figures, said in the reader's language. */

/** ok: answered. strained: answered, but look. down: visitors stay without an answer. unknown: nobody knows here. */
export type Level = "ok" | "strained" | "down" | "unknown";

export type Connection = { kind: "connecting" } | { kind: "live" } | { kind: "lost"; sinceMs: number };

/** Figures older than this are not the present, in ms. */
export const FIGURES_HOLD_MS = 6_000;
/** From this share of lost visitors the site counts as down; below, from one in a thousand, as strained. */
export const DOWN_SHARE = 0.05;
const STRAINED_SHARE = 0.001;
/** From this many requests a second their number is said. */
const MANY_PER_SECOND = 50;

export type Seen = {
  connection: Connection;
  nowMs: number;
  /** The latest figures, however old; null before the first. */
  digest: LiveDigest | null;
  minute: Minute;
};

/** True while the figures are those of now: only then may the page show them. */
export function isLive(seen: Pick<Seen, "connection" | "nowMs" | "digest">): boolean {
  return (
    seen.connection.kind === "live" && seen.digest !== null && seen.nowMs - seen.digest.at < FIGURES_HOLD_MS
  );
}

export type Answer = {
  level: Level;
  /** The posture when it is known. */
  posture: SiteDigest["posture"] | "unknown";
  headline: string;
  details: string[];
  /** The first step when nothing is set up. */
  command?: string;
};

export function answerOf(seen: Seen, speech: Speech): Answer {
  const unknown = unknownAnswer(seen, speech);
  if (unknown !== undefined) return unknown;
  const { minute } = seen;
  const site = seen.digest?.site;
  if (site === null || site === undefined) {
    return {
      level: "unknown",
      posture: "unknown",
      headline: speech.say("answer.no-site"),
      details: [speech.say("answer.no-site.detail")],
      command: "npm start -- --origin http://10.0.0.5:80 --host www.ville.fr",
    };
  }
  const lost = lostShare(minute, site.posture);
  const level = levelOf(site, lost);
  const told: Told = { site, minute, level, nowMs: seen.nowMs };
  return {
    level,
    posture: site.posture,
    headline: headlineOf(told, speech),
    details: detailsOf(told, lost, speech),
  };
}

type Told = { site: SiteDigest; minute: Minute; level: Level; nowMs: number };

function unknownAnswer({ connection, digest, nowMs }: Seen, speech: Speech): Answer | undefined {
  const unknown = (headline: string, detail: string): Answer => ({
    level: "unknown",
    posture: "unknown",
    headline,
    details: [detail],
  });
  if (connection.kind === "connecting") {
    return unknown(speech.say("answer.connecting"), speech.say("answer.connecting.detail"));
  }
  if (connection.kind === "lost") {
    const time = speech.since(connection.sinceMs, nowMs);
    return unknown(speech.say("answer.lost", { time }), speech.say("answer.lost.detail"));
  }
  if (digest === null) return unknown(speech.say("answer.never"), speech.say("answer.never.detail"));
  if (nowMs - digest.at < FIGURES_HOLD_MS) return undefined;
  const time = speech.since(digest.at, nowMs);
  return unknown(speech.say("answer.away", { time }), speech.say("answer.away.detail"));
}

function levelOf(site: SiteDigest, lost: number): Level {
  if (lost >= DOWN_SHARE) return "down";
  if (site.posture === "sealed" && site.snapshotPages === 0) return "down";
  return site.posture === "calm" && lost < STRAINED_SHARE ? "ok" : "strained";
}

function headlineOf({ site, minute, level, nowMs }: Told, speech: Speech): string {
  if (site.posture === "siege") {
    const first = level === "down" ? speech.say("answer.siege.lost") : rateSentence(minute, speech);
    return `${first} ${citizensSentence(site, minute, speech)}`;
  }
  if (site.posture !== "sealed") {
    if (level === "down") return speech.say("answer.lost-visitors");
    return speech.say(level === "ok" ? "answer.calm" : `answer.${site.posture}.strained`);
  }
  if (site.snapshotPages === 0) return speech.say("answer.sealed.no-copy");
  if (site.snapshotAtMs === null) return speech.say("answer.sealed.partial", { count: site.snapshotPages });
  return speech.say("answer.sealed", { time: speech.full(site.snapshotAtMs, nowMs) });
}

function detailsOf({ site, minute, level }: Told, lost: number, speech: Speech): string[] {
  if (site.posture === "siege") return level === "down" ? [rateSentence(minute, speech)] : [];
  const details: string[] = [];
  if (lost >= STRAINED_SHARE) {
    details.push(speech.say("answer.unanswered", { share: speech.badShare(lost) }));
  }
  details.push(shareSentence(minute, speech));
  if (site.queued > 0) details.push(speech.say("answer.waiting", { count: site.queued }));
  if (site.posture !== "sealed") details.push(survivalSentence(site, speech));
  return details;
}

/** What the site answers in a second, and how much of that needed nothing from its server. */
function rateSentence(minute: Minute, speech: Speech): string {
  const kept = keptShareOfAnswers(minute);
  if (kept === null) return speech.say("answer.siege.silent");
  const count = Math.round(answeredCount(minute) / Math.max(1, minute.seconds));
  return speech.say("answer.siege", { count, share: speech.share(kept) });
}

function citizensSentence({ guard }: SiteDigest, minute: Minute, speech: Speech): string {
  const waiting = CITIZENS.reduce((sum, one) => sum + guard.classes[one].waiting, 0);
  const refused = minute.citizensRefused;
  return speech.say("answer.citizens", {
    waiting:
      waiting === 0
        ? speech.say("citizens.waiting.none")
        : speech.say("citizens.waiting", { count: waiting }),
    refused:
      refused === 0
        ? speech.say("citizens.refused.none")
        : speech.say("citizens.refused", { count: refused }),
  });
}

function shareSentence(minute: Minute, speech: Speech): string {
  const kept = keptShare(minute);
  if (kept === null) return speech.say("answer.quiet");
  const share = speech.share(kept);
  const from = speech.say(minute.fromSnapshot > 0 ? "answer.from.copy" : "answer.from.memory");
  const perSecond = minute.requests / Math.max(1, minute.seconds);
  if (perSecond < MANY_PER_SECOND) return speech.say("answer.share", { share, from });
  return speech.say("answer.share.rate", { share, from, rate: Math.round(perSecond) });
}

function survivalSentence(site: SiteDigest, speech: Speech): string {
  const share = site.coverageVisits ?? site.coveragePages;
  // During the first crawl the share grows from nothing and says nothing yet.
  if (share === null || site.snapshotAtMs === null) {
    return speech.say(site.crawling ? "answer.survive.crawling" : "answer.survive.unknown");
  }
  return speech.say("answer.survive", { share: speech.share(share) });
}
