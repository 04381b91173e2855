import type { Made, Told } from "../room/shown-entry.ts";
import type { Speech } from "../speech.ts";
import { dueText } from "./clock-words.ts";

/**
 * What the timeline shows of clocks, sheets and exercises. Bodies may come from another version: a missing field makes an
 * entry poorer, never the page empty. Names of steps are those of the sheet, in French.
 */
export const aidKinds: Readonly<Record<string, (told: Told) => Made>> = {
  "clock.started": (told) => started(told),
  "clock.exercise-started": (told) => started(told),
  "clock.item-filled": ({ body, speech }) => ({
    glyph: "clock",
    changes: [
      {
        name: ruleItem(body.item, speech),
        old: textOf(body.old) ?? speech.say("clock.item.empty"),
        new: textOf(body.new) ?? speech.say("clock.item.empty"),
      },
    ],
  }),
  "clock.stage-sent": ({ body, nowMs, speech }) => ({
    glyph: "clock",
    lines: [
      speech.say("entry.clock.sent", {
        stage: stageText(body.stage, speech),
        time: timeText(body.sentAt, nowMs, speech),
      }),
      ...dueLines(body.due, nowMs, speech),
    ],
    ...(textOf(body.reference) === undefined ? {} : { text: String(body.reference) }),
  }),
  "clock.awareness-corrected": ({ body, nowMs, speech }) => ({
    glyph: "correction",
    changes: [
      {
        name: speech.say("clock.start.aware"),
        old: timeText(body.old, nowMs, speech),
        new: timeText(body.new, nowMs, speech),
      },
    ],
    ...reasonOf(body.reason),
    lines: dueLines(body.due, nowMs, speech),
  }),
  "clock.stopped": ({ body, speech }) => ({
    glyph: "clock",
    lines: [speech.sayIfKnown(`clock.stop.${body.reason}`) ?? String(body.reason)],
    ...reasonOf(body.text),
  }),
  "clock.warned": ({ body, nowMs, speech }) => ({
    glyph: "clock",
    label: speech.sayIfKnown(`clock.threshold.${body.threshold}`) ?? String(body.threshold),
    lines: [
      speech.say("entry.clock.due", {
        stage: stageText(body.stage, speech),
        time: dueTime(body.dueAt, nowMs, speech),
      }),
    ],
  }),
  "playbook.started": ({ body, speech }) => ({ glyph: "task", text: nameOf(body.name, speech) }),
  "playbook.step-done": ({ body }) => ({
    glyph: "done",
    text: String(body.name ?? ""),
    ...linesOf(body.note),
  }),
  "playbook.step-skipped": ({ body }) => ({
    glyph: "task",
    text: String(body.name ?? ""),
    ...reasonOf(body.reason),
  }),
  "playbook.choice-made": ({ body }) => ({
    glyph: "decision",
    text: `${body.name ?? ""} : ${body.label ?? ""}`,
    ...reasonOf(body.reason),
  }),
  "playbook.step-reopened": ({ body }) => ({
    glyph: "task",
    text: String(body.name ?? ""),
    ...reasonOf(body.reason),
  }),
  "playbook.stopped": ({ body, item, speech }) => ({
    glyph: "task",
    ...(item?.type === "playbook" ? { text: nameOf(item.name, speech) } : {}),
    ...reasonOf(body.reason),
  }),
  "exercise.started": ({ body, speech }) => ({
    glyph: "inject",
    lines: [speech.say("entry.exercise.speed", { speed: Number(body.speed) || 1 })],
  }),
  "exercise.injected": ({ body, nowMs, speech }) => ({
    glyph: "inject",
    label: speech.sayIfKnown(`inject.${body.kind}`) ?? String(body.kind),
    text: String(body.text ?? ""),
    lines: [
      String(body.from ?? ""),
      speech.say("exercise.story-at", { time: timeText(body.storyAt, nowMs, speech) }),
    ],
  }),
  "exercise.ended": ({ body, speech }) => ({
    glyph: "inject",
    lines: [speech.sayIfKnown(`entry.exercise.ended.${body.how}`) ?? String(body.how)],
  }),
  "exercise.debriefed": ({ body, speech }) => ({
    glyph: "report",
    file: {
      href: `/api/reports/${encodeURIComponent(String(body.sha256))}`,
      name: speech.say("exercise.debrief"),
      about: speech.say("exercise.debrief.counts", {
        met: Number(body.met) || 0,
        missed: Number(body.missed) || 0,
      }),
      opens: true,
    },
  }),
};

function started({ body, nowMs, speech }: Told): Made {
  return {
    glyph: "clock",
    text: ruleText(body.rule, speech),
    lines: [
      speech.say("entry.clock.aware", { time: timeText(body.awareAt, nowMs, speech) }),
      ...dueLines(body.due, nowMs, speech),
    ],
  };
}

/** What is due when, as it was told on that day. */
function dueLines(due: unknown, nowMs: number, speech: Speech): string[] {
  const dues = Array.isArray(due) ? due.filter((one) => typeof one === "object" && one !== null) : [];
  return dues
    .filter(({ dueAt }) => typeof dueAt === "string")
    .map(({ stage, dueAt }) =>
      speech.say("entry.clock.due", {
        stage: stageText(stage, speech),
        time: dueTime(dueAt, nowMs, speech),
      }),
    );
}

/** Short names of the rules that this version knows; another one's is shown as it came. */
export function ruleText(rule: unknown, speech: Speech): string {
  return speech.sayIfKnown(`rule.${rule}`) ?? String(rule);
}

export function stageText(stage: unknown, speech: Speech): string {
  return speech.sayIfKnown(`stage.${stage}`) ?? String(stage);
}

export function ruleItem(item: unknown, speech: Speech): string {
  return speech.sayIfKnown(`rule-item.${item}`) ?? String(item);
}

export function nameOf(name: unknown, { language }: Speech): string {
  if (typeof name !== "object" || name === null) return String(name ?? "");
  return String((name as Record<string, unknown>)[language] ?? "");
}

/** The end of a day is told as one. */
function dueTime(at: unknown, nowMs: number, speech: Speech): string {
  const isTime = typeof at === "string" && !Number.isNaN(Date.parse(at));
  return isTime ? dueText(at, nowMs, speech) : String(at);
}

function timeText(at: unknown, nowMs: number, speech: Speech): string {
  const ms = typeof at === "string" ? Date.parse(at) : Number.NaN;
  return Number.isNaN(ms) ? String(at) : speech.at(ms, nowMs);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function reasonOf(value: unknown): Made {
  const reason = textOf(value);
  return reason === undefined ? {} : { reason };
}

function linesOf(value: unknown): Made {
  const line = textOf(value);
  return line === undefined ? {} : { lines: [line] };
}
