import { expect, test } from "bun:test";
import fc from "fast-check";
import { agendaMonths, occurrencesOf, upcoming } from "./agenda.ts";
import { AppointmentBook, BOOKINGS_MAX } from "./appointments.ts";
import { dayInParis, longDate, mondayOf, nthWeekday, weekday } from "./calendar.ts";
import { EVENTS } from "./content/events.ts";
import { APPOINTMENTS } from "./content/procedures.ts";
import { DEMO_ACCOUNTS } from "./content/town.ts";
import { escapeHtml, html, typographic } from "./html.ts";
import { Sessions, SESSIONS_MAX, sessionIdOf } from "./visit.ts";

const account = DEMO_ACCOUNTS[0] as (typeof DEMO_ACCOUNTS)[number];
const kind = APPOINTMENTS[0];

test("sessions are bounded, forget the one used longest ago, and end after 24 idle minutes", () => {
  const sessions = new Sessions();
  const first = sessions.open(account, 0);
  const second = sessions.open(account, 0);
  expect(sessions.find(first, 1)).toBe(account);
  for (let index = 0; index < SESSIONS_MAX - 1; index++) sessions.open(account, 2);
  expect(sessions.size).toBe(SESSIONS_MAX);
  expect(sessions.find(second, 3)).toBeUndefined();
  expect(sessions.find(first, 3)).toBe(account);
  expect(sessions.find(first, 3 + 1_440_001)).toBeUndefined();
});

test("bookings are bounded; a forgotten one frees its slot", () => {
  const book = new AppointmentBook();
  const today = "2027-03-01";
  const slot = book.slots(kind, today).find((one) => one.free);
  if (slot === undefined) throw new Error("no free slot");
  book.book(kind, slot, "A", "s");
  expect(book.find(kind, slot.id, today)?.free).toBe(false);
  for (let index = 0; index < BOOKINGS_MAX; index++) book.book(kind, { ...slot, id: `x${index}` }, "B", "s");
  expect(book.size).toBe(BOOKINGS_MAX);
  expect(book.find(kind, slot.id, today)?.free).toBe(true);
});

test("slots lie ahead, on weekdays, with identifiers of their own", () => {
  const book = new AppointmentBook();
  for (const one of APPOINTMENTS) {
    const slots = book.slots(one, "2027-12-28");
    expect(new Set(slots.map((slot) => slot.id)).size).toBe(slots.length);
    for (const slot of slots) {
      expect(slot.day > "2027-12-28").toBe(true);
      expect([0, 6]).not.toContain(weekday(slot.day));
    }
  }
});

test("the calendar: weeks begin on Monday, the first is written 1er, Paris decides the day", () => {
  expect(mondayOf("2027-01-03")).toBe("2026-12-28");
  expect(nthWeekday("2027-05", 1, 6)).toBe("2027-05-01");
  expect(longDate("2027-05-01")).toBe("samedi 1er mai 2027");
  expect(dayInParis(new Date("2026-12-31T23:30:00Z"))).toBe("2027-01-01");
});

test("every event comes within a year, and every month of the agenda has dates, whatever the day", () => {
  for (const today of ["2026-11-22", "2027-02-28", "2028-02-29", "2027-12-31"]) {
    for (const event of EVENTS) expect(upcoming(today, 1, event).length, event.slug).toBe(1);
    for (const month of agendaMonths(today)) expect(occurrencesOf(month).length).toBeGreaterThan(2);
    const days = upcoming(today, 10).map((one) => one.day);
    expect(days).toEqual([...days].sort());
    expect((days[0] as string) >= today).toBe(true);
  }
});

test("whatever a visitor writes, no markup of theirs comes out", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const page = html`<p title="${text}">${[text, 1, false, null]}</p>`.text;
      const inner = page.slice('<p title="'.length, -"1</p>".length);
      expect(inner).toBe(`${escapeHtml(text)}">${escapeHtml(text)}`);
      expect(escapeHtml(text)).not.toMatch(/[<>"']/);
    }),
    { seed: 7, numRuns: 300 },
  );
});

test("French spacing", () => {
  expect(typographic("Prix : 12 400 € à 16 h 28 !")).toBe(
    "Prix\u00a0: 12\u202f400\u202f€ à 16\u202fh\u202f28\u202f!",
  );
});

test("only a session id of the right shape is read from a Cookie header", () => {
  const id = "0123456789abcdef0123456789";
  expect(sessionIdOf(`a=b; PHPSESSID=${id}; _pk_id.1=x`)).toBe(id);
  expect(sessionIdOf(`XPHPSESSID=${id}`)).toBeUndefined();
  expect(sessionIdOf("PHPSESSID=<script>")).toBeUndefined();
  expect(sessionIdOf(null)).toBeUndefined();
});
