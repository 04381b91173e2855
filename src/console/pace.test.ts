import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Cast } from "../../test/support/console-harness.ts";
import { type Scene, scenes } from "../../test/support/console-scenes.ts";
import { json } from "../kernel/answer.ts";
import { ManualClock } from "../kernel/clock.ts";
import type { Caller } from "../kernel/route.ts";
import { type Console, startConsole } from "./index.ts";
import { ACTS_AT_ONCE_MAX, ACTS_PER_SECOND, Pace, PEOPLE_REMEMBERED_MAX } from "./pace.ts";

describe("a person's pace", () => {
  test("is free up to the bound, then so many a second, and each has their own", () => {
    const pace = new Pace();
    for (let n = 0; n < ACTS_AT_ONCE_MAX; n++) expect(pace.waitSeconds("alice", 0)).toBe(0);
    expect(pace.waitSeconds("alice", 0)).toBe(1);
    expect(pace.waitSeconds("bob", 0)).toBe(0);
    const taken = Array.from({ length: 3 * ACTS_PER_SECOND }, () => pace.waitSeconds("alice", 2_000));
    expect(taken.filter((wait) => wait === 0)).toHaveLength(2 * ACTS_PER_SECOND);
    expect(pace.waitSeconds("alice", 3_600_000)).toBe(0);
  });

  test("does not run away with a clock that was set back", () => {
    const pace = new Pace();
    for (let n = 0; n < ACTS_AT_ONCE_MAX; n++) pace.waitSeconds("alice", 1_000_000);
    expect(pace.waitSeconds("alice", 0)).toBe(1);
    expect(pace.waitSeconds("alice", 1_000)).toBe(0);
  });

  test("is remembered of so many people", () => {
    const pace = new Pace();
    for (let n = 0; n < 2 * PEOPLE_REMEMBERED_MAX; n++) pace.waitSeconds(`p-${n}`, n);
    expect(pace.size).toBe(PEOPLE_REMEMBERED_MAX);
  });
});

describe("the console", () => {
  const clock = new ManualClock();
  let running: Console;
  let done = 0;
  const caller = (name: string): Caller =>
    name === "token"
      ? { actor: { type: "operator", name }, role: "admin", via: "token", lasts: () => true }
      : { actor: { type: "person", id: name, name }, role: "member", via: "session", lasts: () => true };
  beforeAll(async () => {
    const cast = new Cast(scenes.calm as Scene, clock);
    const answer = () => json({ done: ++done });
    running = await startConsole(
      { listen: "127.0.0.1:0", hosts: [] },
      cast.dependencies({
        whoIs: async (request) => caller(request.headers.get("x-test-person") ?? ""),
        routes: (["GET", "POST"] as const).map((method) => ({
          method,
          path: "/api/x",
          needs: "member",
          answer,
        })),
      }),
    );
  });
  afterAll(() => running.stop());
  const ask = (person: string, method = "POST") =>
    fetch(`${running.url}/api/x`, { method, headers: { "x-test-person": person } });

  test("holds back who acts too fast, says until when, and holds back nobody else, no reader and no program", async () => {
    for (let n = 0; n < ACTS_AT_ONCE_MAX; n++) await ask("p-alice");
    expect(done).toBe(ACTS_AT_ONCE_MAX);
    const refused = await ask("p-alice");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(((await refused.json()) as { error: { code: string } }).error.code).toBe("too-many-acts");
    expect(done).toBe(ACTS_AT_ONCE_MAX);
    expect((await ask("p-alice", "GET")).status).toBe(200);
    expect((await ask("p-bob")).status).toBe(200);
    for (let n = 0; n < ACTS_AT_ONCE_MAX + 10; n++) await ask("token");
    expect((await ask("token")).status).toBe(200);
    clock.advance(1_000);
    expect((await ask("p-alice")).status).toBe(200);
  }, 30_000);
});
