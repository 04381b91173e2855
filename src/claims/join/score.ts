import type { AttackType } from "../reading.ts";
import { distinct, type Print } from "./print.ts";
import { alike } from "./sketch.ts";
import { apartMs, DAY_MS } from "./time.ts";

/**
 * How surely two documents tell of one event, and how surely they carry one dispatch: pure, symmetric, 0 to 1. Bodies
 * are resolved before, so the score knows no language.
 */

export const SAME_EVENT = 0.45;
export const SAME_DISPATCH = 0.75;

/** Floods come in waves of a day, with many bodies and one actor; breaches are of one body, and are told for weeks. */
type Nature = {
  readonly types: readonly AttackType[];
  readonly reachMs: number;
  /** The reach where one of them does not say when it was: what follows up is told days later. */
  readonly unsaidReachMs: number;
  /** The share of the likeness that is lost at the end of the reach. */
  readonly timeCosts: number;
  /** How much shared bodies, and a shared actor, say by themselves. */
  readonly bodies: number;
  readonly actor: number;
};
const FLOOD: Nature = {
  types: ["ddos", "defacement"],
  reachMs: 2 * DAY_MS,
  unsaidReachMs: 3.5 * DAY_MS,
  timeCosts: 0.8,
  bodies: 0.85,
  actor: 0.55,
};
const BREACH: Nature = {
  types: ["ransomware", "intrusion", "data-leak"],
  reachMs: 45 * DAY_MS,
  unsaidReachMs: 45 * DAY_MS,
  timeCosts: 0.5,
  bodies: 0.9,
  actor: 0.2,
};
const NAMES_SAY = 0.3;
/** What is left of the likeness when two actors are named, or two kinds of attack that do not go together. */
const OTHER_ACTOR = 0.5;
/** What is left of it when one of them says neither when it appeared nor when it was: bodies must agree then. */
const UNDATED = 0.64;
/** So many bodies in common are a list; with fewer, and no day, an actor who attacks every week says less. */
const LIST = 2;
const ACTOR_UNDATED = 0.55;

/** What the first body says by itself, where both begin with it. */
const MAIN_SAYS = 0.8;

/** Who tells of the same bodies, and does not say when, follows up, or of several that one group named: days cost less. */
const FOLLOWED_UP = 0.75;
const FOLLOW_UP_COSTS = 0.5;

/** The same attack, or the same wave of one day. */
export function eventScore(a: Print, b: Print): number {
  const nature = natureOf(a, b);
  if (nature === undefined) return 0;
  const [mine, others] = [keysOf(a), keysOf(b)];
  const gap = isOneList(a, b) ? 0 : timeApart(a, b);
  const said = a.whenSaid && b.whenSaid;
  const actor = actorAgreement(a, b);
  const sharing = shared(mine, others);
  const again = actor > 0 && sharing >= LIST;
  const reachMs = said && !again ? nature.reachMs : nature.unsaidReachMs;
  if (gap > reachMs) return 0;
  const dated = isDated(a) && isDated(b);
  const tied = dated || actor > 0 || (a.agency !== null && a.agency === b.agency);
  const told = dated || sharing >= LIST;
  // Of a day that nobody says, one body in common must be the one that both are about.
  const main = mine[0] === others[0];
  const one = (tied && told) || (main && (tied || nature === BREACH));
  const share = one ? overlap(mine, others) : common(mine, others);
  // A breach is of the body that both begin with, whoever else each of them names beside it.
  const breach = [a, b].every(({ types }) => types.some((type) => BREACH.types.includes(type)));
  const bodies = main && breach ? Math.max(share, MAIN_SAYS) : share;
  if (nature === BREACH && bodies === 0) return 0;
  const names = sharedEnough(a.names, b.names);
  const unlike =
    (1 - nature.bodies * bodies) *
    (1 - nature.actor * (told ? 1 : ACTOR_UNDATED) * Math.max(0, actor)) *
    (1 - NAMES_SAY * names);
  const followed = again || bodies >= FOLLOWED_UP;
  const fading = followed && (again || !said) ? FOLLOW_UP_COSTS : nature.timeCosts;
  const fades = 1 - fading * Math.min(1, gap / (followed ? reachMs : nature.reachMs));
  const likeness = (1 - unlike) * fades * (dated ? 1 : UNDATED);
  return actor < 0 ? likeness * OTHER_ACTOR : likeness;
}

/** Documents of one day that name the same bodies, a whole list of them, tell of one wave, whatever hours each of them says. */
function isOneList(a: Print, b: Print): boolean {
  if (a.publishedMs === null || b.publishedMs === null || publishedApart(a, b) > DAY_MS) return false;
  const [mine, others] = [keysOf(a), keysOf(b)];
  return shared(mine, others) > LIST && overlap(mine, others) >= FOLLOWED_UP;
}

/** Where neither says when it was, their own days count: each could be of any hour before. */
function timeApart(a: Print, b: Print): number {
  if (a.whenSaid || b.whenSaid || a.publishedMs === null || b.publishedMs === null) {
    return apartMs(a.when, b.when);
  }
  return Math.abs(a.publishedMs - b.publishedMs);
}

const isDated = ({ whenSaid, publishedMs }: Print): boolean => whenSaid || publishedMs !== null;

