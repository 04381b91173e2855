import type { SiteDigest } from "../../gateway/events.ts";
import type { LiveDigest } from "../live-messages.ts";
import { keptShare, type Minute, unansweredShare } from "./series.ts";
import type { Speech } from "./speech.ts";

/** The page's first line: how is the site? Decided here from the figures, said in the reader's language. */

/** ok: answered. strained: answered, but look. down: visitors stay without an answer. unknown: nobody knows here. */
export type Level = "ok" | "strained" | "down" | "unknown";

export type Connection = { kind: "connecting" } | { kind: "live" } | { kind: "lost"; sinceMs: number };

/** Figures older than this are not the present, in ms. */
export const FIGURES_HOLD_MS = 6_000;
/** From this share of unanswered requests the site counts as down; below, from one in a thousand, as strained. */
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
  const unanswered = unansweredShare(minute);
  const details: string[] = [];
  if (unanswered >= STRAINED_SHARE) {
    details.push(speech.say("answer.unanswered", { share: speech.badShare(unanswered) }));
  }
  details.push(shareSentence(minute, speech));
  if (site.posture !== "sealed") details.push(survivalSentence(site, speech));
  return {
    level: levelOf(site, unanswered),
    posture: site.posture,
    headline: headlineOf(site, seen.nowMs, speech),
    details,
  };
}

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

function levelOf(site: SiteDigest, unanswered: number): Level {
  if (unanswered >= DOWN_SHARE) return "down";
  if (site.posture === "sealed" && site.snapshotPages === 0) return "down";
  return site.posture === "calm" && unanswered < STRAINED_SHARE ? "ok" : "strained";
}

function headlineOf(site: SiteDigest, nowMs: number, speech: Speech): string {
  if (site.posture !== "sealed") return speech.say(`answer.${site.posture}`);
  if (site.snapshotPages === 0) return speech.say("answer.sealed.no-copy");
  if (site.snapshotAtMs === null) return speech.say("answer.sealed.partial", { count: site.snapshotPages });
  return speech.say("answer.sealed", { time: speech.full(site.snapshotAtMs, nowMs) });
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
