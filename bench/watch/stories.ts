import type { SeededRandom } from "../../src/drill/random.ts";
import type { Failure, Protection, Qualifier, Verdict } from "../../src/watch/codes.ts";
import { ANSWER, type Got, type Story } from "./one-site.ts";

/** Kinds of series, each with the verdict that is true by construction: it is written here, not computed by the rule. */

const MINUTE = 60_000;
/** The hour that is judged, after forty minutes in which the site answers unless its story says otherwise. */
export const WINDOW_FROM = Date.UTC(2024, 11, 31, 15);
export const WINDOW_TO = WINDOW_FROM + 60 * MINUTE;
const BEGIN = WINDOW_FROM - 40 * MINUTE;
const END = WINDOW_TO + 2 * MINUTE;
const LOST_SHARE = 0.01;

export type Expected = {
  readonly verdict: Verdict;
  /** The live word at the end, where the construction says what it must be. */
  readonly live?: Verdict;
  readonly qualifier?: Qualifier;
};
export type Scripted = { readonly story: Story; readonly expected: Expected; readonly suspendedMs?: number };
export type Kind = { readonly what: string; readonly count: number; make(random: SeededRandom): Scripted };

type Cast = { readonly french: number; readonly vantages: number };
const ONE: Cast = { french: 0b1, vantages: 1 };
const TWO: Cast = { french: 0b11, vantages: 2 };
const ONE_AND_ABROAD: Cast = { french: 0b01, vantages: 2 };

const down = (random: SeededRandom): Got =>
  random.pick<Got>([
    { failure: "tcp.timeout" },
    { failure: "tcp.refused", tookMs: 3 },
    { failure: "http.timeout_first_byte" },
    { failure: "http.503", tookMs: 400 },
    { failure: "dns.servfail", tookMs: 40 },
    { failure: "tls.reset_in_handshake", tookMs: 60 },
  ]);

/** A site that is as `state` says at each moment; one attempt of a hundred is lost besides. */
function site(random: SeededRandom, state: (atMs: number, vantage: number) => Got, cast?: Cast): Story {
  const played = cast ?? random.pick([ONE, TWO]);
  const lost: Got = { failure: "tcp.timeout" };
  return {
    ...played,
    from: BEGIN,
    to: END,
    got: (at, vantage) => (random.chance(LOST_SHARE) ? lost : state(at, vantage)),
  };
}

/** Down between these moments, minutes after the window's begin. */
function outages(random: SeededRandom, ...spans: readonly (readonly [number, number])[]): Story {
  const got = down(random);
  const times = spans.map(([from, to]) => [WINDOW_FROM + from * MINUTE, WINDOW_FROM + to * MINUTE] as const);
  return site(random, (at) => (times.some(([from, to]) => at >= from && at < to) ? got : ANSWER));
}

const between = (random: SeededRandom, least: number, most: number) => least + random.next() * (most - least);

const plain: Kind[] = [
  {
    what: "answers throughout",
    count: 60,
    make: (random) => ({
      story: site(random, () => ANSWER),
      expected: { verdict: "accessible", live: "accessible" },
    }),
  },
  {
    what: "down throughout",
    count: 60,
    make: (random) => ({
      story: outages(random, [-between(random, 5, 35), 99]),
      expected: { verdict: "inaccessible", live: "inaccessible" },
    }),
  },
  {
    what: "answers for the first one to four minutes, then down",
    count: 40,
    make: (random) => ({
      story: outages(random, [between(random, 1, 4), 99]),
      expected: { verdict: "inaccessible", live: "inaccessible" },
    }),
  },
  {
    what: "down since ten to fifty minutes",
    count: 50,
    make: (random) => ({
      story: outages(random, [between(random, 10, 50), 99]),
      expected: { verdict: "intermittent", live: "inaccessible" },
    }),
  },
  {
    what: "down for the first ten to fifty minutes",
    count: 50,
    make: (random) => ({
      story: outages(random, [-between(random, 5, 35), between(random, 10, 50)]),
      expected: { verdict: "intermittent" },
    }),
  },
  {
    what: "one outage of eight to forty minutes",
    count: 60,
    make: (random) => {
      const from = between(random, 2, 12);
      return {
        story: outages(random, [from, from + between(random, 8, 40)]),
        expected: { verdict: "intermittent" },
      };
    },
  },
  {
    what: "outages of less than fifty seconds",
    count: 50,
    make: (random) => {
      const spans = [5, 20, 35, 50].map((minute) => {
        const from = minute + between(random, 0, 5);
        return [from, from + between(random, 0.1, 0.8)] as const;
      });
      return { story: outages(random, ...spans), expected: { verdict: "accessible", live: "accessible" } };
    },
  },
  {
    what: "down and up in turns of three to nine minutes",
    count: 60,
    make: (random) => {
      const turn = between(random, 3, 9);
      const spans = Array.from({ length: 20 }, (_, n) => [n * 2 * turn, (n * 2 + 1) * turn] as const);
      return { story: outages(random, ...spans), expected: { verdict: "intermittent" } };
    },
  },
  {
    what: "four to seven of ten attempts fail",
    count: 50,
    make: (random) => {
      const [share, got] = [between(random, 0.4, 0.7), down(random)];
      return {
        story: site(random, () => (random.chance(share) ? got : ANSWER), ONE),
        expected: { verdict: "intermittent", live: "intermittent" },
      };
    },
  },
];

