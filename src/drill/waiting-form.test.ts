import { describe, expect, test } from "bun:test";
import { CookieJar, JAR_COOKIES_MAX } from "./jar.ts";
import { leadingZeroBits, PROOF_BITS_MAX, solveProof } from "./proof.ts";
import { encodeWaitingForm, readWaitingForm } from "./waiting-form.ts";

const PAGE = `<form action="/recherche"><input name="q"></form>
<form id="beffroi-suite" method="post" action="/recherche?q=a&amp;b=&#39;&#x41;&amp;beffroi-suite" data-challenge="abc&quot;" data-bits-min="8" data-bits-max="18">
<input type="hidden" name="beffroi-envelope" value="e+/=&lt;"><input type='hidden' name='beffroi-body' value='Ym9keQ=='>
<input type="hidden" name="beffroi-proof" value=""><button type="submit">Continuer</button></form><input type="hidden" name="other" value="x">`;

describe("the waiting page's form", () => {
  test("is read as a browser reads it", () => {
    const form = readWaitingForm(PAGE);
    expect(form).toMatchObject({
      action: "/recherche?q=a&b='A&beffroi-suite",
      challenge: 'abc"',
      bitsMin: 8,
      bitsMax: 18,
    });
    expect([...(form?.fields ?? [])]).toEqual([
      ["beffroi-envelope", "e+/=<"],
      ["beffroi-body", "Ym9keQ=="],
      ["beffroi-proof", ""],
    ]);
  });

  test("is sent with or without a proof", () => {
    const form = readWaitingForm(PAGE);
    if (form === undefined) throw new Error("not read");
    expect(encodeWaitingForm(form, undefined)).toBe(
      "beffroi-envelope=e%2B%2F%3D%3C&beffroi-body=Ym9keQ%3D%3D&beffroi-proof=",
    );
    expect(encodeWaitingForm(form, "8.77")).toEndWith("&beffroi-proof=8.77");
  });

  test("is not seen in other pages", () => {
    expect(readWaitingForm('<form id="beffroi-suite" action="/x"></form>')).toBeUndefined();
    expect(readWaitingForm("<p>beffroi-suite</p>")).toBeUndefined();
  });
});

describe("a proof", () => {
  test("starts with the zero bits that it names", () => {
    for (const bits of [0, 5, 12]) {
      const [named, counter] = solveProof("challenge", bits).split(".");
      expect(Number(named)).toBe(bits);
      expect(leadingZeroBits(Bun.SHA256.hash(`challenge.${counter}`) as Uint8Array)).toBeGreaterThanOrEqual(
        bits,
      );
    }
  });

  test("of too many bits is not looked for", () => {
    expect(() => solveProof("challenge", PROOF_BITS_MAX + 1)).toThrow(RangeError);
    expect(() => solveProof("challenge", Number.NaN)).toThrow(RangeError);
  });

  test("bits are counted from the first", () => {
    expect(leadingZeroBits(Uint8Array.of(0x80))).toBe(0);
    expect(leadingZeroBits(Uint8Array.of(0, 0x1f))).toBe(11);
    expect(leadingZeroBits(Uint8Array.of(0, 0))).toBe(16);
  });
});

describe("a cookie jar", () => {
  const NOW = Date.parse("2026-06-01T00:00:00Z");

  test("keeps every Set-Cookie and gives them back", () => {
    const jar = new CookieJar();
    jar.takeFrom("HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=x=y; HttpOnly\r\nX: 1", NOW);
    jar.takeFrom("HTTP/1.1 200 OK\r\nSet-Cookie: a=2", NOW);
    expect(jar.header()).toBe("b=x=y; a=2");
  });

  test("drops what is over", () => {
    const jar = new CookieJar();
    jar.takeFrom("HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=1\r\nSet-Cookie: c=1", NOW);
    jar.takeFrom(
      "HTTP/1.1 200 OK\r\nSet-Cookie: a=; Max-Age=0\r\nSet-Cookie: b=; Expires=Thu, 01 Jan 1970 00:00:01 GMT\r\nSet-Cookie: c=2; Expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=60",
      NOW,
    );
    expect(jar.header()).toBe("c=2");
  });

  test("is bounded", () => {
    const jar = new CookieJar();
    for (let index = 0; index < JAR_COOKIES_MAX + 20; index++) jar.set(`c${index}`, "1");
    expect(jar.size).toBe(JAR_COOKIES_MAX);
    expect(jar.header()).not.toContain("c0=");
  });
});
