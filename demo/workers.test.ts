import { expect, test } from "bun:test";
import { BACKLOG_MAX, costMs, WorkerPool } from "./workers.ts";

test("a path always costs the same: pages 80 to 170 ms, searches and POSTs 200 to 250 ms", () => {
  for (let index = 0; index < 500; index++) {
    const path = `/actualites/${index}`;
    expect(costMs(path, false)).toBeGreaterThanOrEqual(80);
    expect(costMs(path, false)).toBeLessThanOrEqual(170);
    expect(costMs(path, true)).toBeGreaterThanOrEqual(200);
    expect(costMs(path, true)).toBeLessThanOrEqual(250);
    expect(costMs(path, false)).toBe(costMs(path, false));
  }
});

test("eight run, the backlog waits in order, whoever comes beyond is turned away at once", async () => {
  const pool = new WorkerPool(8);
  const done: number[] = [];
  const all = Array.from({ length: 8 + BACKLOG_MAX + 5 }, (_, index) => pool.run(1, () => done.push(index)));
  expect([pool.inFlight, pool.queued]).toEqual([8, BACKLOG_MAX]);
  const results = await Promise.all(all);
  expect(results.filter((result) => result === undefined).length).toBe(5);
  expect(done).toEqual(Array.from({ length: 8 + BACKLOG_MAX }, (_, index) => index));
  expect([pool.inFlight, pool.queued]).toEqual([0, 0]);
});

test("a page that fails gives its worker back", async () => {
  const pool = new WorkerPool(1);
  const fails = pool.run(0, () => {
    throw new Error("page");
  });
  expect(fails).rejects.toThrow("page");
  expect(await pool.run(0, () => "next")).toBe("next");
});

test("a closed pool turns the waiting away", async () => {
  const pool = new WorkerPool(1);
  const first = pool.run(20, () => "served");
  const second = pool.run(20, () => "served");
  pool.close();
  expect(await second).toBeUndefined();
  expect(await first).toBe("served");
  expect(await pool.run(0, () => "served")).toBeUndefined();
});

test("workers can be taken away and given back while it runs", async () => {
  const pool = new WorkerPool(4);
  const all = Array.from({ length: 12 }, () => pool.run(10, () => "served"));
  pool.resize(1);
  expect([pool.inFlight, pool.queued]).toEqual([4, 8]);
  await Promise.all(all.slice(0, 5));
  expect(pool.inFlight).toBe(1);
  pool.resize(3);
  expect(pool.inFlight).toBe(3);
  await Promise.all(all);
  expect([pool.inFlight, pool.queued]).toEqual([0, 0]);
  expect([pool.takeHeldMost(), pool.takeHeldMost()]).toEqual([12, 0]);
});
