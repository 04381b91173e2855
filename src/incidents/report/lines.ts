import { readIncidentEntry } from "../entry.ts";
import type { IncidentBody, IncidentEventKind, Item } from "../events.ts";
import { postureWord } from "../siege-texts.ts";
import type { StoredEntry } from "../../journal/index.ts";
import { CERTAINTY_WORDS, dutyWord, KIND_WORDS, TASK_WORDS, whoWords } from "./words.ts";
import { AID_SENTENCES } from "./aid-lines.ts";
import { moment, typeset } from "./paper.ts";

/** Entries of an incident as lines of a chronology, in French. */

/** `label` is our word for what was done, `text` what was said, both plain text. */
export type Line = { label: string; text: string };

type Place = { find: (id: string) => Item | undefined };
type Sentence<K extends IncidentEventKind> = (body: IncidentBody<K>, place: Place) => Line;

/** The entry as a line; one of a kind that has no sentence here shows the words that it holds. */
export function chronologyLine(stored: StoredEntry, find: Place["find"]): Line {
  const event = readIncidentEntry(stored)?.event;
  const sentence = event === undefined ? undefined : (SENTENCES[event.kind] ?? AID_SENTENCES[event.kind]);
  if (event === undefined || sentence === undefined) {
    return { label: stored.entry.kind, text: wordsIn(stored.entry.body).join(" — ") };
  }
  return (sentence as Sentence<IncidentEventKind>)(event.body, { find });
}

export type Sentences = { readonly [K in IncidentEventKind]?: Sentence<K> };

/** To say a new kind: one line here. */
const SENTENCES: Sentences = {
  "incident.opened": ({ title, kind, from }) => ({
    label: "Ouverture",
    text: typeset`${title} (${KIND_WORDS[kind]})${from === undefined ? "" : typeset`, détaché de ${from}`}`,
  }),
  "incident.changed": (body) => ({
    label: "Modification",
    text:
      body.field === "kind"
        ? typeset`nature : ${KIND_WORDS[body.old]} → ${KIND_WORDS[body.new]}${because(body.reason)}`
        : typeset`${body.field === "title" ? "titre" : "résumé"} : « ${body.old} » → « ${body.new} »${because(body.reason)}`,
  }),
  "incident.closed": ({ reason }) => ({ label: "Clôture", text: reason }),
  "incident.reopened": ({ reason }) => ({ label: "Réouverture", text: reason }),
  "incident.merged": ({ into, reason }) => ({
    label: "Fusion",
    text: typeset`dans ${into}${because(reason)}`,
  }),
  "incident.split": ({ into, items, reason }) => ({
    label: "Détachement",
    text: typeset`${String(items.length)} élément(s) vers ${into}${because(reason)}`,
  }),
  "incident.noted": ({ text, certainty, source }) => ({
    label: firstUpper(CERTAINTY_WORDS[certainty]),
    text: source === undefined ? text : typeset`${text} (source : ${source})`,
  }),
  "incident.note-weighed": ({ id, old, new: now, reason }, { find }) => ({
    label: "Appréciation",
    text: typeset`${CERTAINTY_WORDS[old]} → ${CERTAINTY_WORDS[now]} : ${textOf(find(id))}${because(reason)}`,
  }),
  "incident.decided": ({ text, reason, decider }) => ({
    label: "Décision",
    text: typeset`${text} — ${whoWords(decider)}${because(reason)}`,
  }),
  "incident.decision-revoked": ({ id, reason, decider }, { find }) => ({
    label: "Décision annulée",
    text: typeset`${textOf(find(id))} — ${whoWords(decider)}${because(reason)}`,
  }),
  "incident.task-added": ({ text, owner, dueAt }) => ({
    label: "Action",
    text: typeset`${text} — ${whoWords(owner)}${dueAt === null ? "" : typeset`, pour le ${moment(dueAt)}`}`,
  }),
  "incident.task-changed": ({ id, changes, reason }, { find }) => ({
    label: "Action modifiée",
    text: typeset`${textOf(find(id))} : ${changes.map(changeWords).join(" ; ")}${because(reason)}`,
  }),
  "incident.duty-taken": ({ duty, label, who }) => ({
    label: "Fonction prise",
    text: typeset`${dutyWord(duty, label ?? null)} : ${whoWords(who)}`,
  }),
  "incident.duty-ended": ({ id, reason }, { find }) => ({
    label: "Fonction quittée",
    text: typeset`${textOf(find(id))}${because(reason)}`,
  }),
  "incident.duty-handed-over": ({ id, to, brief }, { find }) => ({
    label: "Relève",
    text: typeset`${textOf(find(id))} → ${whoWords(to)}. Consigne : ${brief}`,
  }),
  "incident.evidence-added": ({ name, bytes, sha256 }) => ({
    label: "Pièce",
    text: typeset`${name} (${String(bytes)} octets, SHA-256 ${sha256})`,
  }),
  "incident.corrected": ({ field, old, new: now, reason }) => ({
    label: "Rectification",
    text: typeset`${FIELDS[field]} : « ${shown(field, old)} » → « ${shown(field, now)} »${because(reason)}`,
  }),
  "incident.report-made": ({ number, sha256 }) => ({
    label: "Point de situation",
    text: typeset`n° ${String(number)} (SHA-256 ${sha256})`,
  }),
  "incident.observed": ({ site, from, to, changes }) => ({
    label: "Constat",
    text: typeset`site ${site} : ${postureWord(from)} → ${postureWord(to)}${changes === 1 ? "" : typeset` (${String(changes)} changements)`}`,
  }),
};

const FIELDS: Readonly<Record<IncidentBody<"incident.corrected">["field"], string>> = {
  text: "texte",
  reason: "motif",
  source: "source",
  description: "description",
  occurredAt: "moment des faits",
};

function changeWords(change: IncidentBody<"incident.task-changed">["changes"][number]): string {
  switch (change.field) {
    case "text":
      return typeset`texte « ${change.old} » → « ${change.new} »`;
    case "owner":
      return typeset`responsable ${whoWords(change.old)} → ${whoWords(change.new)}`;
    case "dueAt":
      return typeset`échéance ${whenWords(change.old)} → ${whenWords(change.new)}`;
    case "state":
      return typeset`${TASK_WORDS[change.old]} → ${TASK_WORDS[change.new]}`;
  }
}

/** What an item is, in a few words. */
function textOf(item: Item | undefined): string {
  if (item === undefined) return "?";
  if (item.type === "duty") return typeset`${dutyWord(item.duty, item.label)} (${item.who.name})`;
  return "text" in item ? item.text : item.type;
}

function shown(field: string, text: string): string {
  return field === "occurredAt" && text !== "" && !Number.isNaN(Date.parse(text)) ? moment(text) : text;
}

const whenWords = (at: string | null): string => (at === null ? "aucune" : moment(at));
export const because = (reason: string | undefined): string =>
  reason === undefined || reason === "" ? "" : typeset` — motif : ${reason}`;
const firstUpper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Texts that a body holds where a person reads them, of a kind that this program's paper does not know. */
function wordsIn(body: Record<string, unknown>): string[] {
  const names = ["name", "text", "label", "reason", "note", "from"];
  return names.flatMap((name) => {
    const value = body[name];
    if (typeof value === "string" && value !== "") return [value];
    const inFrench = (value as { fr?: unknown } | undefined)?.fr;
    return typeof inFrench === "string" ? [inFrench] : [];
  });
}
