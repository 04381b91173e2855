import { expect, test } from "bun:test";
import { gzipSync } from "node:zlib";
import { TOWN } from "../../../test/support/fault-server/pages.ts";
import { PRINT_CHARACTERS_MAX, readPage } from "./page.ts";

const HOME = new URL("https://www.ville.fr/");
function said(
  body: string | Uint8Array,
  fields: Record<string, string> = {},
  more: { status?: number; cut?: boolean } = {},
) {
  const all = { "content-type": "text/html; charset=utf-8", ...fields };
  const answer = {
    status: more.status ?? 200,
    fields: new Map(Object.entries(all).map(([name, value]) => [name, [value]])),
    body: Buffer.from(body as string),
    cut: more.cut ?? false,
    firstByteMs: 1,
  };
  return readPage(answer, HOME, HOME, undefined, 0);
}

test("so much of a page is printed and no more", () => {
  const { print } = said(gzipSync("mairie ".repeat(280_000)), { "content-encoding": "gzip" });
  expect(print?.length).toBeGreaterThan(PRINT_CHARACTERS_MAX / 2);
  expect(print?.length).toBeLessThanOrEqual(PRINT_CHARACTERS_MAX);
});

test("what is no page of HTML is not compared", () => {
  expect(said("%PDF-1.7", { "content-type": "application/pdf" })).toEqual({
    failure: "ok",
    protection: "none",
    content: "not_comparable",
  });
  expect(said(TOWN, { "content-type": "" }).print?.title).toBe("Ville de Démo – Accueil");
});

test("a page that was cut before anything of it could be unpacked is not called empty", () => {
  const packed = gzipSync(TOWN).subarray(0, 12);
  expect(said(packed, { "content-encoding": "gzip" }, { cut: true })).toMatchObject({
    failure: "ok",
    content: "not_comparable",
  });
  expect(said("", {}).failure).toBe("http.empty_body");
});

test("maintenance keeps the failure of its status, other protections explain theirs", () => {
  const page = "<title>Site en maintenance</title>";
  expect(said(page, {}, { status: 503 })).toMatchObject({ failure: "http.503", protection: "maintenance" });
  expect(said("", { "retry-after": "60" }, { status: 503 })).toMatchObject({
    failure: "ok",
    protection: "rate_limited",
    retryAfterMs: 60_000,
  });
});
