import { describe, expect, test } from "bun:test";
import {
  brotliCompressSync,
  brotliDecompressSync,
  deflateSync,
  gunzipSync,
  gzipSync,
  inflateSync,
  zstdCompressSync,
  zstdDecompressSync,
} from "node:zlib";
import { htmlPage } from "../../../test/support/html-pages.ts";
import { headerOf } from "../answer.ts";
import type { StoredResponse } from "../cache/stored-response.ts";
import { bannerFor, makeBanner } from "./banner.ts";
import { pageWith } from "./pages.ts";
import { PrologueReader } from "./prologue.ts";

const PAGES = 10_000;
const banner = makeBanner({ fr: "Panne générale", en: "Outage" }, "/etat-des-services");
const bytes = (text: string) => new TextEncoder().encode(text);

const stored = (body: Uint8Array, ...more: Array<[string, string]>): StoredResponse => ({
  target: "/",
  variant: "",
  status: 200,
  headers: [["content-type", "text/html"], ...more],
  body,
  bodyHash: "",
  storedAtMs: 0,
  initialAgeMs: 0,
  freshness: {
    lifetimeMs: 0,
    staleWhileRevalidateMs: 0,
    staleIfErrorMs: undefined,
    mustRevalidate: false,
    basis: "explicit",
  },
});

const CODINGS: ReadonlyArray<[string, (body: Uint8Array) => Uint8Array, (body: Uint8Array) => Uint8Array]> = [
  ["gzip", gzipSync, gunzipSync],
  ["x-gzip", gzipSync, gunzipSync],
  ["deflate", deflateSync, inflateSync],
  ["br", brotliCompressSync, brotliDecompressSync],
  ["zstd", zstdCompressSync, zstdDecompressSync],
];

describe("a page that is kept, with the banner", () => {
  test(`is, in ${PAGES} documents, the page with these bytes more and no other difference`, () => {
    let found = 0;
    for (let seed = 0; seed < PAGES; seed++) {
      const page = htmlPage(seed);
      const place = new PrologueReader().push(page);
      const original = page.slice();
      const shown = pageWith(banner, stored(page)).body;
      expect(Buffer.compare(page, original)).toBe(0);
      if (place === undefined || place === "never") {
        expect(shown).toBe(page);
        continue;
      }
      found++;
      const inserted = bannerFor(banner, place, true);
      expect(shown.length).toBe(page.length + inserted.length);
      const { at } = place;
      expect(Buffer.compare(shown.subarray(0, at), page.subarray(0, at))).toBe(0);
      expect(Buffer.compare(shown.subarray(at, at + inserted.length), inserted)).toBe(0);
      expect(Buffer.compare(shown.subarray(at + inserted.length), page.subarray(at))).toBe(0);
    }
    expect(found).toBeGreaterThan(PAGES / 2);
  });

  test.each(CODINGS)("is packed with %s again when it was", (coding, pack, unpack) => {
    const plain = bytes(`<html lang=en><body>${"é".repeat(5_000)}`);
    const page = stored(pack(plain), ["content-encoding", coding], ["content-length", "1"]);
    const shown = pageWith(banner, page);
    const inserted = bannerFor(banner, { at: 0, lang: "en", hasPolicy: false }, true);
    expect(Buffer.from(unpack(shown.body)).toString()).toBe(
      `<html lang=en><body>${new TextDecoder().decode(inserted)}${"é".repeat(5_000)}`,
    );
    expect(headerOf(shown, "content-encoding")).toBe(coding);
    expect(headerOf(shown, "content-length")).toBe(String(1 + shown.body.length - page.body.length));
  });

  test("is made once for a banner, and anew for another", () => {
    const page = stored(bytes("<body>x"));
    const first = pageWith(banner, page);
    expect(pageWith(banner, page)).toBe(first);
    const other = makeBanner({ fr: "Rétabli", en: "" }, "");
    expect(pageWith(other, page)).not.toBe(first);
    expect(new TextDecoder().decode(pageWith(other, page).body)).toContain("R&#233;tabli");
  });

  test("has its colours only where the page allows them", () => {
    const policy: [string, string] = ["content-security-policy", "style-src 'self'"];
    const isStyled = (page: StoredResponse) =>
      new TextDecoder().decode(pageWith(banner, page).body).includes("style=");
    expect(isStyled(stored(bytes("<body>x")))).toBe(true);
    expect(isStyled(stored(bytes("<body>x"), policy))).toBe(false);
    expect(isStyled(stored(bytes("<meta http-equiv=Content-Security-Policy content=a><body>x")))).toBe(false);
  });

  test.each<[string, StoredResponse]>([
    ["a fragment", stored(bytes("<p>x</p>"))],
    ["bytes that do not unpack", stored(bytes("<body>x"), ["content-encoding", "gzip"])],
    ["an unknown encoding", stored(bytes("<body>x"), ["content-encoding", "compress"])],
    ["a page not to be transformed", stored(bytes("<body>x"), ["cache-control", "no-transform"])],
    ["a redirect", { ...stored(bytes("<body>x")), status: 302 }],
  ])("is the page itself: %s", (_, page) => {
    expect(pageWith(banner, page)).toBe(page);
    expect(pageWith(banner, page)).toBe(page);
  });
});
