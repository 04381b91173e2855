import { afterAll, beforeAll, expect, test } from "bun:test";
import { makeCertificate } from "../../../test/support/certificate.ts";
import { DOCUMENT_BYTES_MAX, type Fetcher, makeFetcher, NO_VERSION } from "./fetch-document.ts";
import { UNPACKED_BYTES_MAX } from "./page-text.ts";

const ETAG = '"v1"';
const asked: Request[] = [];
const answers: Record<string, (request: Request) => Response> = {
  "/feed": (request) =>
    request.headers.get("if-none-match") === ETAG
      ? new Response(null, { status: 304 })
      : new Response("<rss/>", { headers: { etag: ETAG, "content-type": "application/rss+xml" } }),
  "/large": () => new Response(new Uint8Array(DOCUMENT_BYTES_MAX + 1)),
  "/bomb": () =>
    new Response(Bun.gzipSync(new Uint8Array(UNPACKED_BYTES_MAX + 1)), {
      headers: { "content-encoding": "gzip" },
    }),
  "/packed": () => new Response(Bun.gzipSync("<feed/>"), { headers: { "content-encoding": "gzip" } }),
  "/gone": () => new Response("", { status: 404 }),
  "/busy": () => new Response("", { status: 503, headers: { "retry-after": "120" } }),
  "/inside": () => new Response(null, { status: 302, headers: { location: "http://10.0.0.1/" } }),
  "/moved": () => new Response(null, { status: 301, headers: { location: "/feed" } }),
  "/odd": () =>
    new Response("x", { headers: { etag: `"${"é".repeat(3)}"`, "last-modified": "x".repeat(300) } }),
};
let server: ReturnType<typeof Bun.serve>;
let secure: ReturnType<typeof Bun.serve>;
let fetcher: Fetcher;
beforeAll(() => {
  const answer = (request: Request) => {
    asked.push(request);
    return (answers[new URL(request.url).pathname] ?? (() => new Response("", { status: 404 })))(request);
  };
  server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answer });
  const { cert, key } = makeCertificate(["www.other.example"]);
  secure = Bun.serve({ port: 0, hostname: "127.0.0.1", tls: { cert, key }, fetch: answer });
  fetcher = makeFetcher({
    version: "1",
    contact: "",
    resolvers: ["127.0.0.1:9"],
    allowPrivate: ["127.0.0.0/8"],
  });
});
afterAll(async () => {
  fetcher.close();
  await Promise.all([server.stop(true), secure.stop(true)]);
});
const fetch = (path: string, known = NO_VERSION) =>
  fetcher.fetch(`http://127.0.0.1:${server.port}${path}`, known);
const text = async (path: string) => {
  const found = await fetch(path);
  return found.is === "new" ? Buffer.from(found.bytes).toString() : found;
};

test("a document comes once for each version of it", async () => {
  const first = await fetch("/feed");
  expect(first).toMatchObject({ is: "new", contentType: "application/rss+xml", version: { etag: ETAG } });
  if (first.is !== "new") throw new Error("it is not there");
  expect(await fetch("/feed", first.version)).toEqual({ is: "same" });
  expect(asked.at(-1)?.headers.get("user-agent")).toStartWith("Beffroi-claims/1 (");
  expect(await text("/moved")).toBe("<rss/>");
  expect(await text("/packed")).toBe("<feed/>");
});

test.each([
  ["/large", "too-large"],
  ["/bomb", "too-large"],
  ["/gone", "http.404"],
  ["/inside", "refused.private_address"],
])("%s is refused: %s", async (path, why) => {
  expect(await fetch(path)).toEqual({ is: "failed", why, retryAfterMs: 0 });
});

test("what asks to wait says for how long", async () => {
  expect(await fetch("/busy")).toEqual({ is: "failed", why: "http.503", retryAfterMs: 120_000 });
});

test("an address of the house is not asked unless its network is allowed", async () => {
  const stranger = makeFetcher({ version: "1", contact: "" });
  const before = asked.length;
  const found = await stranger.fetch(`http://127.0.0.1:${server.port}/feed`, NO_VERSION);
  expect(found).toMatchObject({ is: "failed", why: "refused.private_address" });
  expect(asked.length).toBe(before);
  stranger.close();
});

test("a certificate that fails is not read past", async () => {
  const found = await fetcher.fetch(`https://127.0.0.1:${secure.port}/feed`, NO_VERSION);
  expect(found).toMatchObject({ is: "failed", why: expect.stringMatching(/^tls\./) });
});

test("a version that could be more than one field of a head is not kept", async () => {
  expect(await fetch("/odd")).toMatchObject({ is: "new", version: { lastModified: "" } });
});
