import type { ChannelKind, Delivery, Notice, NoticeDetail, Recipient } from "../../../notices/events.ts";
import type { Level } from "../answer.ts";
import type { Key } from "../../locales/index.ts";
import type { Speech } from "../speech.ts";

/** Who was told, by what, and what is still tried: in words. */

/** How surely a person was reached. */
export type ToldState = "told" | "one" | "uncertain" | "waiting" | "failed" | "nothing";

/**
 * told: two channels, or by hand. one: a single channel delivered. uncertain: it may have arrived. waiting: it is still
 * tried. failed: nothing of it arrived. nothing: there was no address to send to.
 */
export function toldState({ told, deliveries }: Recipient): ToldState {
  if (told) return "told";
  if (deliveries.length === 0) return "nothing";
  const has = (...states: Delivery["state"][]) => deliveries.some(({ state }) => states.includes(state));
  if (has("delivered", "rehearsed")) return "one";
  if (has("waiting", "attempting")) return "waiting";
  return has("uncertain") ? "uncertain" : "failed";
}

export const TOLD_LEVEL: Readonly<Record<ToldState, Level>> = {
  told: "ok",
  one: "strained",
  uncertain: "strained",
  waiting: "unknown",
  failed: "down",
  nothing: "down",
};

/** Whether something may still go out. */
export function isUnderWay({ deliveries, stopped }: Notice): boolean {
  return stopped === null && deliveries.waiting + deliveries.attempting > 0;
}

/** "par courriel : remis à 16 h 28" */
export function deliveryText(delivery: Delivery, nowMs: number, speech: Speech): string {
  const { say } = speech;
  const { state, attempts, nextAttemptAt, kind, to } = delivery;
  const values = { channel: say(`channel.${kind}`), to, time: speech.at(Date.parse(delivery.at), nowMs) };
  const key: Key =
    state === "waiting" && attempts > 0 ? "delivery.again" : (`delivery.${state}` as const satisfies Key);
  const next = nextAttemptAt === null ? say("delivery.soon") : speech.ahead(Date.parse(nextAttemptAt), nowMs);
  return say(key, { ...values, count: attempts, next });
}

/** How many in which state, as one line: "12 prévenues sur 14, 1 échec." */
export function noticeSentence(notice: Notice, { say, list }: Speech): string {
  const { told, recipients, deliveries } = notice;
  const parts: string[] = [];
  const underWay = deliveries.waiting + deliveries.attempting;
  if (underWay > 0) parts.push(say("notice.counts.waiting", { count: underWay }));
  if (deliveries.failed > 0) parts.push(say("notice.counts.failed", { count: deliveries.failed }));
  if (deliveries.uncertain > 0) parts.push(say("notice.counts.uncertain", { count: deliveries.uncertain }));
  if (deliveries.stopped > 0) parts.push(say("notice.counts.stopped", { count: deliveries.stopped }));
  const key = notice.exercise ? "notice.counts.rehearsed" : "notice.counts";
  const reached = recipients === 0 ? say("notice.counts.places") : say(key, { count: told, all: recipients });
  return parts.length === 0 ? `${reached}.` : `${reached} ; ${list(parts)}.`;
}

/** The first words of a notice: its subject, or how its text begins. */
export function noticeName({ subject, text }: Pick<Notice, "subject" | "text">): string {
  if (subject !== "") return subject;
  const line = text.split("\n")[0] ?? "";
  return line.length > 90 ? `${line.slice(0, 90).trimEnd()}…` : line;
}

export function channelsText({ notice }: Pick<NoticeDetail, "notice">, { say, list }: Speech): string {
  const kinds = [...new Set(notice.channels.map(({ kind }) => kind))];
  return kinds.length === 0
    ? say("notice.no-channels")
    : list(kinds.map((kind: ChannelKind) => say(`channel.${kind}`)));
}

const WHY: ReadonlyArray<readonly [RegExp, Key]> = [
  [/ECONNREFUSED|ConnectionRefused/i, "why.refused"],
  [/ENOTFOUND|EAI_AGAIN/, "why.unknown-host"],
  [/ETIMEDOUT|timed? ?out/i, "why.silent"],
  [/ECONNRESET|EPIPE|socket (was )?closed/i, "why.cut"],
  [/certificate|self.signed/i, "why.certificate"],
];

/** Why a delivery went wrong: in the reader's words where they are known, always with the server's own. */
export function whyText(reason: string, { say }: Speech): string {
  const known = WHY.find(([pattern]) => pattern.test(reason))?.[1];
  return known === undefined ? reason : `${say(known)} (${reason})`;
}

/** A sentence of the journal about one delivery. */
export function inDeliveryWords(
  key:
    | "entry.notice.delivered"
    | "entry.notice.failed"
    | "entry.notice.uncertain"
    | "entry.notice.uncertain.again",
  body: Record<string, unknown>,
  { say }: Speech,
): string {
  const reason = typeof body.reason === "string" ? body.reason : "";
  return say(key, { channel: String(body.channel ?? ""), count: Number(body.attempt) || 1, reason });
}
