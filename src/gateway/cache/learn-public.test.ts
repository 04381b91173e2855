import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { ManualClock } from "../../kernel/clock.ts";
import {
  LEARNING_MAX,
  PROOF_VISITORS,
  PROOF_VISITORS_AFTER_DEMOTION,
  PublicLearner,
  RETURN_MS,
  SAME_TIME_MS,
  TARGETS_MAX,
  VARIANTS_MAX,
} from "./learn-public.ts";

function setUp() {
  const clock = new ManualClock();
  const learner = new PublicLearner(clock);
  const see = (hash: string, visitor: string, target = "/a", variant = "") => {
    clock.advance(SAME_TIME_MS);
    return learner.observe(target, variant, hash, visitor);
  };
  const prove = (target = "/a", visitors = PROOF_VISITORS) => {
    for (let n = 0; n < visitors; n++) see("h", `v${n}`, target);
  };
  return { clock, learner, see, prove };
}

describe("learning what is public", () => {
  test("three visitors who saw the same body in a row", () => {
    const { learner, see } = setUp();
    expect([see("h", "1"), see("h", "2"), see("h", "2"), see("h", "1")]).toEqual(Array(4).fill("learning"));
    expect(learner.isPublic("/a", "")).toBe(false);
    expect(see("h", "3")).toBe("public");
    expect(see("h", "1")).toBe("public");
    expect(learner.isPublic("/a", "")).toBe(true);
    expect(learner.isPublic("/a", "fr")).toBe(false);
  });

  test("one visitor alone proves nothing, however often", () => {
    const { see } = setUp();
    for (let n = 0; n < 50; n++) expect(see("h", "1")).toBe("learning");
  });

  test("a page that changes over time is proved anew, no longer than before", () => {
    const { learner, see, prove } = setUp();
    prove();
    expect([see("h2", "1"), see("h2", "2")]).toEqual(["learning", "learning"]);
    expect(learner.isPublic("/a", "")).toBe(false);
    expect(see("h2", "3")).toBe("public");
    expect(learner.demotions).toBe(0);
  });

  test("two bodies for two visitors at the same time demote", () => {
    const { clock, learner, see, prove } = setUp();
    prove();
    clock.advance(SAME_TIME_MS - 1);
    expect(learner.observe("/a", "", "mine", "somebody")).toBe("learning");
    expect(learner.isDemoted("/a")).toBe(true);
    expect(learner.demotions).toBe(1);
    for (let n = 1; n < PROOF_VISITORS_AFTER_DEMOTION; n++) expect(see("h3", `w${n}`)).toBe("learning");
    expect(see("h3", "w9")).toBe("public");
  });

  test("the same visitor may see a page change at any moment", () => {
    const { learner, prove } = setUp();
    prove();
    learner.observe("/a", "", "h2", `v${PROOF_VISITORS - 1}`);
    expect(learner.isDemoted("/a")).toBe(false);
  });

  test("the return of the body before demotes, unless it is long after", () => {
    const swift = setUp();
    swift.prove();
    swift.see("h2", "1");
    swift.see("h", "2");
    expect(swift.learner.isDemoted("/a")).toBe(true);
    const slow = setUp();
    slow.prove();
    slow.see("h2", "1");
    slow.clock.advance(RETURN_MS);
    slow.see("h", "2");
    expect(slow.learner.isDemoted("/a")).toBe(false);
  });

  test("a cookie demotes at once, also a page that nobody knew", () => {
    const { learner, see, prove } = setUp();
    prove();
    learner.demote("/a");
    expect(learner.isPublic("/a", "")).toBe(false);
    expect(see("h", "x")).toBe("learning");
    learner.demote("/new");
    for (let n = 1; n < PROOF_VISITORS_AFTER_DEMOTION; n++) expect(see("h", `${n}`, "/new")).toBe("learning");
    expect(see("h", "last", "/new")).toBe("public");
    expect(learner.demotions).toBe(1);
  });

  test("a page that differs by visitor is never public", () => {
    const { clock, learner } = setUp();
    const step = fc.record({
      visitor: fc.constantFrom("a", "b", "c", "d"),
      afterMs: fc.integer({ min: 0, max: 60_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        learner.demote("/p");
        for (const { visitor, afterMs } of steps) {
          clock.advance(afterMs);
          expect(learner.observe("/p", "", `page of ${visitor}`, visitor)).toBe("learning");
        }
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});

describe("bounds and persistence", () => {
  test("a stream of new targets pushes out nothing that is proved", () => {
    const { clock, learner, prove } = setUp();
    prove("/accueil");
    for (let n = 0; n < LEARNING_MAX + 100; n++) learner.observe(`/made-up/${n}`, "", "h", "x");
    clock.advance(60_000);
    expect(learner.size).toBe(LEARNING_MAX + 1);
    expect(learner.isPublic("/accueil", "")).toBe(true);
  });

  test("targets and variants are bounded", () => {
    const learner = new PublicLearner(new ManualClock());
    for (let n = 0; n < TARGETS_MAX; n++)
      for (const v of ["1", "2", "3"]) learner.observe(`/${n}`, "", "h", v);
    for (let n = 0; n < 2 * LEARNING_MAX; n++) learner.observe(`/new/${n}`, "", "h", "1");
    expect(learner.size).toBe(TARGETS_MAX);
    for (let n = 0; n <= VARIANTS_MAX; n++) {
      for (const v of ["1", "2", "3"]) learner.observe("/v", `variant ${n}`, "h", v);
    }
    expect(learner.isPublic("/v", "variant 0")).toBe(false);
    expect(learner.isPublic("/v", `variant ${VARIANTS_MAX}`)).toBe(true);
  });

  test("what is proved or demoted survives a restart; what is half learned does not", () => {
    const { learner, prove, see } = setUp();
    prove("/proved");
    prove("/demoted");
    learner.demote("/demoted");
    see("h", "1", "/half");
    const again = PublicLearner.fromJSON(JSON.parse(JSON.stringify(learner)), new ManualClock());
    expect(again.isPublic("/proved", "")).toBe(true);
    expect(again.observe("/proved", "", "h", "somebody")).toBe("public");
    expect([again.isDemoted("/demoted"), again.isPublic("/demoted", ""), again.size]).toEqual([
      true,
      false,
      2,
    ]);
    expect(again.observe("/proved", "", "other", "somebody else")).toBe("learning");
    for (const wrong of [undefined, null, "x", [7], [["/a", "yes", []]]])
      expect(PublicLearner.fromJSON(wrong).size).toBe(0);
  });
});
