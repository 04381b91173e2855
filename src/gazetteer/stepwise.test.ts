import { expect, test } from "bun:test";
import { stepwise } from "./stepwise.ts";

const counting = () => {
  const made = { times: 0, steps: 0 };
  const thing = stepwise(function* () {
    made.times++;
    for (let n = 0; n < 5; n++) {
      made.steps++;
      yield;
    }
    return { name: "book" };
  });
  return { made, thing };
};

test("what is made in steps is made once, and gives others a turn after each", async () => {
  const { made, thing } = counting();
  let turns = 0;
  const turn = () => {
    turns++;
    return Promise.resolve();
  };
  const [one, other] = await Promise.all([thing.soon(turn), thing.soon(turn)]);
  expect(one).toBe(other);
  expect(thing.now()).toBe(one);
  expect(made).toEqual({ times: 1, steps: 5 });
  expect(turns).toBeGreaterThanOrEqual(5);
});

test("who needs it now while it is made in steps gets it now, and the steps go on to the same end", async () => {
  const { made, thing } = counting();
  const soon = thing.soon(() => Promise.resolve());
  const now = thing.now();
  expect(now).toEqual({ name: "book" });
  expect(await soon).toBe(now);
  expect(made).toEqual({ times: 1, steps: 5 });
});

test("what cannot be made says so each time", async () => {
  const thing = stepwise(function* (): Generator<void, never> {
    yield;
    throw new Error("no file");
  });
  expect(() => thing.now()).toThrow("no file");
  expect(() => thing.now()).toThrow("no file");
  await expect(thing.soon(() => undefined)).rejects.toThrow("no file");
});
