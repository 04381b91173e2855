import type { Item, TimelineLine, Who } from "../../../incidents/events.ts";
import { aidKinds } from "../aids/shown-aid.ts";
import type { Speech } from "../speech.ts";
import { dutyText, whoText } from "./words.ts";

/**
 * What the timeline shows of an entry. Bodies come from whoever wrote them, perhaps another version: a missing or odd
 * field makes the entry poorer, never the page empty.
 */

export type Glyph =
  | "fact"
  | "hypothesis"
  | "hearsay"
  | "decision"
  | "revoked"
  | "task"
  | "done"
  | "duty"
  | "evidence"
  | "report"
  | "observation"
  | "correction"
  | "clock"
  | "inject"
  | "incident";

/** What something was and is now, each as the reader says it. */
export type Change = { name: string; old: string; new: string };

export type Shown = {
  glyph: Glyph;
  /** What it is, in a word or two: no shape speaks alone. */
  label: string;
  /** The words of whoever wrote it. */
  text?: string;
  /** Our own words about it. */
  lines: string[];
  changes: Change[];
  /** Why, in the writer's words. */
  reason?: string;
  /** A file of the store. */
  file?: { href: string; name: string; about: string; opens: boolean };
  /** The entry that this one corrects. */
  corrects?: string;
};

/** @param item the item that the entry is about, as it is now, if it is held */
export function shownEntry(line: TimelineLine, item: Item | undefined, nowMs: number, speech: Speech): Shown {
  const make = Object.hasOwn(kinds, line.kind) ? kinds[line.kind] : undefined;
  const shown = make?.({ line, body: line.body, item, nowMs, speech });
  return {
    glyph: "incident",
    label: speech.sayIfKnown(`mark.${line.kind}`) ?? line.kind,
    lines: [],
    changes: [],
    ...shown,
  };
}

export type Told = {
  line: TimelineLine;
  body: Record<string, unknown>;
  item: Item | undefined;
  nowMs: number;
  speech: Speech;
};
export type Made = Partial<Shown>;

