import { afterAll, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { KEY_SIGNS_MS, READ_BY_ALL_MS, TICKET_LIFETIME_MS } from "./keys.ts";
import { TemporaryKeys } from "./testing/temporary-keys.ts";
import {
  CLOCK_SKEW_MS,
  hasTicket,
  PASSING_LIFETIME_MS,
  TICKET_COOKIE,
  type Ticket,
  type TicketKind,
  Tickets,
  TICKETS_TRIED_MAX,
  VALUE_CHARACTERS,
  withoutTicket,
} from "./ticket.ts";

const place = new TemporaryKeys();
afterAll(() => place[Symbol.dispose]());
const keys = place.open();
const tickets = new Tickets("mairie", keys);
const MINUTE_MS = 60_000;
const now = Math.floor(place.clock.now() / MINUTE_MS) * MINUTE_MS;
const since = now - 90 * MINUTE_MS;
const value = tickets.issue("visit", since, now);
const read = (header: string, nowMs = now) => tickets.read(header, "http", nowMs);

describe("a ticket", () => {
  test.each<TicketKind>(["visit", "passing", "confirmed"])("of kind %s is read as it was issued", (kind) => {
    const ticket = read(`beffroi=${tickets.issue(kind, since, now)}`) as Ticket;
    expect(ticket).toMatchObject({ kind, sinceMs: since, issuedMs: now });
    expect(ticket.id).toMatch(/^[\w-]{11}$/);
  });

  test("holds a random id, which a ticket that replaces it may keep", () => {
    const first = read(`beffroi=${value}`) as Ticket;
    expect(tickets.idOf(value)).toBe(first.id);
    expect(tickets.idOf(tickets.issue("visit", since, now))).not.toBe(first.id);
    const next = tickets.issue("confirmed", first.sinceMs, now, first.id);
    expect(read(`beffroi=${next}`)).toMatchObject({ id: first.id, kind: "confirmed", sinceMs: since });
    expect(tickets.idOf(tickets.issue("visit", since, now, "not an id"))).toMatch(/^[\w-]{11}$/);
  });

  test("cannot be older than the time at which it is issued", () => {
    const early = tickets.issue("visit", now + 10 * MINUTE_MS, now);
    expect(read(`beffroi=${early}`)).toMatchObject({ sinceMs: now, issuedMs: now });
  });

  test("is refused with any bit flipped", () => {
    const bytes = Buffer.from(value, "base64url");
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3] = (forged[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(read(`beffroi=${forged.toString("base64url")}`)).toBe("bad");
    }
  });

  test("is refused with any character changed: there is one way to write it", () => {
    for (let at = 0; at < value.length; at++) {
      for (const letter of "AQgw_-+/=zZ9 ") {
        if (letter === value[at]) continue;
        expect(read(`beffroi=${value.slice(0, at)}${letter}${value.slice(at + 1)}`)).toBe("bad");
      }
    }
    for (const wrong of [`${value}A`, `${value}=`, value.slice(1), "", `"${value}"`]) {
      expect(read(`beffroi=${wrong}`)).toBe("bad");
    }
  });

  test("of another site, or of another machine's keys, is refused", () => {
    expect(new Tickets("piscine", keys).read(`beffroi=${value}`, "http", now)).toBe("bad");
    using elsewhere = new TemporaryKeys();
    expect(new Tickets("mairie", elsewhere.open()).read(`beffroi=${value}`, "http", now)).toBe("bad");
  });

  test.each<[TicketKind, number]>([
    ["visit", TICKET_LIFETIME_MS],
    ["confirmed", TICKET_LIFETIME_MS],
    ["passing", PASSING_LIFETIME_MS],
  ])("of kind %s expires", (kind, lifetimeMs) => {
    const header = `beffroi=${tickets.issue(kind, since, now)}`;
    expect(read(header, now + lifetimeMs + CLOCK_SKEW_MS)).toMatchObject({ kind });
    expect(read(header, now + lifetimeMs + CLOCK_SKEW_MS + 1)).toBe("bad");
  });

  test("from a clock that goes a little before is good, from the future is not", () => {
    expect(read(`beffroi=${value}`, now - CLOCK_SKEW_MS)).toMatchObject({ sinceMs: since });
    expect(read(`beffroi=${value}`, now - CLOCK_SKEW_MS - 1)).toBe("bad");
  });

  test("outlives the rotation of keys, at every worker", () => {
    using own = new TemporaryKeys();
    const owner = own.open();
    const other = own.open(false);
    const old = new Tickets("mairie", owner).issue("visit", own.clock.now(), own.clock.now());
    for (let week = 0; week < 4; week++) {
      own.clock.advance(KEY_SIGNS_MS);
      owner.refresh();
      own.clock.advance(READ_BY_ALL_MS);
      other.refresh();
    }
    const fresh = new Tickets("mairie", owner).issue("visit", own.clock.now(), own.clock.now());
    expect(fresh.slice(2, 6)).not.toBe(old.slice(2, 6));
    for (const held of [old, fresh]) {
      const ticket = new Tickets("mairie", other).read(`beffroi=${held}`, "http", own.clock.now());
      expect(ticket).toMatchObject({ kind: "visit" });
    }
  });
});

describe("the cookie", () => {
  test("says all that keeps it at home", () => {
    expect(tickets.setCookie(value, "http")).toBe(
      `beffroi=${value}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax`,
    );
    expect(tickets.setCookie(tickets.issue("passing", now, now), "https")).toMatch(
      /^__Host-beffroi=[\w-]+; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(value).toHaveLength(VALUE_CHARACTERS);
  });

  test("is read where it belongs only", () => {
    expect(tickets.read(null, "http", now)).toBeUndefined();
    expect(read("")).toBeUndefined();
    expect(read(`xbeffroi=${value}; __Host-beffroi=${value}; a=beffroi=${value}`)).toBeUndefined();
    expect(tickets.read(`beffroi=${value}`, "https", now)).toBeUndefined();
    expect(tickets.read(`a=1;__Host-beffroi=${value}`, "https", now)).toMatchObject({ kind: "visit" });
    expect(read(`a=1; \t beffroi=${value} ; b=2`)).toMatchObject({ kind: "visit" });
  });

  test("that comes several times counts by its first valid value, within bounds", () => {
    const bad = "beffroi=nonsense; ";
    expect(read(`${bad}beffroi=${value}`)).toMatchObject({ kind: "visit" });
    expect(read(`${bad.repeat(TICKETS_TRIED_MAX)}beffroi=${value}`)).toBe("bad");
    expect(read(`beffroi=${"A".repeat(1_000_000)}; beffroi=${value}`)).toMatchObject({ kind: "visit" });
  });

  test("as garbage is bad or absent, and never throws", () => {
    const junk = fc.oneof(
      fc.string(),
      fc.constantFrom("beffroi=", "__Host-beffroi=", ";", "; ", "=", " ", value, value.slice(0, 30)),
    );
    fc.assert(
      fc.property(fc.array(junk, { maxLength: 12 }), (pieces) => {
        const header = pieces.join("");
        const ticket = read(header);
        if (ticket !== undefined && ticket !== "bad") expect(header).toContain(`beffroi=`);
        expect(ticket === undefined || hasTicket(header)).toBe(true);
        const rest = withoutTicket(header);
        expect(rest === null || !hasTicket(rest)).toBe(true);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("the origin", () => {
  test.each([
    ["beffroi=x", null],
    ["beffroi=x; ", null],
    ["__Host-beffroi=x; beffroi=y", null],
    ["a=1; beffroi=x; b=2", "a=1; b=2"],
    ["beffroi=x; b=2", "b=2"],
    ["a=1; beffroi=x", "a=1"],
    ["a=1;beffroi=x;b=2", "a=1;b=2"],
    ["a=1; xbeffroi=x", "a=1; xbeffroi=x"],
    ["a=beffroi=x;  odd  ; ;", "a=beffroi=x;  odd  ; ;"],
  ])("instead of %p sees %p", (header, seen) => {
    expect(withoutTicket(header)).toBe(seen);
    expect(hasTicket(header)).toBe(seen !== header);
  });

  test("gets all other cookies byte for byte, wherever the ticket stands", () => {
    const other = fc.stringMatching(/^[a-z_-]{1,8}=[!-:<-~]{0,12}$/).filter((pair) => !hasTicket(pair));
    const name = fc.constantFrom(...Object.values(TICKET_COOKIE));
    fc.assert(
      fc.property(fc.array(other, { maxLength: 8 }), fc.nat(), name, (others, where, cookie) => {
        const all = [...others];
        all.splice(where % (others.length + 1), 0, `${cookie}=${value}`);
        expect(withoutTicket(all.join("; "))).toBe(others.length === 0 ? null : others.join("; "));
        expect(withoutTicket(others.join("; "))).toBe(others.join("; "));
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
