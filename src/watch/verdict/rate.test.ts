import { describe, expect, test } from "bun:test";
import { CALM, T0, told } from "../../../test/support/sayings.ts";
import { fold } from "./live.ts";
import {
  CALM_MS,
  CLAIMED_MS,
  FAST_MS,
  FIRST_MS,
  type RateFacts,
  rateOf,
  SECOND_LOOK_MS,
  SLOW_MS,
} from "./rate.ts";
import { newSiteState } from "./site-state.ts";

const FACTS = { french: 1, trusted: 1 };
const USUAL: RateFacts = { fastUntil: 0, slowUntil: 0, sites: 36_000, inHosterIncident: false };
const MINUTE = 60_000;

/** The rate right after the last of these rounds, or `laterMs` after it. */
function rate(text: string, given: Partial<RateFacts> = {}, laterMs = 0): number {
  const state = newSiteState();
  const sayings = told(text);
  for (const saying of sayings) fold(state, saying, FACTS);
  const now = (sayings.at(-1)?.endedAt ?? T0) + laterMs;
  return rateOf(state, now, FACTS.french, { ...USUAL, ...given });
}

describe("a site is asked", () => {
  test("every five minutes in calm", () => expect(rate("uuuuuu")).toBe(CALM_MS));

  test("twice a minute when it stopped, slower when it stays away", () => {
    expect(rate("uuuuuud")).toBe(FAST_MS);
    expect(rate("uuuuuuddd")).toBe(FAST_MS);
    expect(rate("uuuuuud", {}, 31 * MINUTE)).toBe(SLOW_MS);
    expect(rate("uuuuuud", {}, 7 * 60 * MINUTE)).toBe(CALM_MS);
  });

  test("as usual when it never answered", () => expect(rate("dddddd")).toBe(CALM_MS));

  test("twice a minute until its coming back is believed, every two minutes until it is steady", () => {
    expect(rate("uuuuddu")).toBe(FAST_MS);
    expect(rate("uuuudduu")).toBe(SLOW_MS);
    expect(rate("uuuudduuuuuu", {}, 6 * MINUTE)).toBe(CALM_MS);
  });

  test("a second time soon when an attempt was lost", () => {
    expect(rate("uuuuuus")).toBe(SECOND_LOOK_MS);
    expect(rate("uuuuuus", {}, 6 * MINUTE)).toBe(CALM_MS);
    expect(rate("uuuuuusuu")).toBe(CALM_MS);
  });

  test("often when it is named in a claim, for a while", () => {
    const claimed = { fastUntil: T0 + 50 * CALM, slowUntil: T0 + 100 * CALM };
    expect(rate("uuuuuu", claimed)).toBe(CLAIMED_MS);
    expect(rate("uuuuuu", claimed, 60 * CALM)).toBe(SLOW_MS);
    expect(rate("uuuuuu", claimed, 100 * CALM)).toBe(CALM_MS);
  });

  test("seldom when it is one of many on a network that is down, unless it is named in a claim", () => {
    expect(rate("uuuuuud", { inHosterIncident: true })).toBe(SLOW_MS);
    expect(rate("uuuuuud", { inHosterIncident: true, fastUntil: T0 + 50 * CALM })).toBe(CLAIMED_MS);
  });

  test("for its first rounds as often as all new sites together can be", () => {
    expect(rate("")).toBe(120_000);
    expect(rate("uuu", { sites: 20 })).toBe(FIRST_MS);
    expect(rate("uuu", { sites: 1_000_000 })).toBe(CALM_MS);
  });
});
