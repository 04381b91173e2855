import { expect, test } from "bun:test";
import { stepwise } from "./stepwise.ts";

const counting = (unusedMs?: number) => {
  const made = { times: 0, steps: 0 };
  const thing = stepwise(function* () {
    made.times++;
    for (let n = 0; n < 5; n++) {
      made.steps++;
      yield;
    }
    return { name: "book" };
  }, unusedMs);
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

test("what nobody asks for is forgotten, and made again when it is needed", async () => {
  const { made, thing } = counting(20);
  thing.now();
  for (let n = 0; n < 5; n++) {
    await Bun.sleep(5);
    thing.now();
  }
  const until = Date.now() + 5_000;
  while (made.times === 1 && Date.now() < until) {
    await Bun.sleep(60);
    expect(await thing.soon(() => undefined)).toEqual({ name: "book" });
  }
  expect(made.times).toBe(2);
});
