import type { JournalLine } from "../live-messages.ts";
import { certaintyText, listOf, taskChange, whoOf } from "./room/shown-entry.ts";
import { dutyText, whoText } from "./room/words.ts";
import type { Speech } from "./speech.ts";

/** Sentences about incidents, for the journal, the overview and exports. */

type Sentence = (line: JournalLine, speech: Speech) => string;

export const incidentSentences: Readonly<Record<string, Sentence>> = {
  "incident.opened": ({ body }, speech) =>
    speech.say("entry.incident.opened", { title: text(body.title), kind: word("kind", body.kind, speech) }),
  "incident.changed": ({ body }, speech) =>
    speech.say("entry.incident.changed", {
      field: word("field", body.field, speech),
      old: body.field === "kind" ? word("kind", body.old, speech) : text(body.old),
      new: body.field === "kind" ? word("kind", body.new, speech) : text(body.new),
    }),
  "incident.closed": ({ body }, speech) => speech.say("entry.incident.closed", { reason: text(body.reason) }),
  "incident.reopened": ({ body }, speech) =>
    speech.say("entry.incident.reopened", { reason: text(body.reason) }),
  "incident.merged": ({ body }, speech) =>
    speech.say("entry.incident.merged", { into: text(body.into), reason: text(body.reason) }),
  "incident.split": ({ body }, speech) =>
    speech.say("entry.incident.split", { into: text(body.into), reason: text(body.reason) }),
  "incident.noted": ({ body }, speech) =>
    speech.say("entry.incident.noted", {
      certainty: certaintyText(body.certainty, speech),
      text: text(body.text),
    }),
  "incident.note-weighed": ({ body }, speech) =>
    speech.say("entry.incident.note-weighed", {
      old: certaintyText(body.old, speech),
      new: certaintyText(body.new, speech),
    }),
  "incident.decided": ({ body }, speech) =>
    speech.say("entry.incident.decided", { who: who(body.decider, speech), text: text(body.text) }),
  "incident.decision-revoked": ({ body }, speech) =>
    speech.say("entry.incident.decision-revoked", {
      who: who(body.decider, speech),
      reason: text(body.reason),
    }),
  "incident.task-added": ({ body }, speech) =>
    speech.say("entry.incident.task-added", { text: text(body.text), who: who(body.owner, speech) }),
  "incident.task-changed": ({ at, body }, speech) =>
    speech.say("entry.incident.task-changed", {
      changes: speech.list(
        listOf(body.changes).map((one) =>
          speech.say("entry.change", taskChange(one, Date.parse(at), speech)),
        ),
      ),
    }),
  "incident.duty-taken": ({ body }, speech) =>
    speech.say("entry.incident.duty-taken", {
      duty: dutyText({ duty: text(body.duty), label: text(body.label) }, speech),
      who: who(body.who, speech),
    }),
  "incident.duty-ended": (_, speech) => speech.say("entry.incident.duty-ended"),
  "incident.duty-handed-over": ({ body }, speech) =>
    speech.say("entry.incident.duty-handed-over", { who: who(body.to, speech) }),
  "incident.evidence-added": ({ body }, speech) =>
    speech.say("entry.incident.evidence-added", {
      name: text(body.name),
      bytes: speech.bytes(Number(body.bytes) || 0),
    }),
  "incident.corrected": ({ body }, speech) =>
    speech.say("entry.incident.corrected", {
      field: word("field", body.field, speech),
      old: text(body.old),
      new: text(body.new),
      reason: text(body.reason),
    }),
  "incident.report-made": ({ body }, speech) =>
    speech.say("entry.incident.report-made", { number: text(body.number) }),
  "incident.observed": ({ body }, speech) =>
    speech.say("entry.incident.observed", {
      site: text(body.site),
      from: word("posture", body.from, speech),
      to: word("posture", body.to, speech),
    }),
};

function who(value: unknown, speech: Speech): string {
  return whoText(whoOf(value), speech);
}

/** Our word for a word of ours; what this page does not know is shown as it came. */
function word(group: string, value: unknown, speech: Speech): string {
  return speech.sayIfKnown(`${group}.${value}`) ?? text(value);
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
