import type { ChannelKind } from "../events.ts";

/** What every channel is, and how an attempt can end. */

/** What is sent to one address. */
export type Message = {
  /** Stable over all attempts of this delivery, unique among all: what receivers can drop a double by. */
  key: string;
  subject: string;
  text: string;
  /** When the notice was written. ISO 8601. */
  at: string;
  /** An earlier attempt may have arrived: the message says so. */
  marked: boolean;
};

/** For something that is not sent as text alone. */
export type Attachment = { name: string; type: string; content: string };

/**
 * delivered: the next server took it. not-now: surely not delivered, may be tried again. never: surely not delivered, and
 * the receiver says that it never will be. unknown: no answer came after it may have arrived.
 * `channelDown`: the next message of this channel would fare alike, so the channel rests. Reasons are for people.
 */
export type Outcome =
  | { result: "delivered"; answer: string }
  | { result: "not-now"; reason: string; channelDown: boolean; retryAfterMs?: number }
  | { result: "never"; reason: string }
  | { result: "unknown"; reason: string; channelDown: boolean };

export type Person = { mail: string; phones: readonly string[] };

export type Channel = {
  readonly name: string;
  readonly kind: ChannelKind;
  /** The server itself drops a repeat with the same key: an unanswered attempt may simply be made again. */
  readonly exact: boolean;
  readonly concurrency: number;
  /** A longer text is cut there; null: never. */
  readonly charactersMax: number | null;
  /** Where a place is, without its secrets; null when each person has an address of their own. */
  readonly place: string | null;
  /** Address of a person on this channel, if they have one. Places have no persons. */
  addressOf(person: Person): string | undefined;
  /**
   * One attempt. Never throws; ends within the channel's time-outs, or soon after `signal` aborts. Nothing else in this
   * room touches the network.
   */
  send(to: string, message: Message, signal: AbortSignal): Promise<Outcome>;
};

/** Longest answer of a server that is kept, in characters. */
export const ANSWER_CHARACTERS_MAX = 200;

/** A server's words on one line, bounded, without control characters. */
export function oneLine(text: string, charactersMax = ANSWER_CHARACTERS_MAX): string {
  return text
    .slice(0, 4 * charactersMax)
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, charactersMax)
    .toWellFormed();
}

/** The text cut to so many characters, whole code points, with a sign that it was cut. */
export function cut(text: string, charactersMax: number | null): string {
  if (charactersMax === null) return text;
  const points = [...text];
  const sign = " […]";
  return points.length <= charactersMax
    ? text
    : `${points
        .slice(0, charactersMax - sign.length)
        .join("")
        .trimEnd()}${sign}`;
}

/** Says, above the text, that this may be the second time. */
export const POSSIBLE_DOUBLE_FR =
  "Nouvel envoi : ce message vous est peut-être déjà parvenu (l’envoi précédent est resté sans réponse).";
export const POSSIBLE_DOUBLE_SHORT_FR = "[Renvoi] ";
