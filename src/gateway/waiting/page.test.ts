import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { LOOK_BYTES_MAX, type Look, PLAIN_LOOK } from "./look.ts";
import {
  alreadySentPage,
  type WaitingPage,
  type WaitingReason,
  waitingHeaders,
  waitingPage,
} from "./page.ts";

const PAGE: WaitingPage = {
  reason: "check",
  action: "/contact?beffroi-suite",
  envelope: "v1.abc-_",
  body: undefined,
  challenge: "v1.c",
  bitsMin: 8,
  bitsMax: 18,
  isForm: true,
  retryAfterSeconds: 11,
};
const REASONS: WaitingReason[] = ["check", "line", "origin-gone"];

/** Attributes of the elements that a selector finds, decoded as a browser does. */
function found(html: string, selector: string): Array<Record<string, string>> {
  const all: Array<Record<string, string>> = [];
  new HTMLRewriter()
    .on(selector, {
      element: (element) =>
        void all.push(Object.fromEntries([...element.attributes].map(([k, v]) => [k, decoded(v)]))),
    })
    .transform(html);
  return all;
}
function decoded(value: string): string {
  const names: Record<string, string> = { quot: '"', amp: "&", lt: "<", gt: ">", "#x27": "'", "#39": "'" };
  return value.replace(/&([^;&]+);/g, (whole, name: string) => names[name] ?? whole);
}

test("holds the form of the contract", () => {
  const html = waitingPage(PLAIN_LOOK, { ...PAGE, body: "bm9t" });
  const [form] = found(html, "form");
  expect(form).toEqual({
    id: "beffroi-suite",
    method: "post",
    action: "/contact?beffroi-suite",
    "accept-charset": "utf-8",
    "data-reason": "check",
    "data-retry": "11",
    "data-challenge": "v1.c",
    "data-bits-min": "8",
    "data-bits-max": "18",
  });
  expect(found(html, "form input").map(({ type, name, value }) => [type, name, value])).toEqual([
    ["hidden", "beffroi-envelope", "v1.abc-_"],
    ["hidden", "beffroi-body", "bm9t"],
    ["hidden", "beffroi-proof", ""],
  ]);
  expect(found(html, "button")).toEqual([{ type: "submit" }]);
  expect(found(html, "h1")).toHaveLength(1);
  expect(found(html, "main")).toHaveLength(1);
  expect(found(html, "[style], [autofocus], meta[http-equiv]")).toEqual([]);
  expect(found(html, "script")).toEqual([{ src: "/.beffroi/suite.js", defer: "" }]);
});

test("a request without a body has no field for one", () => {
  expect(waitingPage(PLAIN_LOOK, PAGE)).not.toContain("beffroi-body");
});

test("carries half a megabyte unchanged", () => {
  const body = Buffer.alloc(512 * 1024, 0xfb).toString("base64");
  const [input] = found(waitingPage(PLAIN_LOOK, { ...PAGE, body }), "input[name=beffroi-body]");
  expect(input?.value === body).toBe(true);
});

test("escapes whatever it is given", () => {
  const hostile = fc.string({
    unit: fc.constantFrom(..."\"'<>&/\\ \t\n=;:ab.?#", "</script>", "é"),
    maxLength: 60,
  });
  fc.assert(
    fc.property(hostile, hostile, hostile, (envelope, challenge, siteName) => {
      const html = waitingPage({ ...PLAIN_LOOK, siteName }, { ...PAGE, envelope, challenge });
      expect(found(html, "input[name=beffroi-envelope]")[0]?.value).toBe(envelope);
      expect(found(html, "form")[0]?.["data-challenge"]).toBe(challenge);
      expect(found(html, "script, img, iframe")).toHaveLength(1);
    }),
    { seed: 3, numRuns: 300 },
  );
});

