import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { anonymousHeaders, endToEndHeaders, endToEndResponseHeaders, responseHeadersFor } from "./forward.ts";

const forwarding = {
  host: "site.test",
  clientAddress: "192.0.2.7",
  proto: "https",
  visitorHost: "www.site.test",
} as const;
const seed = { seed: 20241231, numRuns: 300 };

type Pairs = Record<string, string>;
const asObject = (flat: readonly string[]): Pairs => {
  const pairs: Pairs = {};
  for (let at = 0; at < flat.length; at += 2) {
    const name = (flat[at] ?? "").toLowerCase();
    expect(pairs[name]).toBeUndefined();
    pairs[name] = flat[at + 1] ?? "";
  }
  return pairs;
};
const passed = (
  headers: Pairs,
  options: Partial<Parameters<typeof endToEndHeaders>[3]> = {},
  method = "GET",
) =>
  asObject(
    endToEndHeaders(method, new Headers(headers), forwarding, {
      withCookies: true,
      acceptEncoding: null,
      ...options,
    }),
  );
const anonymous = (headers: Pairs, options: Partial<Parameters<typeof anonymousHeaders>[2]> = {}) => {
  const made = anonymousHeaders(new Headers(headers), forwarding, { acceptEncoding: "gzip", ...options });
  return { headers: asObject(made.headers), nonStandard: made.nonStandard };
};
const ROUTING = {
  host: "site.test",
  "x-forwarded-for": "192.0.2.7",
  "x-forwarded-proto": "https",
  "x-forwarded-host": "www.site.test",
  forwarded: "for=192.0.2.7;host=www.site.test;proto=https",
};

describe("a request for one visitor", () => {
  test("end-to-end fields pass, Host comes first and is the site's", () => {
    const flat = endToEndHeaders(
      "GET",
      new Headers({ accept: "a", cookie: "b=1", authorization: "c", range: "bytes=1-" }),
      forwarding,
      {
        withCookies: true,
        acceptEncoding: null,
      },
    );
    expect(flat.slice(0, 2)).toEqual(["Host", "site.test"]);
    expect(asObject(flat)).toEqual({
      ...ROUTING,
      accept: "a",
      cookie: "b=1",
      authorization: "c",
      range: "bytes=1-",
    });
  });

  test("cookies, the coding and the visitor's own conditions give way to what is wanted", () => {
    const headers = { cookie: "a=1", "accept-encoding": "br, zstd", "if-none-match": '"old"' };
    expect(
      passed(headers, { withCookies: false, acceptEncoding: "br", extra: ["If-None-Match", '"mine"'] }),
    ).toEqual({
      ...ROUTING,
      "accept-encoding": "br",
      "if-none-match": '"mine"',
    });
    expect(passed(headers)["accept-encoding"]).toBe("br, zstd");
  });

  test("the length stays with GET and HEAD and goes with others", () => {
    expect(passed({ "content-length": "5" })["content-length"]).toBeUndefined();
    expect(passed({ "content-length": "5" }, {}, "HEAD")["content-length"]).toBeUndefined();
    expect(passed({ "content-length": "5" }, {}, "POST")["content-length"]).toBe("5");
  });

  const spoofs =
    "x-forwarded-for x-forwarded-proto x-forwarded-host x-forwarded-port x-forwarded-server x-forwarded-prefix x-forwarded-scheme " +
    "x-forwarded-anything forwarded x-real-ip client-ip true-client-ip x-client-ip cf-connecting-ip x-original-url x-rewrite-url " +
    "x-http-method x-http-method-override x-method-override x-host x-original-host proxy host x_forwarded_for x.forwarded.for " +
    "te trailer upgrade keep-alive connection proxy-connection proxy-authorization transfer-encoding http2-settings expect";
  for (const name of spoofs.split(" ")) {
    test(`${name} from a visitor goes no further`, () => {
      expect(Object.entries(passed({ [name]: "evil" }))).toEqual(Object.entries(ROUTING));
      expect(anonymous({ [name]: "evil" })).toEqual({
        headers: { ...ROUTING, "accept-encoding": "gzip" },
        nonStandard: [],
      });
    });
  }

  test("what Connection names goes no further, whatever the spelling, but cannot take away what the gateway says", () => {
    const headers = { connection: "close, X-Secret ,host, X-FORWARDED-FOR", "x-secret": "1", "x-kept": "2" };
    expect(passed(headers)).toEqual({ ...ROUTING, "x-kept": "2" });
  });

  test("IPv6 and odd hosts are quoted in Forwarded", () => {
    const flat = endToEndHeaders(
      "GET",
      new Headers(),
      { ...forwarding, clientAddress: "2001:db8::7", visitorHost: "[::1]:8080" },
      { withCookies: false, acceptEncoding: null },
    );
    expect(asObject(flat).forwarded).toBe('for="[2001:db8::7]";host="[::1]:8080";proto=https');
    expect(asObject(flat)["x-forwarded-for"]).toBe("2001:db8::7");
  });
});