/** To show a new kind: one line here, and its name ("mark.KIND") in both locales. */
const kinds: Readonly<Record<string, (told: Told) => Made>> = {
  ...aidKinds,
  "incident.opened": ({ body, speech }) => ({
    ...textIn("text", body.title),
    lines: [
      ...named("kind", body.kind, speech),
      ...(body.cause === "siege" ? [speech.say("entry.cause.siege")] : []),
      ...(textOf(body.summary) ?? "").split("\n").filter(Boolean),
    ],
  }),
  "incident.changed": ({ body, speech }) => ({
    changes: [
      change(speech.sayIfKnown(`field.${body.field}`) ?? String(body.field), body, (value) =>
        kindWord(body.field, value, speech),
      ),
    ],
    ...textIn("reason", body.reason),
  }),
  "incident.closed": ({ body }) => textIn("reason", body.reason),
  "incident.reopened": ({ body }) => textIn("reason", body.reason),
  "incident.merged": ({ body, speech }) => ({
    lines: [speech.say("entry.into", { incident: String(body.into) })],
    ...textIn("reason", body.reason),
  }),
  "incident.split": ({ body, speech }) => ({
    lines: [speech.say("entry.split.items", { count: Array.isArray(body.items) ? body.items.length : 0 })],
    ...textIn("reason", body.reason),
  }),
  "incident.noted": ({ body, item, speech }) => ({
    glyph: certaintyGlyph(body.certainty),
    label: certaintyText(body.certainty, speech),
    ...textIn("text", body.text),
    lines: [...sourceLine(body.source, speech), ...weighedLine(body.certainty, item, speech)],
  }),
  "incident.note-weighed": ({ body, item, speech }) => ({
    glyph: certaintyGlyph(body.new),
    ...textIn("text", item?.type === "note" ? item.text : undefined),
    changes: [change(speech.say("field.certainty"), body, (value) => certaintyText(value, speech))],
    ...textIn("reason", body.reason),
  }),
  "incident.decided": ({ body, item, speech }) => ({
    glyph: item?.type === "decision" && item.revoked !== null ? "revoked" : "decision",
    ...textIn("text", body.text),
    ...textIn("reason", body.reason),
    lines: [
      speech.say("entry.decided-by", { who: whoText(whoOf(body.decider), speech) }),
      ...(item?.type === "decision" && item.revoked !== null ? [speech.say("entry.since-revoked")] : []),
    ],
  }),
  "incident.decision-revoked": ({ body, item, speech }) => ({
    glyph: "revoked",
    ...textIn("text", item?.type === "decision" ? item.text : undefined),
    ...textIn("reason", body.reason),
    lines: [speech.say("entry.decided-by", { who: whoText(whoOf(body.decider), speech) })],
  }),
  "incident.task-added": ({ body, item, nowMs, speech }) => ({
    glyph: item?.type === "task" && item.state === "done" ? "done" : "task",
    ...textIn("text", body.text),
    lines: [taskLine(body, item, nowMs, speech)],
  }),
  "incident.task-changed": ({ body, item, nowMs, speech }) => ({
    glyph: listOf(body.changes).some((one) => one.field === "state" && one.new === "done") ? "done" : "task",
    ...textIn("text", item?.type === "task" ? item.text : undefined),
    changes: listOf(body.changes).map((one) => taskChange(one, nowMs, speech)),
    ...textIn("reason", body.reason),
  }),
  "incident.duty-taken": ({ body, nowMs, speech }) => ({
    glyph: "duty",
    lines: [
      speech.say("entry.duty", {
        duty: dutyText({ duty: String(body.duty), label: textOf(body.label) }, speech),
        who: whoText(whoOf(body.who), speech),
      }),
      ...untilLine(body.until, nowMs, speech),
    ],
  }),
  "incident.duty-ended": ({ body, item, speech }) => ({
    glyph: "duty",
    lines:
      item?.type === "duty"
        ? [speech.say("entry.duty", { duty: dutyText(item, speech), who: whoText(item.who, speech) })]
        : [],
    ...textIn("reason", body.reason),
  }),
  "incident.duty-handed-over": ({ body, item, nowMs, speech }) => ({
    glyph: "duty",
    lines: [
      speech.say("entry.handed-over", {
        duty: item?.type === "duty" ? dutyText(item, speech) : "",
        from: item?.type === "duty" ? whoText(item.who, speech) : "",
        to: whoText(whoOf(body.to), speech),
      }),
      ...untilLine(body.until, nowMs, speech),
    ],
    ...textIn("text", body.brief),
  }),
  "incident.evidence-added": ({ body, speech }) => ({
    glyph: "evidence",
    ...textIn("text", body.description),
    lines: [],
    file: {
      href: fileAddress(String(body.sha256), String(body.name)),
      name: String(body.name),
      about: speech.say("evidence.about", {
        bytes: speech.bytes(Number(body.bytes) || 0),
        hash: String(body.sha256).slice(0, 16),
      }),
      opens: false,
    },
  }),
  "incident.corrected": ({ body, nowMs, speech }) => ({
    glyph: "correction",
    changes: [
      change(speech.sayIfKnown(`field.${body.field}`) ?? String(body.field), body, (value) =>
        instantWord(body.field, value, nowMs, speech),
      ),
    ],
    ...textIn("reason", body.reason),
    ...(textOf(body.entry) === undefined ? {} : { corrects: String(body.entry) }),
  }),
  "incident.report-made": ({ body, speech }) => ({
    glyph: "report",
    file: {
      href: `/api/reports/${encodeURIComponent(String(body.sha256))}`,
      name: speech.say("report.name", { number: String(body.number) }),
      about: "",
      opens: true,
    },
  }),
  "incident.observed": ({ body, speech }) => ({
    glyph: "observation",
    lines: [
      speech.say("entry.observed", {
        site: String(body.site),
        from: speech.sayIfKnown(`posture.${body.from}`) ?? String(body.from),
        to: speech.sayIfKnown(`posture.${body.to}`) ?? String(body.to),
      }),
      ...(Number(body.changes) > 1
        ? [speech.say("entry.observed.changes", { count: Number(body.changes) })]
        : []),
    ],
  }),
};

