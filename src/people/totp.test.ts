import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { acceptedStep, newTotpSecret, totpAt, totpStep, totpUri } from "./totp.ts";

/** "12345678901234567890" in Base32: the secret of RFC 4226 and RFC 6238. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

describe("one-time passwords by time", () => {
  test.each([
    [0, "755224"],
    [1, "287082"],
    [2, "359152"],
    [5, "254676"],
    [9, "520489"],
  ])("RFC 4226, appendix D: counter %d is %s", (step, code) => {
    expect(totpAt(SECRET, step)).toBe(code);
  });

  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("RFC 6238, appendix B: second %d is %s", (second, code) => {
    expect(totpAt(SECRET, totpStep(second * 1000))).toBe(code);
  });

  test("a code holds for its step and one on either side, and counts once", () => {
    const nowMs = 1_700_000_000_000;
    const now = totpStep(nowMs);
    for (const [step, found] of [
      [now - 2, undefined],
      [now - 1, now - 1],
      [now, now],
      [now + 1, now + 1],
      [now + 2, undefined],
    ] as const) {
      expect(acceptedStep(SECRET, totpAt(SECRET, step), 0, nowMs)).toBe(found);
    }
    expect(acceptedStep(SECRET, totpAt(SECRET, now), now, nowMs)).toBeUndefined();
    expect(acceptedStep(SECRET, totpAt(SECRET, now - 1), now, nowMs)).toBeUndefined();
  });

  test("what is no code is none", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^\d{6}$/.test(text));
        return acceptedStep(SECRET, text, 0, 59_000) === undefined;
      }),
    );
  });

  test("secrets have 160 bits and are all different", () => {
    const secrets = Array.from({ length: 200 }, newTotpSecret);
    expect(new Set(secrets).size).toBe(200);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  });

  test("a user name cannot add parameters to the address", () => {
    const uri = new URL(totpUri(SECRET, "a&secret=AAAA?x=#é/"));
    expect(uri.searchParams.getAll("secret")).toEqual([SECRET]);
    expect(decodeURIComponent(uri.pathname)).toContain("a&secret=AAAA?x=#é/");
  });
});