const beside: Kind[] = [
  {
    what: "a protection answers for the site",
    count: 50,
    make: (random) => {
      const protection = random.pick<Protection>(["challenge", "block", "rate_limited", "waiting_room"]);
      const failure = random.pick<Failure>(["http.4xx", "http.503", "ok"]);
      return {
        story: site(random, () => ({ failure, protection, tookMs: 90 })),
        expected: { verdict: "accessible", live: "accessible", qualifier: "protected" },
      };
    },
  },
  {
    what: "a bad certificate",
    count: 20,
    make: (random) => {
      const failure = random.pick<Failure>([
        "tls.cert_expired",
        "tls.name_mismatch",
        "tls.unknown_authority",
      ]);
      return {
        story: site(random, () => ({ failure, tookMs: 120 })),
        expected: { verdict: "accessible", qualifier: "tls_warning" },
      };
    },
  },
  {
    what: "a page of maintenance with 503",
    count: 20,
    make: (random) => ({
      story: site(random, () => ({ failure: "http.503", protection: "maintenance", tookMs: 90 })),
      expected: { verdict: "inaccessible", live: "inaccessible", qualifier: "maintenance" },
    }),
  },
  {
    what: "another page than usual",
    count: 20,
    make: (random) => ({
      story: site(random, (at) => ({
        failure: "ok",
        content: at > WINDOW_FROM + 20 * MINUTE ? "suspected_defacement" : "same",
      })),
      expected: { verdict: "accessible", qualifier: "suspected_defacement" },
    }),
  },
  {
    what: "answers slowly, against its habit",
    count: 20,
    make: (random) => {
      const slow = between(random, 4_000, 9_000);
      return {
        story: site(random, (at) => ({ failure: "ok", tookMs: at > WINDOW_FROM ? slow : 300 })),
        expected: { verdict: "accessible", qualifier: "slow" },
      };
    },
  },
  {
    what: "answers in France, not abroad",
    count: 40,
    make: (random) => ({
      story: site(
        random,
        (_, vantage) => (vantage === 0 ? ANSWER : { failure: "tcp.timeout" }),
        ONE_AND_ABROAD,
      ),
      expected: { verdict: "accessible", live: "accessible", qualifier: "geo_block" },
    }),
  },
  {
    what: "answers abroad, not in France",
    count: 20,
    make: (random) => ({
      story: site(
        random,
        (at, vantage) => (vantage === 1 || at < WINDOW_FROM ? ANSWER : { failure: "tcp.timeout" }),
        ONE_AND_ABROAD,
      ),
      expected: { verdict: "inaccessible", live: "inaccessible" },
    }),
  },
  {
    what: "answers one French vantage point, not the other",
    count: 20,
    make: (random) => ({
      story: site(
        random,
        (at, vantage) => (vantage === 0 || at < WINDOW_FROM ? ANSWER : { failure: "tcp.timeout" }),
        TWO,
      ),
      expected: { verdict: "intermittent", live: "intermittent" },
    }),
  },
];

const ours: Kind[] = [
  {
    what: "one to three of ten rounds break down on our side",
    count: 40,
    make: (random) => {
      const share = between(random, 0.1, 0.3);
      return {
        story: site(random, () => (random.chance(share) ? { failure: "prober.fault", tookMs: 5 } : ANSWER)),
        expected: { verdict: "accessible", live: "accessible" },
      };
    },
  },
  {
    what: "all rounds break down on our side",
    count: 20,
    make: (random) => ({
      story: site(random, (at) => (at < WINDOW_FROM ? ANSWER : { failure: "prober.fault", tookMs: 5 })),
      expected: { verdict: "inconclusive" },
    }),
  },
  {
    what: "our network is cut for five to twelve minutes",
    count: 30,
    make: (random) => cut(random, between(random, 5, 12), "accessible"),
  },
  {
    what: "our network is cut for seventeen to forty minutes",
    count: 30,
    make: (random) => cut(random, between(random, 17, 40), "inconclusive"),
  },
  {
    what: "taken in less than four rounds ago",
    count: 20,
    make: (random) => ({
      story: { ...site(random, () => ANSWER, ONE), from: WINDOW_TO - between(random, 10, 80) * 1_000 },
      expected: { verdict: "inconclusive" },
    }),
  },
];

/** Nobody can be trusted for some minutes of the window; what they say meanwhile is down. */
function cut(random: SeededRandom, minutes: number, verdict: Verdict): Scripted {
  const from = WINDOW_FROM + between(random, 2, 58 - minutes) * MINUTE;
  const to = from + minutes * MINUTE;
  const within = (at: number) => at >= from - MINUTE && at < to;
  return {
    story: {
      ...site(random, (at) => (at >= from && at < to ? { failure: "tcp.timeout" } : ANSWER)),
      trusted: (at) => !within(at),
    },
    expected: { verdict },
    suspendedMs: to - from,
  };
}

export const KINDS: readonly Kind[] = [...plain, ...beside, ...ours];