describe("a request that stands for everybody", () => {
  test("nothing that tells visitors apart goes on", () => {
    const browser = {
      accept: "text/html",
      "accept-language": "fr-FR,fr;q=0.9",
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64)",
      "accept-encoding": "br",
      cookie: "sid=1",
      authorization: "Basic x",
      referer: "https://x/",
      range: "bytes=0-1",
      "if-none-match": "x",
      "if-modified-since": "x",
      "cache-control": "no-cache",
      "sec-fetch-mode": "navigate",
      "sec-ch-ua": "x",
      dnt: "1",
      priority: "u=0",
      "upgrade-insecure-requests": "1",
      "content-length": "0",
    };
    expect(anonymous(browser)).toEqual({
      headers: {
        ...ROUTING,
        accept: "text/html",
        "accept-language": "fr-FR,fr;q=0.9",
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64)",
        "accept-encoding": "gzip",
      },
      nonStandard: [],
    });
  });

  test("values that could be reflected as markup, or are long, stay behind", () => {
    for (const value of ["<script>", 'a"b', "a'b", "\u00e9", "a".repeat(257), "a\tb"]) {
      expect(
        anonymous({ "user-agent": value, accept: value, "accept-language": value }).headers["user-agent"],
      ).toBeUndefined();
    }
  });

  test("fields that browsers do not send on their own are forwarded and named", () => {
    const made = anonymous({ "x-api-key": "1", origin: "https://x", "x-requested-with": "XMLHttpRequest" });
    expect(made.nonStandard.toSorted()).toEqual(["origin", "x-api-key", "x-requested-with"]);
    expect(made.headers.origin).toBe("https://x");
  });

  test("every field is dropped, harmless by rule, or named", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
    const known = new Set([
      ...Object.keys(ROUTING),
      "accept",
      "accept-language",
      "user-agent",
      "accept-encoding",
    ]);
    fc.assert(
      fc.property(fc.dictionary(name, fc.stringMatching(/^[a-z0-9]{1,10}$/)), (fields) => {
        const made = anonymous(fields);
        for (const forwarded of Object.keys(made.headers)) {
          expect(known.has(forwarded) || made.nonStandard.includes(forwarded)).toBe(true);
        }
      }),
      seed,
    );
  });
});

describe("an answer", () => {
  test("keeps order and duplicates, without hop-by-hop fields and those that Connection names", () => {
    const flat = [
      "A",
      "1",
      "Connection",
      "X-Hop",
      "x-hop",
      "2",
      "a",
      "3",
      "Keep-Alive",
      "4",
      "Connection",
      "y",
      "Y",
      "5",
    ];
    expect(endToEndResponseHeaders([...flat, "Transfer-Encoding", "chunked"])).toEqual(["A", "1", "a", "3"]);
  });
  test("Connection cannot take away what decides on storing", () => {
    const flat = [
      "Connection",
      "set-cookie, cache-control, vary, content-length",
      "Set-Cookie",
      "a",
      "Cache-Control",
      "private",
    ];
    expect(endToEndResponseHeaders(flat)).toEqual(["Set-Cookie", "a", "Cache-Control", "private"]);
  });
  test("Set-Cookie stays several fields", () => {
    const headers = responseHeadersFor(["Set-Cookie", "a=1, x", "X-B", "1", "set-cookie", "b=2", "X-B", "2"]);
    expect(headers.getSetCookie()).toEqual(["a=1, x", "b=2"]);
    expect(headers.get("x-b")).toBe("1, 2");
  });
});
