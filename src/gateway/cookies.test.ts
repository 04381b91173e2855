import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  classifyCookies,
  HARMLESS_NAMES_MAX,
  makeCookieRules,
  OBSERVED_NAMES_MAX,
  PROOFS_NEEDED,
  REMEMBERED_HEADER_CHARACTERS_MAX,
  SESSION_NAMES_MAX,
  setCookieNames,
  VERDICTS_MAX,
} from "./cookies.ts";

const rules = () =>
  makeCookieRules({ harmless: ["mairie_theme", "stat_*"], session: ["guichet", "agent_*"] });

describe("classifying a Cookie header", () => {
  test("no cookie is none", () => {
    expect(classifyCookies(null, rules())).toBe("none");
    expect(classifyCookies("", rules())).toBe("none");
  });

  test.each([
    "_ga=GA1.2.3.4",
    "_ga_ABC123=x; _gid=y; _gat_gtag_UA_1=1",
    "_pk_id.1.1fff=abc; _pk_ses.1.1fff=1; mtm_consent=1",
    "tarteaucitron=!matomo=true; axeptio_cookies={%22a%22:1}; CookieConsent=true",
    "__utma=1; __utmz=2; _fbp=fb.1; _gcl_au=1; _hjSession_1=x; OptanonConsent=a=b&c=d; xtuid=1; atuserid=2; AMP_TOKEN=3",
    "mairie_theme=dark;stat_page=2",
  ])("%p is harmless", (header) => {
    expect(classifyCookies(header, rules())).toBe("harmless");
  });

  test.each([
    "PHPSESSID=1",
    "_ga=1; PHPSESSID=1",
    "wordpress_logged_in_0123=jean",
    "wp-postpass_1=x",
    "comment_author_77=x",
    "SESS0123abc=1",
    "SSESSaa=1",
    "spip_session=1",
    "fe_typo_user=1",
    "be_typo_user=1",
    "JSESSIONID=1",
    "ASP.NET_SessionId=1",
    "connect.sid=s%3A1",
    "laravel_session=1",
    "XSRF-TOKEN=1",
    "sessionid=1; csrftoken=2",
    "0123456789abcdef0123456789abcdef=1",
    "guichet=1",
    "agent_rh=1",
    "never_heard_of=1",
  ])("%p is personal", (header) => {
    expect(classifyCookies(header, rules())).toBe("personal");
  });

  test.each([
    "_ga",
    "_ga=1;",
    "=1",
    "_ga=1;;_gid=2",
    "_ga=1, PHPSESSID=2; b",
    "_ga=a\x00b",
    "_g a=1",
    "_ga=1\r\n",
    ";",
  ])("malformed %p is personal", (header) => {
    expect(classifyCookies(header, rules())).toBe("personal");
  });

  test("a header is harmless only if each of its names is", () => {
    const names = fc.constantFrom("_ga", "_gid", "stat_x", "PHPSESSID", "sid", "unknown");
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 6 }), (list) => {
        const header = list.map((name) => `${name}=1`).join("; ");
        const allHarmless = list.every((name) => ["_ga", "_gid", "stat_x"].includes(name));
        expect(classifyCookies(header, rules())).toBe(allHarmless ? "harmless" : "personal");
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test("whatever is sent, it never throws, and nothing but known names is harmless", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: "binary" }), (header) => {
        const verdict = classifyCookies(header, rules());
        if (verdict === "harmless") expect(header).toMatch(/^[^=]+=/);
        expect(classifyCookies(`${header};PHPSESSID=1`, rules())).toBe("personal");
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe("learning cookies", () => {
  test("a name that the origin sets becomes a session, at once and for remembered headers", () => {
    const learning = rules();
    for (let n = 0; n < PROOFS_NEEDED; n++) learning.observe("vue", true);
    expect(classifyCookies("vue=1", learning)).toBe("harmless");
    expect(learning.learnSession("vue")).toBe(true);
    expect(learning.learnSession("vue")).toBe(false);
    expect(classifyCookies("vue=1", learning)).toBe("personal");
    expect(learning.learnedSession()).toEqual(["vue"]);
    for (let n = 0; n < PROOFS_NEEDED; n++) learning.observe("vue", true);
    expect(classifyCookies("vue=1", learning)).toBe("personal");
  });

  test("what is known or configured as harmless stays so when the origin sets it; configured sessions win", () => {
    const learning = makeCookieRules({ harmless: ["theme", "both"], session: ["both"] });
    expect(learning.learnSession("theme")).toBe(false);
    expect(learning.learnSession("tarteaucitron")).toBe(false);
    expect(classifyCookies("theme=1; tarteaucitron=2", learning)).toBe("harmless");
    expect(classifyCookies("both=1", learning)).toBe("personal");
  });

  test("an unknown name is harmless after enough identical bodies and none different", () => {
    const learning = rules();
    for (let n = 1; n < PROOFS_NEEDED; n++) learning.observe("banner", true);
    expect(classifyCookies("banner=1", learning)).toBe("personal");
    learning.observe("banner", true);
    expect(classifyCookies("banner=1", learning)).toBe("harmless");
    expect(learning.learnedHarmless()).toEqual(["banner"]);
  });

  test("one different body outweighs every proof, before and after", () => {
    const learning = rules();
    learning.observe("size", false);
    for (let n = 0; n < 3 * PROOFS_NEEDED; n++) learning.observe("size", true);
    expect(classifyCookies("size=1", learning)).toBe("personal");
    for (let n = 0; n < PROOFS_NEEDED; n++) learning.observe("banner", true);
    expect(classifyCookies("banner=1", learning)).toBe("harmless");
    learning.observe("banner", false);
    expect(classifyCookies("banner=1", learning)).toBe("personal");
  });

  test.each(["PHPSESSID", "guichet", "auth_token", "sid", "mon_panier"])(
    "%s is never learned as harmless",
    (name) => {
      const learning = rules();
      for (let n = 0; n < 3 * PROOFS_NEEDED; n++) learning.observe(name, true);
      expect(classifyCookies(`${name}=1`, learning)).toBe("personal");
    },
  );

  test("names worth comparing: unknown ones, unless another cookie may be the cause of a difference", () => {
    const learning = rules();
    learning.observe("size", false);
    expect(learning.unknownNames("_ga=1; banner=1; banner=2")).toEqual(["banner"]);
    expect(learning.unknownNames("banner=1; PHPSESSID=2")).toEqual([]);
    expect(learning.unknownNames("banner=1; size=2")).toEqual([]);
    expect(learning.unknownNames("banner=1;;")).toEqual([]);
    expect(learning.unknownNames(null)).toEqual([]);
  });

  test("everything that outsiders can make grow is bounded", () => {
    const learning = rules();
    learning.observe("size", false);
    for (let n = 0; n < 2 * SESSION_NAMES_MAX; n++) learning.learnSession(`made_up_${n}`);
    expect(learning.learnedSession()).toHaveLength(SESSION_NAMES_MAX);
    for (let n = 0; n < 2 * OBSERVED_NAMES_MAX; n++) learning.observe(`other_${n}`, true);
    expect(learning.observedNames).toBe(OBSERVED_NAMES_MAX);
    for (let n = 0; n < PROOFS_NEEDED; n++) learning.observe("size", true);
    expect(classifyCookies("size=1", learning)).toBe("personal");
    for (let n = 0; n < 2 * HARMLESS_NAMES_MAX; n++) {
      for (let proof = 0; proof < PROOFS_NEEDED; proof++) learning.observe(`fine_${n}`, true);
    }
    expect(learning.learnedHarmless()).toHaveLength(HARMLESS_NAMES_MAX);
    for (let n = 0; n < 4 * VERDICTS_MAX; n++) classifyCookies(`_ga=${n}`, learning);
    expect(learning.rememberedVerdicts).toBeLessThanOrEqual(2 * VERDICTS_MAX);
    const before = learning.rememberedVerdicts;
    expect(classifyCookies(`_ga=${"x".repeat(REMEMBERED_HEADER_CHARACTERS_MAX)}`, learning)).toBe("harmless");
    expect(learning.rememberedVerdicts).toBe(before);
  });
});

test("names in Set-Cookie, each once", () => {
  const headers: Array<[string, string]> = [
    ["content-type", "text/html"],
    ["set-cookie", "a=1; Path=/"],
    ["set-cookie", "b = 2; HttpOnly"],
    ["set-cookie", "a=3"],
    ["set-cookie", "nonsense"],
    ["set-cookie", "=x"],
  ];
  expect(setCookieNames(headers)).toEqual(["a", "b"]);
});
