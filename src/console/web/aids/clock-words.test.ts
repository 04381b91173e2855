import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { ClockStageView, ClockView } from "../../../incidents/events.ts";
import { makeSpeech } from "../speech.ts";
import { byDue, clockSentence, dueText, leftText, spanText, standingOf } from "./clock-words.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const en = makeSpeech("en", "Europe/Paris");
const NOW = Date.parse("2026-11-27T12:00:00.000Z");
const HOUR_MS = 3_600_000;
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
const both = (text: string) => ({ fr: text, en: text });

const stage = (dueAt: string | null, more: Partial<ClockStageView> = {}): ClockStageView => ({
  stage: "notification",
  label: both("Notification"),
  counting: both(""),
  state: dueAt === null ? "no-limit" : "running",
  dueAt,
  plainDueAt: null,
  leftMs: null,
  sentAt: null,
  reference: null,
  ...more,
});

const clock = (stages: ClockStageView[], more: Partial<ClockView> = {}): ClockView => ({
  id: "k-one",
  incident: "i-one",
  exercise: false,
  pack: "gdpr",
  rule: "gdpr-33",
  label: { fr: "Notification à la CNIL", en: "Notification to the CNIL" },
  authority: both("CNIL"),
  source: { text: both(""), article: "33", since: "2018-05-25", url: "" },
  caution: both(""),
  awareAt: "2026-11-27T10:00:00.000Z",
  from: null,
  startedAt: "2026-11-27T10:00:00.000Z",
  startedBy: { type: "program", name: "keeper" },
  state: "running",
  dueAt: null,
  leftMs: null,
  stages,
  items: [],
  missing: 0,
  stopped: null,
  warned: [],
  draft: false,
  changed: 1,
  ...more,
});
const inHours = (hours: number) => new Date(NOW + hours * HOUR_MS).toISOString();

describe("how a clock stands", () => {
  test.each([
    [48, "running", "Reste 48 h 00 min", "48 h 00 min left"],
    [24, "due-soon", "Reste 24 h 00 min", "24 h 00 min left"],
    [0.25, "due-soon", "Reste 15 min", "15 min left"],
    [-2.5, "late", "Dépassée de 2 h 30 min", "2 h 30 min overdue"],
    [120, "running", "Reste 5 j 0 h", "5 d 0 h left"],
  ] as const)("%p hours before its end", (hours, state, french, english) => {
    const standing = standingOf(clock([stage(inHours(hours))]), NOW);
    expect(standing.state).toBe(state);
    expect(plain(leftText(standing, fr))).toBe(french);
    expect(plain(leftText(standing, en))).toBe(english);
  });

  test("goes on by itself from the moment of the answer: what ran becomes late", () => {
    const one = clock([stage(inHours(1))]);
    expect(standingOf(one, NOW + 2 * HOUR_MS).state).toBe("late");
  });

  test("is that of the open stage which is due first; those without a number of hours come last", () => {
    const sent = stage(inHours(-9), { state: "sent", sentAt: inHours(-10) });
    const found = standingOf(clock([sent, stage(null), stage(inHours(30), { stage: "report" })]), NOW);
    expect(found.next?.stage).toBe("report");
    expect(standingOf(clock([sent, stage(null)]), NOW).state).toBe("no-limit");
    expect(standingOf(clock([sent], { state: "done" }), NOW)).toMatchObject({
      state: "done",
      next: undefined,
    });
  });

  test("sorts several: the next due first", () => {
    const [late, soon, open] = [stage(inHours(-1)), stage(inHours(1)), stage(null)].map((one, index) =>
      clock([one], { id: `k-${index}` }),
    ) as [ClockView, ClockView, ClockView];
    expect([open, soon, late].sort(byDue(NOW))).toEqual([late, soon, open]);
  });
});

test("a sentence says which, how much is left and when", () => {
  expect(plain(clockSentence(clock([stage(inHours(3))]), NOW, fr))).toBe(
    "Notification à la CNIL : reste 3 h 00 min, échéance à 16 h 00.",
  );
  expect(plain(clockSentence(clock([stage(null)]), NOW, en))).toBe(
    "Notification to the CNIL: as soon as possible.",
  );
});

test("the last moment of an hour is told as the hour, that of a day as its end", () => {
  expect(plain(dueText("2026-11-27T17:59:59.999Z", NOW, fr))).toBe("à 19 h 00");
  expect(plain(dueText("2026-11-27T17:28:00.000Z", NOW, fr))).toBe("à 18 h 28");
});

test("never more time is told than there is, and less than a minute short of it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 95 * HOUR_MS }), (ms) => {
      const text = plain(spanText(ms, fr));
      const [, hours = "0", minutes = "0"] = /^(?:(\d+) h )?(\d+) min$/.exec(text) ?? [];
      const told = Number(hours) * HOUR_MS + Number(minutes) * 60_000;
      return told <= ms && ms - told < 60_000;
    }),
  );
});
