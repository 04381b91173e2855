import { describe, expect, test } from "bun:test";
import type { Actor } from "../kernel/actor.ts";
import { Refusal } from "../kernel/refusal.ts";
import { type Statement, statementSchema } from "./events.ts";
import {
  decidePublish,
  decideWithdraw,
  publishSchema,
  type Said,
  type Surroundings,
  withdrawSchema,
} from "./statement.ts";

const LOOK = { town: "Ville de Démo", colour: "#1f3a5f", zone: "Europe/Paris" };
const ALICE: Actor = { type: "person", id: "alice", name: "Alice Martin" };
const BOB: Actor = { type: "person", id: "bob", name: "Bob Lefèvre" };
const CALM: Surroundings = { incident: undefined, exerciseOpen: false };
const NOTHING: Said = { current: null, rehearsed: null };
const A = "a".repeat(64);
const B = "b".repeat(64);

const fields = (more: object = {}) => ({ level: "major", fr: { title: "Panne" }, ...more });
const asked = (more: object = {}) => publishSchema.parse({ ...fields(), old: null, ...more });
const standing = (id: string, more: Partial<Statement> = {}): Statement => ({
  ...statementSchema.parse(fields()),
  id,
  at: "2026-11-28T15:28:00.000Z",
  by: ALICE,
  exercise: false,
  withdrawn: null,
  ...more,
});
const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "done";
};

describe("publishing", () => {
  test("given nothing, when a lead publishes, then it is published as it was written", () => {
    const decision = decidePublish(asked(), ALICE, NOTHING, CALM, LOOK);
    expect(decision).toEqual({
      kind: "publish",
      statement: statementSchema.parse(fields()),
      exercise: false,
    });
  });

  test("given a statement that the author did not see, then it is refused and told", () => {
    const said = { current: standing(A), rehearsed: null };
    for (const old of [null, B]) {
      expect(codeOf(() => decidePublish(asked({ old, level: "normal" }), BOB, said, CALM, LOOK))).toBe(
        "changed-meanwhile",
      );
    }
    expect(() => decidePublish(asked({ level: "normal" }), BOB, said, CALM, LOOK)).toThrow(
      "Alice Martin published « Panne » at 2026-11-28T15:28:00.000Z.",
    );
    expect(decidePublish(asked({ old: A, level: "normal" }), BOB, said, CALM, LOOK).kind).toBe("publish");
  });

  test("given the same words by the same person, then it is a repeat; by another it is not", () => {
    const said = { current: standing(A), rehearsed: null };
    expect(decidePublish(asked(), ALICE, said, CALM, LOOK)).toEqual({ kind: "repeat" });
    expect(codeOf(() => decidePublish(asked(), BOB, said, CALM, LOOK))).toBe("changed-meanwhile");
  });

  test("a page that would be too large is refused before it is written", () => {
    const services = Array.from({ length: 30 }, (_, n) => ({
      id: `s${n}`,
      fr: "É".repeat(80),
      state: "closed",
      note: { fr: "&".repeat(200) },
    }));
    expect(codeOf(() => decidePublish(asked({ services }), ALICE, NOTHING, CALM, LOOK))).toBe("too-large");
    const plain = services.map((service) => ({ ...service, note: { fr: "fermé jusqu'à lundi" } }));
    const long = asked({ services: plain, fr: { title: "Panne", text: "a".repeat(3_000) } });
    expect(decidePublish(long, ALICE, NOTHING, CALM, LOOK).kind).toBe("publish");
  });
});

