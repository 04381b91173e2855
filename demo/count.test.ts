import { afterEach, expect, test } from "bun:test";
import { COUNT_PATH, OriginTally } from "../src/drill/origin-tally.ts";
import { writeMessage } from "../src/drill/letters.ts";
import { SeededRandom } from "../src/drill/random.ts";
import { type DemoTown, startDemoTown } from "./server.ts";

let town: DemoTown | undefined;
afterEach(() => town?.stop());

const send = (url: string, message: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/contact`, {
    method: "POST",
    headers,
    body: new URLSearchParams({ nom: "Camille", email: "c@courriel.example", objet: "Enfance", message }),
  });

test("a town that counts tells what it accepted, once for each time", async () => {
  town = startDemoTown({ port: 0, delayFactor: 0, tally: new OriginTally() });
  const { url } = town;
  const message = writeMessage("jeton1", new SeededRandom(1));
  expect((await send(url, message, { "x-forwarded-for": "127.70.0.1" })).status).toBe(200);
  await send(url, message, { "x-forwarded-for": "127.210.0.1" });
  await send(url, "court");
  const count = `${url}${COUNT_PATH}`;
  expect(await (await fetch(`${count}?jeton=jeton1`)).json()).toEqual({ accepted: 2, intact: true });
  const all = (await (await fetch(count)).json()) as { bySecondByte: number[]; elsewhere: number };
  expect([all.bySecondByte[70], all.bySecondByte[210], all.elsewhere]).toEqual([1, 1, 1]);
});

test("through a proxy, and where nobody asked for it, nothing is told", async () => {
  town = startDemoTown({ port: 0, delayFactor: 0, tally: new OriginTally() });
  const headers = { "x-forwarded-for": "127.0.0.1" };
  expect((await fetch(`${town.url}${COUNT_PATH}`, { headers })).status).toBe(404);
  await town.stop();
  town = startDemoTown({ port: 0, delayFactor: 0 });
  expect((await fetch(`${town.url}${COUNT_PATH}`)).status).toBe(404);
});
