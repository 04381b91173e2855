import { afterAll, beforeAll, expect, test } from "bun:test";
import { Cast } from "../../test/support/console-harness.ts";
import { type Scene, scenes } from "../../test/support/console-scenes.ts";
import { json } from "../kernel/answer.ts";
import type { Route } from "../kernel/route.ts";
import { GZIP_BYTES_MIN } from "./compress.ts";
import { type Console, startConsole } from "./index.ts";

const large = { text: "Le pare-feu a été isolé à 16 h 28. ".repeat(2_000) };
const small = { text: "x".repeat(GZIP_BYTES_MIN - 100) };
const route = (method: Route["method"], path: string, answer: () => Response): Route => ({
  method,
  path,
  needs: "nobody",
  answer,
});
const bytes = new Uint8Array(50_000);

let running: Console;
beforeAll(async () => {
  const routes = [
    route("GET", "/api/large", () => json(large)),
    route("POST", "/api/large", () => json(large)),
    route("GET", "/api/small", () => json(small)),
    route("GET", "/api/refused", () => json(large, 409)),
    route("GET", "/api/bytes", () => new Response(bytes)),
  ];
  const cast = new Cast(scenes.calm as Scene);
  running = await startConsole({ listen: "127.0.0.1:0", hosts: [] }, cast.dependencies({ routes }));
});
afterAll(() => running.stop());

/** As the bytes come over the wire. */
const ask = (path: string, encoding: string, method = "GET") =>
  fetch(running.url + path, { method, headers: { "accept-encoding": encoding }, decompress: false });

test("a large answer goes out in gzip to who takes it, and reads back as it was", async () => {
  const answer = await ask("/api/large", "br, gzip;q=0.8");
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-encoding": "gzip",
    vary: "accept-encoding",
    "cache-control": "no-store",
    "content-type": "application/json; charset=utf-8",
    "x-content-type-options": "nosniff",
  });
  const packed = await answer.bytes();
  expect(packed.length).toBeLessThan(JSON.stringify(large).length / 10);
  expect(JSON.parse(new TextDecoder().decode(Bun.gunzipSync(packed)))).toEqual(large);
});

test.each([
  ["to who does not take it", "/api/large", "identity", "GET"],
  ["to who refuses it", "/api/large", "gzip;q=0, br", "GET"],
  ["when it is small", "/api/small", "gzip", "GET"],
  ["of an act, which may carry a secret", "/api/large", "gzip", "POST"],
  ["when it is a refusal", "/api/refused", "gzip", "GET"],
  ["when it is a file's bytes", "/api/bytes", "gzip", "GET"],
])("an answer stays as it is %s", async (_, path, encoding, method) => {
  const answer = await ask(path, encoding, method);
  expect(answer.headers.get("content-encoding")).toBeNull();
  expect((await answer.bytes()).length).toBeGreaterThan(GZIP_BYTES_MIN - 100);
});

test("the live stream is never held back to be compressed", async () => {
  const answer = await ask("/api/live", "gzip");
  expect(answer.headers.get("content-encoding")).toBeNull();
  const first = await answer.body?.getReader().read();
  expect(new TextDecoder().decode(first?.value)).toStartWith("retry: ");
  await answer.body?.cancel().catch(() => {});
});