export function fileAddress(sha256: string, name: string): string {
  return `/api/files/${encodeURIComponent(sha256)}?name=${encodeURIComponent(name)}`;
}

/** Whoever an entry names, if it names one that can be read. */
export function whoOf(value: unknown): Who | null {
  if (typeof value !== "object" || value === null) return null;
  const { name, function: function_ } = value as Record<string, unknown>;
  if (typeof name !== "string") return null;
  return typeof function_ === "string" ? { name, function: function_ } : { name };
}

/** One change of a task, in words. */
export function taskChange(one: Record<string, unknown>, nowMs: number, speech: Speech): Change {
  const inWords = (value: unknown): string => {
    if (one.field === "owner") return whoText(whoOf(value), speech);
    if (one.field === "state") return speech.sayIfKnown(`task.state.${value}`) ?? String(value);
    if (one.field === "dueAt") {
      return typeof value === "string" ? speech.at(Date.parse(value), nowMs) : speech.say("moment.none");
    }
    return String(value);
  };
  return {
    name: speech.sayIfKnown(`field.${one.field}`) ?? String(one.field),
    old: inWords(one.old),
    new: inWords(one.new),
  };
}

export function listOf(value: unknown): Array<Record<string, unknown>> {
  return Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : [];
}

export function certaintyText(certainty: unknown, speech: Speech): string {
  return speech.sayIfKnown(`certainty.${certainty}`) ?? String(certainty);
}

function certaintyGlyph(certainty: unknown): Glyph {
  return certainty === "fact" || certainty === "hypothesis" ? certainty : "hearsay";
}

function change(
  name: string,
  { old, new: next }: Record<string, unknown>,
  say: (value: unknown) => string,
): Change {
  return { name, old: say(old), new: say(next) };
}

function kindWord(field: unknown, value: unknown, speech: Speech): string {
  return (field === "kind" ? speech.sayIfKnown(`kind.${value}`) : undefined) ?? String(value);
}

function instantWord(field: unknown, value: unknown, nowMs: number, speech: Speech): string {
  if (field !== "occurredAt") return String(value);
  const ms = Date.parse(String(value));
  return Number.isNaN(ms) ? speech.say("correct.no-time") : speech.at(ms, nowMs);
}

function taskLine(
  body: Record<string, unknown>,
  item: Item | undefined,
  nowMs: number,
  speech: Speech,
): string {
  const known = item?.type === "task" ? item : undefined;
  const owner = whoText(known === undefined ? whoOf(body.owner) : known.owner, speech);
  const dueAt = known === undefined ? body.dueAt : known.dueAt;
  const parts = [owner];
  if (typeof dueAt === "string")
    parts.push(speech.say("task.due", { time: speech.at(Date.parse(dueAt), nowMs) }));
  if (known !== undefined) parts.push(speech.say(`task.state.${known.state}`));
  return parts.join(" · ");
}

function untilLine(until: unknown, nowMs: number, speech: Speech): string[] {
  return typeof until === "string"
    ? [speech.say("duty.until", { time: speech.at(Date.parse(until), nowMs) })]
    : [];
}

/** A note that was weighed since says so where it was first written. */
function weighedLine(certainty: unknown, item: Item | undefined, speech: Speech): string[] {
  if (item?.type !== "note" || item.certainty === certainty) return [];
  return [speech.say("entry.since-weighed", { certainty: certaintyText(item.certainty, speech) })];
}

function sourceLine(source: unknown, speech: Speech): string[] {
  const text = textOf(source);
  return text === undefined ? [] : [speech.say("entry.source", { source: text })];
}

function named(group: "kind", value: unknown, speech: Speech): string[] {
  const word = speech.sayIfKnown(`${group}.${value}`);
  return word === undefined ? [] : [word];
}

function textIn(name: "text" | "reason", value: unknown): Made {
  const text = textOf(value);
  return text === undefined ? {} : { [name]: text };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
