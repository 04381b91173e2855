import type { ContactFields } from "../../people/events.ts";
import type { JournalLine } from "../live-messages.ts";
import { fingerprint } from "./people/fingerprint.ts";
import { nameOf } from "./people/names.ts";
import type { Speech, Values } from "./speech.ts";

/** Sentences about people, about the journal itself, and about what the public is told. */

type Sentence = (line: JournalLine, speech: Speech) => string;

export const peopleSentences: Readonly<Record<string, Sentence>> = {
  "people.setup-link-made": plain("entry.people.setup-link-made"),
  "people.invited": ({ body }, speech) =>
    speech.say("entry.people.invited", { name: text(body.name), role: roleText(body.role, speech) }),
  "people.invitation-withdrawn": plain("entry.people.invitation-withdrawn"),
  "people.joined": ({ body }, speech) =>
    speech.say("entry.people.joined", { name: text(body.name), role: roleText(body.role, speech) }),
  "people.role-changed": (line, speech) =>
    speech.say("entry.people.role-changed", {
      person: personText(line, speech),
      old: roleText(line.body.old, speech),
      new: roleText(line.body.new, speech),
    }),
  "people.renamed": ({ body }, speech) =>
    speech.say("entry.people.renamed", { old: text(body.old), new: text(body.new) }),
  "people.disabled": (line, speech) =>
    speech.say("entry.people.disabled", {
      person: personText(line, speech),
      reason: text(line.body.reason),
    }),
  "people.enabled": plain("entry.people.enabled"),
  "people.signed-in": (line, speech) =>
    speech.say("entry.people.signed-in", {
      person: personText(line, speech),
      method: speech.sayIfKnown(`method.${line.body.method}`) ?? text(line.body.method),
      address: text(line.body.address),
    }),
  "people.signed-out": plain("entry.people.signed-out"),
  "people.sessions-ended": (line, speech) =>
    speech.say("entry.people.sessions-ended", {
      person: personText(line, speech),
      count: count(line.body.count),
    }),
  "people.credential-changed": (line, speech) =>
    speech.say("entry.people.credential-changed", {
      person: personText(line, speech),
      credential: speech.sayIfKnown(`credential.${line.body.credential}`) ?? text(line.body.credential),
      change: speech.sayIfKnown(`change.${line.body.change}`) ?? text(line.body.change),
    }),
  "people.refused": ({ body }, speech) => {
    const values: Values = {
      count: count(body.count),
      address: text(body.address),
      target: text(body.target),
      why: speech.sayIfKnown(`why.${body.code}`) ?? speech.say("why.other", { code: text(body.code) }),
    };
    return speech.say(
      body.what === "act" ? "entry.people.refused.act" : "entry.people.refused.sign-in",
      values,
    );
  },
  "people.contact-changed": ({ body }, speech) => contactText(body.old, body.new, speech),

  "journal.lane-admitted": ({ body }, speech) =>
    speech.say("entry.journal.lane-admitted", {
      lane: text(body.lane),
      key: fingerprint(text(body.publicKey)),
    }),
  "journal.lane-forked": ({ body }, speech) =>
    speech.say("entry.journal.lane-forked", { lane: text(body.lane), n: text(body.n) }),
  "journal.lane-opened": ({ body }, speech) =>
    speech.say(
      body.reason === "forked" ? "entry.journal.lane-opened.forked" : "entry.journal.lane-opened.behind",
      { lane: text(body.lane), after: text(body.after) },
    ),
  "journal.checkpoint-key": ({ body }, speech) =>
    speech.say("entry.journal.checkpoint-key", { name: text(body.name) }),

  "status.published": ({ body }, speech) => {
    const statement = (body.statement ?? {}) as { level?: unknown; fr?: { title?: unknown } };
    return speech.say("entry.status.published", {
      level: speech.sayIfKnown(`status.level.${statement.level}`) ?? text(statement.level),
      title: text(statement.fr?.title),
    });
  },
  "status.withdrawn": ({ body }, speech) =>
    speech.say("entry.status.withdrawn", { reason: text(body.reason) }),
};

type Plain =
  | "entry.people.setup-link-made"
  | "entry.people.invitation-withdrawn"
  | "entry.people.enabled"
  | "entry.people.signed-out";

function plain(key: Plain): Sentence {
  return (line, speech) => speech.say(key, { person: personText(line, speech) });
}

/** The one whom the entry is about: an entry names people by an id that stays. */
function personText({ subject, actor }: JournalLine, speech: Speech): string {
  if (actor.type === "person" && actor.id === subject) return actor.name;
  return nameOf(subject) ?? speech.say("entry.people.someone");
}

function roleText(role: unknown, speech: Speech): string {
  return speech.sayIfKnown(`role.${role}`) ?? text(role);
}

const CONTACT_FIELDS = ["name", "function", "organisation", "phones", "mail", "note"] as const;

function contactText(before: unknown, after: unknown, speech: Speech): string {
  const [old, next] = [before, after] as (ContactFields | null | undefined)[];
  const name = text((next ?? old)?.name);
  if (next == null) return speech.say("entry.people.contact-removed", { name });
  if (old == null) return speech.say("entry.people.contact-added", { name });
  const changed = CONTACT_FIELDS.filter(
    (field) => JSON.stringify(old[field]) !== JSON.stringify(next[field]),
  );
  const fields = speech.list(changed.map((field) => speech.say(`field.${field}`).toLowerCase()));
  return speech.say("entry.people.contact-changed", { name, fields });
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
