import { afterAll, describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  canSeal,
  CARRIED_BYTES_MAX,
  type Carried,
  CONTENT_TYPE_CHARACTERS_MAX,
  ENVELOPE_CHARACTERS_MAX,
  ENVELOPE_LIFETIME_MS,
  Envelopes,
  type Opened,
  TARGET_CHARACTERS_MAX,
} from "./envelope.ts";
import { TemporaryKeys } from "./testing/temporary-keys.ts";
import { CLOCK_SKEW_MS, Tickets } from "./ticket.ts";

const place = new TemporaryKeys();
afterAll(() => place[Symbol.dispose]());
const keys = place.open();
const envelopes = new Envelopes("mairie", keys);
const now = place.clock.now();

const form: Carried = {
  method: "POST",
  target: "/contact?page=1",
  contentType: "application/x-www-form-urlencoded",
  body: new TextEncoder().encode("nom=Ren%C3%A9e&message=Bonjour"),
};
const page: Carried = { ...form, method: "GET", contentType: null, body: null };

describe("an envelope", () => {
  test("gives back what was sealed, byte for byte, whatever the body", () => {
    const carried = fc.record({
      method: fc.constantFrom("GET", "POST"),
      target: fc.stringMatching(/^\/[!-~]*$/, { maxLength: 200 }),
      contentType: fc.constantFrom(null, "text/plain", 'multipart/form-data; boundary="a b"'),
      body: fc.option(fc.uint8Array({ maxLength: 3_000 }), { nil: null }),
    });
    fc.assert(
      fc.property(carried, (request) => {
        const opened = envelopes.open(envelopes.seal(request, now), request.body, now);
        expect((opened as Opened).carried).toEqual(request);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("carries the largest body, and no larger one", () => {
    const body = new Uint8Array(CARRIED_BYTES_MAX).map((_, index) => index % 253);
    const envelope = envelopes.seal({ ...form, body }, now);
    expect((envelopes.open(envelope, body, now) as Opened).carried.body).toEqual(body);
    const larger = { ...form, body: new Uint8Array(CARRIED_BYTES_MAX + 1) };
    expect(canSeal(larger)).toBe(false);
    expect(() => envelopes.seal(larger, now)).toThrow(RangeError);
  });

  test("is never longer than its bound; what does not fit is not carried", () => {
    const widest: Carried = {
      ...form,
      target: `/${"x".repeat(TARGET_CHARACTERS_MAX - 1)}`,
      contentType: `text/plain;${"x".repeat(CONTENT_TYPE_CHARACTERS_MAX - 11)}`,
    };
    expect(canSeal(widest)).toBe(true);
    const envelope = envelopes.seal(widest, now);
    expect(envelope.length).toBeLessThanOrEqual(ENVELOPE_CHARACTERS_MAX);
    expect(envelope).toMatch(/^[\w-]+$/);
    expect((envelopes.open(envelope, form.body, now) as Opened).carried).toEqual({ ...widest });
    for (const wrong of [
      { ...widest, target: `${widest.target}x` },
      { ...widest, target: widest.target.replaceAll("x", '"') },
      { ...widest, target: "/\u00e9" },
      { ...widest, contentType: `${widest.contentType}x` },
      { ...widest, method: "post" },
      { ...widest, method: "G T" },
    ]) {
      expect(canSeal(wrong)).toBe(false);
      expect(() => envelopes.seal(wrong, now)).toThrow(RangeError);
    }
  });

  test("has a nonce of its own each time, and tells when it was sealed", () => {
    const opened = [1, 2].map(() => envelopes.open(envelopes.seal(page, now), null, now));
    const [first, second] = opened as [Opened, Opened];
    expect(first.sealedMs).toBe(now);
    expect(first.nonce).not.toBe(second.nonce);
    expect(first.challenge).not.toBe(second.challenge);
    expect(first.nonce).toMatch(/^[\w-]{16}$/);
  });

  test("names the same challenge before and after", () => {
    const envelope = envelopes.seal(page, now);
    const opened = envelopes.open(envelope, null, now) as Opened;
    expect(envelopes.challengeOf(envelope)).toBe(opened.challenge);
    expect(opened.challenge).toMatch(/^[\w-]{22}$/);
  });
});

describe("an envelope is refused", () => {
  const envelope = envelopes.seal(form, now);
  const open = (text: string, body = form.body, nowMs = now) => envelopes.open(text, body, nowMs);

  test("with any bit flipped", () => {
    const bytes = Buffer.from(envelope, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3] = (forged[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(open(forged.toString("base64url"))).toBe(bit < 8 ? "malformed" : "forged");
    }
  });

  test("with a body changed by one bit, cut, longer, or gone", () => {
    const body = form.body as Uint8Array;
    fc.assert(
      fc.property(fc.nat(body.length * 8 - 1), (bit) => {
        const changed = body.slice();
        changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
        expect(open(envelope, changed)).toBe("forged");
      }),
      { seed: 2, numRuns: 100 },
    );
    expect(open(envelope, body.slice(1))).toBe("forged");
    expect(open(envelope, new Uint8Array([...body, 0]))).toBe("forged");
    expect(open(envelope, null)).toBe("forged");
    expect(open(envelopes.seal(page, now), body)).toBe("forged");
  });

  test("but not because a form field cannot tell an empty body from none", () => {
    const empty = new Uint8Array(0);
    const opened = open(envelopes.seal({ ...form, body: empty }, now), null) as Opened;
    expect(opened.carried.body).toEqual(empty);
    expect((open(envelopes.seal(page, now), empty) as Opened).carried.body).toBeNull();
  });

  test("to act on, when it is too old or from the future: it can still be shown again", () => {
    const expired = (nowMs: number) => (open(envelope, form.body, nowMs) as Opened).expired;
    expect(expired(now + ENVELOPE_LIFETIME_MS)).toBe(false);
    expect(expired(now + ENVELOPE_LIFETIME_MS + 1)).toBe(true);
    expect(expired(now - CLOCK_SKEW_MS)).toBe(false);
    expect(expired(now - CLOCK_SKEW_MS - 1)).toBe(true);
  });

  test("when it is another site's, another machine's, or a ticket", () => {
    expect(new Envelopes("piscine", keys).open(envelope, form.body, now)).toBe("forged");
    using elsewhere = new TemporaryKeys();
    expect(new Envelopes("mairie", elsewhere.open()).open(envelope, form.body, now)).toBe("forged");
    expect(open(new Tickets("mairie", keys).issue("visit", now, now))).toBe("forged");
  });

  test("as garbage, without a word", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.base64String({ maxLength: 400 })), (text) => {
        expect(["malformed", "forged"]).toContain(open(text) as string);
        expect(typeof envelopes.challengeOf(text)).toBe("string");
      }),
      { seed: 3, numRuns: 300 },
    );
    expect(open("A".repeat(10_000_000))).toBe("malformed");
    expect(open(`${envelope}=`)).toBe("malformed");
  });
});

describe("what is carried", () => {
  test.each<[string | null, boolean]>([
    [null, true],
    ["application/x-www-form-urlencoded", true],
    ["Multipart/Form-Data; boundary=x", true],
    ["text/plain;charset=utf-8", true],
    ["application/json", false],
    ["application/json; text/plain", false],
    ["text/plain, application/json", false],
    ["text/html", false],
    ["", false],
  ])("what a form of any page can send, of type %p: %p", (contentType, can) => {
    expect(canSeal({ ...form, contentType })).toBe(can);
  });

  test.each(["PUT", "DELETE", "PATCH", "HEAD", "post", "G T"])("nothing by %s", (method) => {
    expect(canSeal({ ...page, method })).toBe(false);
  });
});
