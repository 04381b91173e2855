import type { JournalLine } from "../live-messages.ts";
import type { Speech } from "./speech.ts";

/** Sentences about what the register read, judged, corrected and published. */

type Sentence = (line: JournalLine, speech: Speech) => string;

export const claimsSentences: Readonly<Record<string, Sentence>> = {
  "claims.document-read": ({ body }, { say }) =>
    say("entry.claims.document-read", {
      title: text(body.title),
      attacks: number(body.attacks),
      statements: number(body.statements),
    }),
  "claims.attacks-read": ({ body }, speech) => {
    const names = items(body.attacks).map((attack) => nameOf(attack.body));
    return speech.say("entry.claims.attacks-read", { count: names.length, names: short(names, speech) });
  },
  "claims.statements-read": ({ body }, { say }) =>
    say("entry.claims.statements-read", { count: items(body.statements).length }),
  "claims.names-unresolved": ({ body }, speech) => {
    const names = items(body.names).map(({ name }) => text(name));
    return speech.say("entry.claims.names-unresolved", { count: names.length, names: short(names, speech) });
  },
  "claims.targets-listed": ({ body }, { say }) =>
    say("entry.claims.targets-listed", { count: items(body.targets).length }),
  "claims.document-reread": ({ body }, { say }) => {
    const withdrawn = record(body.withdrawn);
    const counts = [withdrawn.attacks, withdrawn.statements, withdrawn.names].map(
      (some) => list(some).length,
    );
    return say("entry.claims.document-reread", {
      extractor: text(body.extractor),
      before: text(body.before),
      withdrawn: counts.reduce((sum, count) => sum + count, 0),
    });
  },
  "claims.readings-kept": ({ body }, { say }) =>
    say("entry.claims.readings-kept", {
      count: list(body.documents).length,
      extractor: text(body.extractor),
    }),
  "claims.attack-reviewed": ({ body }, speech) => {
    const [old, now] = [record(body.old), record(body.new)];
    return speech.say(`entry.claims.attack-reviewed.${decisionOf(body.decision)}`, {
      name: nameOf(old.body),
      type: word("type", old.type, speech),
      newName: nameOf(now.body),
      newType: word("type", now.type, speech),
      reason: text(body.reason),
    });
  },
  "claims.attack-added": ({ body }, { say }) =>
    say("entry.claims.attack-added", { name: nameOf(record(body.attack).body), reason: text(body.reason) }),
  "claims.name-dismissed": ({ body }, { say }) =>
    say("entry.claims.name-dismissed", { name: text(body.name), reason: text(body.reason) }),
  "claims.statement-reviewed": ({ body }, speech) => {
    const [old, now] = [record(body.old), record(body.new)];
    return speech.say(`entry.claims.statement-reviewed.${decisionOf(body.decision)}`, {
      speaker: word("speaker", old.speaker, speech),
      stance: word("stance", old.stance, speech),
      newSpeaker: word("speaker", now.speaker, speech),
      newStance: word("stance", now.stance, speech),
      reason: text(body.reason),
    });
  },
  "claims.statement-added": ({ body }, speech) => {
    const said = record(body.statement);
    return speech.say("entry.claims.statement-added", {
      speaker: word("speaker", said.speaker, speech),
      stance: word("stance", said.stance, speech),
      reason: text(body.reason),
    });
  },
  "claims.documents-moved": ({ body }, { say }) =>
    say("entry.claims.documents-moved", { count: list(body.documents).length, reason: text(body.reason) }),
  "claims.events-parted": ({ body }, { say }) =>
    say("entry.claims.events-parted", { reason: text(body.reason) }),
  "claims.event-named": ({ body }, { say }) => say("entry.claims.event-named", { new: text(body.new) }),
  "claims.verdict-given": ({ body }, speech) => {
    const [site] = items(body.sites);
    const values = {
      name: nameOf(body.body),
      verdict: verdictWord(body.verdict, body.confirmed, speech),
      rule: text(body.rule),
    };
    if (site === undefined || number(site.n) === 0)
      return speech.say("entry.claims.verdict-given.unmeasured", values);
    return speech.say("entry.claims.verdict-given", { ...values, n: number(site.n), d: number(site.d) });
  },
  "claims.acted": ({ body }, speech) => {
    const sites = short(list(body.sites).map(text), speech);
    if (body.what === "rate-raised") {
      return speech.say("entry.claims.acted.rate-raised", { count: list(body.bodies).length });
    }
    if (body.what === "gateway-alerted") return speech.say("entry.claims.acted.gateway-alerted", { sites });
    if (body.what === "room-told") return speech.say("entry.claims.acted.room-told", { sites });
    return speech.say("entry.claims.acted");
  },
  "claims.gateway-released": ({ body }, speech) =>
    speech.say("entry.claims.gateway-released", {
      sites: short(list(body.sites).map(text), speech),
      reason: text(body.reason),
    }),
  "claims.published": ({ body }, { say }) => {
    const publication = record(body.publication);
    return say("entry.claims.published", {
      title: text(record(publication.title).fr),
      count: items(publication.bodies).length,
    });
  },
  "claims.withdrawn": ({ body }, { say }) => say("entry.claims.withdrawn", { reason: text(body.reason) }),
};

/** Names that one sentence carries; the register has all of them. */
const NAMES_MAX = 6;

function short(names: readonly string[], speech: Speech): string {
  const shown = names.slice(0, NAMES_MAX);
  const more = names.length - shown.length;
  return speech.list(more === 0 ? shown : [...shown, speech.say("claims.others", { count: more })]);
}

function decisionOf(decision: unknown): "confirmed" | "corrected" | "rejected" {
  return decision === "corrected" || decision === "rejected" ? decision : "confirmed";
}

function word(family: "type" | "speaker" | "stance", code: unknown, { sayIfKnown }: Speech): string {
  return sayIfKnown(`claims.${family}.${text(code)}`) ?? text(code);
}

function verdictWord(verdict: unknown, confirmed: unknown, { sayIfKnown }: Speech): string {
  const key = `claims.verdict.${text(verdict)}`;
  return (confirmed === true ? undefined : sayIfKnown(`${key}.one`)) ?? sayIfKnown(key) ?? text(verdict);
}

const nameOf = (body: unknown): string => text(record(body).name);

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const items = (value: unknown): readonly Record<string, unknown>[] => list(value).map(record);

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function number(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}