test("sends itself to the site, whatever the target", () => {
  const targets = fc.string({
    unit: fc.constantFrom(..."/\\/\\ \t\n.:@?#evil", "//", "https:"),
    maxLength: 30,
  });
  fc.assert(
    fc.property(targets, (action) => {
      const sent = found(waitingPage(PLAIN_LOOK, { ...PAGE, action }), "form")[0]?.action ?? "";
      expect(new URL(sent, "https://ville.test/a/b").origin).toBe("https://ville.test");
    }),
    { seed: 3, numRuns: 1_000 },
  );
  for (const target of ["//evil.test/a?b", "/a//b?c=//d"]) {
    const sent = found(waitingPage(PLAIN_LOOK, { ...PAGE, action: target }), "form")[0]?.action ?? "";
    const { pathname, search } = new URL(sent, "https://ville.test/x");
    expect(pathname + search).toBe(target);
  }
});

describe("what it says", () => {
  const text = (html: string) => html.replace(/<(style|title)[\s\S]*?<\/\1>/g, "").replace(/<[^>]*>/g, " ");

  test.each(REASONS)(
    "for %s: one button, complete in both languages, different for a form and a page",
    (reason) => {
      const said = ["fr", "en"].flatMap((lang) =>
        [true, false].map((isForm) => waitingPage({ ...PLAIN_LOOK, lang }, { ...PAGE, reason, isForm })),
      );
      expect(new Set(said.map(text)).size).toBe(4);
      for (const html of said) {
        expect(found(html, "button")).toHaveLength(1);
        const status = found(html, "#beffroi-status")[0];
        expect(status?.role).toBe("status");
        expect(status?.["aria-live"]).toBe("polite");
        expect(status?.["data-when"]?.split("|")).toHaveLength(4);
        for (const name of ["working", "waiting", "sending", "ready"])
          expect(status?.[`data-${name}`]).toBeTruthy();
      }
    },
  );

  test("a page in a third language gets English, and says which language that is", () => {
    const html = waitingPage({ ...PLAIN_LOOK, lang: "de" }, PAGE);
    expect(found(html, "html")[0]?.lang).toBe("de");
    expect(found(html, "main")[0]?.lang).toBe("en");
    expect(found(waitingPage({ ...PLAIN_LOOK, lang: "fr-FR" }, PAGE), "main")[0]?.lang).toBeUndefined();
  });

  test("speaks of a telephone number only if there is one on the page", () => {
    const footer = '<footer><a href="tel:0199001200">01 99 00 12 00</a></footer>';
    expect(waitingPage({ ...PLAIN_LOOK, footer }, PAGE)).toContain("son numéro est sur cette page");
    expect(waitingPage({ ...PLAIN_LOOK, footer: "<p>Tél. : 01 99 00 12 00</p>" }, PAGE)).toContain(
      "son numéro",
    );
    expect(waitingPage({ ...PLAIN_LOOK, footer: "<p>99100 Démo, 2026</p>" }, PAGE)).not.toContain("numéro");
  });

  test("its title names the site", () => {
    const html = waitingPage({ ...PLAIN_LOOK, siteName: "Ville & Cie" }, PAGE);
    expect(html).toContain("<title>Confirmez votre envoi – Ville &amp; Cie</title>");
    expect(html).toContain("<p>Ville &amp; Cie</p>");
  });
});

test("the page for a second use sends nothing", () => {
  for (const lang of ["fr", "en"]) {
    const html = alreadySentPage({ ...PLAIN_LOOK, lang });
    expect(found(html, "h1")).toHaveLength(1);
    expect(found(html, "form, script")).toEqual([]);
  }
});

test("stays small with the largest look", () => {
  const full: Look = { ...PLAIN_LOOK, siteName: "N".repeat(80), head: "x".repeat(LOOK_BYTES_MAX) };
  const sizes = REASONS.flatMap((reason) =>
    [true, false].map((isForm) => {
      const html = waitingPage(full, { ...PAGE, reason, isForm, envelope: "e".repeat(1024) });
      return Buffer.byteLength(html);
    }),
  );
  expect(Math.max(...sizes)).toBeLessThanOrEqual(10 * 1024);
});

test("its headers keep it out of caches, search engines, frames and foreign hands", () => {
  const headers = waitingHeaders(10.2);
  expect(headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "retry-after": "11",
    "x-robots-tag": "noindex",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
  });
  const policy = headers["content-security-policy"] ?? "";
  for (const part of [
    "default-src 'none'",
    "script-src 'self';",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]) {
    expect(policy).toContain(part);
  }
});