function natureOf(a: Print, b: Print): Nature | undefined {
  const floods = (print: Print) => print.types.some((type) => FLOOD.types.includes(type));
  const breaches = (print: Print) => print.types.some((type) => BREACH.types.includes(type));
  const [aFloods, bFloods, aBreaches, bBreaches] = [floods(a), floods(b), breaches(a), breaches(b)];
  if (aFloods && bFloods && shareOneOf(a.types, b.types, FLOOD.types)) return FLOOD;
  // A text may tell of a flood beside a breach; where days are known, the breach is the same.
  if (aBreaches && bBreaches && ((isDated(a) && isDated(b)) || !(aFloods || bFloods))) return BREACH;
  if ((aFloods && (bFloods || bBreaches)) || (aBreaches && bFloods)) return undefined;
  return aFloods || bFloods ? FLOOD : BREACH;
}

function shareOneOf<T>(a: readonly T[], b: readonly T[], among: readonly T[]): boolean {
  return among.some((one) => a.includes(one) && b.includes(one));
}

/** 1 when they name one actor, -1 when each names another, 0 when one of them names nobody. */
function actorAgreement(a: Print, b: Print): number {
  if (a.actors.length === 0 || b.actors.length === 0) return 0;
  return a.actors.some((one) => b.actors.some((other) => one.startsWith(other) || other.startsWith(one)))
    ? 1
    : -1;
}

/** Versions of one dispatch appear within this time. */
const DISPATCH_REACH_MS = 2 * DAY_MS;
/** Share of common runs of words from which two texts of one language are one, and below which they are two. */
const COPY = 0.2;
const NO_COPY = 0.04;
/**
 * What counts where one agency is credited in both, and where it is not. Figures and names can only speak for it: times are
 * in another zone in the other language, and a translation keeps few names.
 */
const WITH_AGENCY = { base: 0.3, bodies: 0.45, actor: 0.15, words: 0.1 } as const;
const WITHOUT = { base: 0, bodies: 0.48, actor: 0.1, words: 0.42 } as const;

/** Who credits no agency tells the same dispatch only where so many people of it are named. */
const NAMES_OF_ONE = 3;

/**
 * One wire story in two versions or two languages. Where a dispatch is cut or enlarged, its bodies are a part of the other
 * one's. Without a common agency the same names and figures must stand in both, and one body that is common says little:
 * every house tells of it.
 */
export function dispatchScore(a: Print, b: Print): number {
  if (a.bodies.length === 0 || b.bodies.length === 0) return 0;
  if (publishedApart(a, b) > DISPATCH_REACH_MS) return 0;
  if (a.agency !== null && b.agency !== null && a.agency !== b.agency) return 0;
  const event = eventScore(a, b);
  if (event < SAME_EVENT) return 0;
  const copied = a.lang === b.lang ? alike(a.sketch, b.sketch) : 0;
  if (copied >= COPY) return Math.max(SAME_DISPATCH, copied);
  const agency = a.agency !== null && a.agency === b.agency;
  const weights = agency ? WITH_AGENCY : WITHOUT;
  const names = sharedEnough(a.names, b.names);
  const numbers = sharedEnough(a.numbers, b.numbers);
  const actor = (1 + actorAgreement(a, b)) / 2;
  const score =
    weights.base +
    weights.bodies * (agency ? overlap(keysOf(a), keysOf(b)) : sharedEnough(keysOf(a), keysOf(b))) +
    weights.actor * actor +
    weights.words * (agency ? Math.max(names, numbers) : (names + numbers) / 2);
  const otherDay = !agency && publishedApart(a, b) > 0;
  const otherText = a.lang === b.lang && a.sketch.length > 0 && b.sketch.length > 0 && copied < NO_COPY;
  const ownText = (a.agency === null) !== (b.agency === null) && shared(a.names, b.names) < NAMES_OF_ONE;
  return otherText || ownText || otherDay ? Math.min(score, SAME_DISPATCH - 0.01) : score;
}

function publishedApart(a: Print, b: Print): number {
  if (a.publishedMs === null || b.publishedMs === null) return 0;
  return Math.abs(a.publishedMs - b.publishedMs);
}

/** What the name of a hospital says beside its town: "the Chalon hospital" and "le CH de Chalon" are one. */
const OF_HOSPITALS =
  /-(?:x|the|d|de|du|des|l|la|le|les|of|in|at|en|ch|chu|chr|chi|hopital|hospital|centre|hospitalier|university|universitaire|regional|general|public)(?=-|$)/g;

/** The bodies of a document, as they are compared. */
const keysOf = ({ bodies }: Print): string[] =>
  distinct(
    bodies.map((id) =>
      id.startsWith("hospital:") ? `hospital${`-${id.slice(9)}`.replace(OF_HOSPITALS, "")}` : id,
    ),
  );

/** How many both have. */
function shared(a: readonly string[], b: readonly string[]): number {
  const there = new Set(a);
  return b.filter((one) => there.has(one)).length;
}

/** Share of the smaller set that the larger one has; 0 when one is empty. */
export function overlap(a: readonly string[], b: readonly string[]): number {
  const least = Math.min(a.length, b.length);
  return least === 0 ? 0 : shared(a, b) / least;
}

/** Share of both together that both have; 0 when one is empty. */
function common(a: readonly string[], b: readonly string[]): number {
  const both = shared(a, b);
  return both === 0 ? 0 : both / (a.length + b.length - both);
}

/** Of names and figures the share of the smaller set that both have, where one that is common by chance says little: two are needed for a whole word. */
function sharedEnough(a: readonly string[], b: readonly string[]): number {
  return overlap(a, b) * Math.min(1, shared(a, b) / 2);
}