describe("an exercise", () => {
  const exercise: Surroundings = { incident: { exercise: true }, exerciseOpen: true };

  test("is never published, whatever is declared and whatever stands", () => {
    for (const declared of [undefined, false, true]) {
      for (const old of [null, A]) {
        const one = asked({ incident: "i-exo", exercise: declared, old });
        const decision = decidePublish(one, ALICE, { current: standing(A), rehearsed: null }, exercise, LOOK);
        expect(decision).toMatchObject({ kind: "publish", exercise: true });
      }
    }
  });

  test("must not be published by forgetting it", () => {
    const open = { incident: undefined, exerciseOpen: true };
    expect(codeOf(() => decidePublish(asked(), ALICE, NOTHING, open, LOOK))).toBe("exercise-open");
    expect(decidePublish(asked({ exercise: true }), ALICE, NOTHING, open, LOOK)).toMatchObject({
      exercise: true,
    });
    expect(decidePublish(asked({ exercise: false }), ALICE, NOTHING, open, LOOK)).toMatchObject({
      exercise: false,
    });
    const real = { incident: { exercise: false }, exerciseOpen: true };
    expect(decidePublish(asked({ incident: "i-vrai" }), ALICE, NOTHING, real, LOOK)).toMatchObject({
      exercise: false,
    });
  });

  test("an incident that is not there is refused", () => {
    expect(codeOf(() => decidePublish(asked({ incident: "i-x" }), ALICE, NOTHING, CALM, LOOK))).toBe(
      "not-found",
    );
  });
});

describe("withdrawing", () => {
  const ask = (old: string) => withdrawSchema.parse({ old, reason: "C'était une erreur" });

  test("takes back what stands, in earnest or rehearsed, once", () => {
    const current = standing(A);
    const rehearsed = standing(B, { exercise: true });
    const said = { current, rehearsed };
    expect(decideWithdraw(ask(A), current, said)).toBe(current);
    expect(decideWithdraw(ask(B), current, said)).toBe(rehearsed);
    const gone = standing(A, { withdrawn: { at: "2026-11-28T16:00:00.000Z", by: BOB, reason: "x" } });
    expect(decideWithdraw(ask(A), gone, NOTHING)).toBe("repeat");
    expect(codeOf(() => decideWithdraw(ask(B), current, { current, rehearsed: null }))).toBe(
      "changed-meanwhile",
    );
  });
});

describe("a statement's bounds", () => {
  const refused = (more: object) => !statementSchema.safeParse(fields(more)).success;

  test.each([
    ["no title", { fr: { title: " " } }],
    ["a long title", { fr: { title: "a".repeat(121) } }],
    ["a long text", { fr: { title: "a", text: "a".repeat(3_001) } }],
    ["a line break in a title", { fr: { title: "a\nb" } }],
    ["a control character", { fr: { title: "a", text: "a\u0000b" } }],
    ["half a character", { fr: { title: "a\ud800b" } }],
    [
      "more than 30 services",
      { services: Array.from({ length: 31 }, (_, n) => ({ id: `s${n}`, fr: "a", state: "works" })) },
    ],
    [
      "a service twice",
      {
        services: [
          { id: "a", fr: "a", state: "works" },
          { id: "a", fr: "b", state: "works" },
        ],
      },
    ],
    ["a number that is none", { phones: [{ fr: "Standard", number: "javascript:1" }] }],
    ["a banner that says nothing", { banner: { on: true, fr: "" } }],
    ["a title that turns the reading direction", { fr: { title: "Panne \u202eréglée" } }],
    ["a long banner", { banner: { on: true, fr: "a".repeat(161) } }],
    ["a field that nobody knows", { html: "<b>" }],
  ])("refuse %s", (_, more) => {
    expect(refused(more)).toBe(true);
  });

  test("take a whole statement, and line breaks of any system", () => {
    const whole = statementSchema.parse(
      fields({
        fr: { title: " Panne ", text: "a\r\nb" },
        en: { title: "Outage", text: "" },
        services: [{ id: "etat-civil", fr: "État civil", en: "", state: "paper" }],
        phones: [{ fr: "Standard", number: "+33 (0)2 31 30 41 00" }],
        hours: { fr: "8 h - 17 h" },
        nextUpdateAt: "2026-11-28T17:00:00.000Z",
        banner: { on: true, fr: "Panne en cours" },
      }),
    );
    expect(whole.fr).toEqual({ title: "Panne", text: "a\nb" });
    expect(statementSchema.parse(whole)).toEqual(whole);
  });
});
