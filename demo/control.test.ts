import { afterEach, expect, test } from "bun:test";
import { type ControlDoor, startControl } from "./control.ts";
import { type DemoTown, startDemoTown } from "./server.ts";

let town: DemoTown | undefined;
let door: ControlDoor | undefined;

afterEach(async () => {
  await door?.stop();
  await town?.stop();
});

function open(): { site: string; control: string } {
  town = startDemoTown({ port: 0, delayFactor: 0.5, workers: 2 });
  door = startControl({ hostname: "127.0.0.1", port: 0 }, town);
  return { site: town.url, control: door.url };
}

const post = (url: string, body: string) => fetch(url, { method: "POST", body });

test("tells the figures and the most that was held at once", async () => {
  const { site, control } = open();
  await Promise.all(Array.from({ length: 5 }, (_, index) => fetch(`${site}/recherche?q=${index}`)));
  const seen = (await (await fetch(control)).json()) as Record<string, number>;
  expect(seen).toMatchObject({ dynamic: 5, done: 5, inFlight: 0, queued: 0, heldMost: 5 });
  expect((await (await fetch(control)).json()) as Record<string, number>).toMatchObject({ heldMost: 0 });
});

test("changes workers and cost while the town stands", async () => {
  const { site, control } = open();
  expect((await post(control, '{"workers":4,"delayFactor":0}')).status).toBe(200);
  const startedAt = performance.now();
  await fetch(`${site}/recherche?q=mairie`);
  expect(performance.now() - startedAt).toBeLessThan(90);
});

test("refuses what is no capacity", async () => {
  const { control } = open();
  for (const body of [
    "",
    "no",
    "[]",
    "{}",
    '{"workers":0}',
    '{"workers":1.5}',
    '{"delayFactor":-1}',
    '{"x":1}',
  ]) {
    expect((await post(control, body)).status).toBe(400);
  }
});

test("stands on loopback only", () => {
  const standing = startDemoTown({ port: 0 });
  town = standing;
  expect(() => startControl({ hostname: "0.0.0.0", port: 0 }, standing)).toThrow("not a loopback address");
});
