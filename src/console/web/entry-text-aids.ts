import type { JournalLine } from "../live-messages.ts";
import { nameOf, ruleItem, ruleText, stageText } from "./aids/shown-aid.ts";
import { inDeliveryWords } from "./notices/delivery-words.ts";
import type { Speech } from "./speech.ts";

/** Sentences about clocks of law, reflex sheets, exercises, and telling people, for the journal and exports. */

type Sentence = (line: JournalLine, speech: Speech) => string;

export const aidSentences: Readonly<Record<string, Sentence>> = {
  "clock.started": ({ body }, speech) =>
    speech.say("entry.clock.started", {
      rule: ruleText(body.rule, speech),
      time: time(body.awareAt, speech),
    }),
  "clock.exercise-started": ({ body }, speech) =>
    speech.say("entry.clock.exercise-started", {
      rule: ruleText(body.rule, speech),
      time: time(body.awareAt, speech),
    }),
  "clock.item-filled": ({ body }, speech) =>
    speech.say(body.new === null ? "entry.clock.item-emptied" : "entry.clock.item-filled", {
      item: ruleItem(body.item, speech),
      text: text(body.new),
    }),
  "clock.stage-sent": ({ body }, speech) =>
    speech.say("entry.clock.stage-sent", {
      stage: stageText(body.stage, speech),
      time: time(body.sentAt, speech),
      reference: text(body.reference) === "" ? "" : ` (${text(body.reference)})`,
    }),
  "clock.awareness-corrected": ({ body }, speech) =>
    speech.say("entry.clock.awareness-corrected", {
      old: time(body.old, speech),
      new: time(body.new, speech),
      reason: text(body.reason),
    }),
  "clock.stopped": ({ body }, speech) =>
    speech.say("entry.clock.stopped", {
      how: word("clock.stop", body.reason, speech),
      text: text(body.text),
    }),
  "clock.warned": ({ body }, speech) =>
    speech.say("entry.clock.warned", {
      threshold: word("clock.threshold", body.threshold, speech),
      stage: stageText(body.stage, speech),
      time: time(body.dueAt, speech),
    }),
  "playbook.started": ({ body }, speech) =>
    speech.say("entry.playbook.started", { name: nameOf(body.name, speech) }),
  "playbook.step-done": ({ body }, speech) =>
    speech.say("entry.playbook.step-done", {
      name: text(body.name),
      note: text(body.note) === "" ? "" : ` (${text(body.note)})`,
    }),
  "playbook.step-skipped": ({ body }, speech) =>
    speech.say("entry.playbook.step-skipped", { name: text(body.name), reason: text(body.reason) }),
  "playbook.choice-made": ({ body }, speech) =>
    speech.say("entry.playbook.choice-made", {
      name: text(body.name),
      label: text(body.label),
      reason: text(body.reason),
    }),
  "playbook.step-reopened": ({ body }, speech) =>
    speech.say("entry.playbook.step-reopened", { name: text(body.name), reason: text(body.reason) }),
  "playbook.stopped": ({ body }, speech) =>
    speech.say("entry.playbook.stopped", { reason: text(body.reason) }),
  "exercise.started": ({ body }, speech) =>
    speech.say("entry.exercise.started", { scenario: text(body.scenario), speed: Number(body.speed) || 1 }),
  "exercise.injected": ({ body }, speech) =>
    speech.say("entry.exercise.injected", {
      kind: word("inject", body.kind, speech),
      from: text(body.from),
      text: text(body.text),
    }),
  "exercise.ended": ({ body }, speech) => word("entry.exercise.ended", body.how, speech),
  "exercise.debriefed": ({ body }, speech) =>
    speech.say("entry.exercise.debriefed", { met: Number(body.met) || 0, missed: Number(body.missed) || 0 }),

  "notice.queued": ({ body }, speech) =>
    speech.say("entry.notice.queued", {
      subject: text(body.subject) || text(body.text).slice(0, 80),
      count: Number(body.recipients) || 0,
    }),
  "notice.addressed": ({ body }, speech) =>
    speech.say("entry.notice.addressed", {
      count: Array.isArray(body.recipients) ? body.recipients.length : 0,
    }),
  "notice.attempted": ({ body }, speech) =>
    speech.say("entry.notice.attempted", { channel: text(body.channel) }),
  "notice.delivered": ({ body }, speech) => inDeliveryWords("entry.notice.delivered", body, speech),
  "notice.failed": ({ body }, speech) => inDeliveryWords("entry.notice.failed", body, speech),
  "notice.uncertain": ({ body }, speech) =>
    inDeliveryWords(
      body.again === true ? "entry.notice.uncertain.again" : "entry.notice.uncertain",
      body,
      speech,
    ),
  "notice.rehearsed": ({ body }, speech) =>
    speech.say("entry.notice.rehearsed", { count: Number(body.deliveries) || 0 }),
  "notice.stopped": ({ body }, speech) => speech.say("entry.notice.stopped", { reason: text(body.reason) }),
  "notice.told-by-hand": ({ body }, speech) =>
    speech.say("entry.notice.told-by-hand", {
      how: word("told", body.how, speech),
      note: text(body.note) === "" ? "" : ` (${text(body.note)})`,
    }),
  "notice.told-taken-back": ({ body }, speech) =>
    speech.say("entry.notice.told-taken-back", { reason: text(body.reason) }),
  "notice.group-changed": ({ body }, speech) => groupSentence(body.old, body.new, speech),
  "notice.checkpoint-mailed": ({ body }, speech) =>
    speech.say("entry.notice.checkpoint-mailed", {
      to: speech.list(Array.isArray(body.to) ? body.to.map(String) : []),
    }),
  "notice.checkpoint-mail-failed": ({ body }, speech) =>
    speech.say("entry.notice.checkpoint-mail-failed", {
      count: Number(body.failures) || 1,
      reason: text(body.reason),
    }),
};

function groupSentence(old: unknown, next: unknown, speech: Speech): string {
  const name = (value: unknown) =>
    typeof value === "object" && value !== null ? text((value as Record<string, unknown>).name) : "";
  const size = (value: unknown) => {
    const contacts =
      typeof value === "object" && value !== null ? (value as Record<string, unknown>).contacts : [];
    return Array.isArray(contacts) ? contacts.length : 0;
  };
  if (next === null) return speech.say("entry.notice.group-removed", { name: name(old) });
  return speech.say(old === null ? "entry.notice.group-made" : "entry.notice.group-changed", {
    name: name(next),
    count: size(next),
  });
}

/** Our word for a word of ours; what this page does not know is shown as it came. */
function word(group: string, value: unknown, speech: Speech): string {
  return speech.sayIfKnown(`${group}.${value}`) ?? text(value);
}

function time(value: unknown, speech: Speech): string {
  const ms = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? text(value) : speech.full(ms, ms);
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
