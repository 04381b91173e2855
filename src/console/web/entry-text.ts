import type { JournalLine } from "../live-messages.ts";
import { aidSentences } from "./entry-text-aids.ts";
import { claimsSentences } from "./entry-text-claims.ts";
import { incidentSentences } from "./entry-text-incident.ts";
import { peopleSentences } from "./entry-text-people.ts";
import { watchSentences } from "./entry-text-watch.ts";
import type { Speech, Values } from "./speech.ts";

/**
 * Says a journal entry as a sentence. Bodies come from whoever wrote them, perhaps another version: a missing or odd
 * field makes the sentence poorer, never the page empty.
 */
export function entryText(line: JournalLine, speech: Speech): string {
  const sentence = Object.hasOwn(sentences, line.kind) ? sentences[line.kind] : undefined;
  return sentence?.(line, speech) ?? speech.say("entry.other", { kind: line.kind, subject: line.subject });
}

/** Who wrote the entry. */
export function actorText({ actor }: Pick<JournalLine, "actor">, speech: Speech): string {
  return actorName(actor, speech);
}

/** Programs that have a name of ours: "actor.NAME" in both locales. */
const PROGRAMS = ["keeper", "watch", "claims"] as const;

/** Programs have names for machines ("gateway-0-f3a9"); a person reads what they are. */
export function actorName(actor: JournalLine["actor"], speech: Speech): string {
  if (actor.type === "operator" && actor.name === "token") return speech.say("actor.token");
  if (actor.type !== "program") return actor.name;
  const worker = /^gateway-(\d+)/.exec(actor.name)?.[1];
  if (worker !== undefined) return speech.say("actor.gateway", { worker });
  const known = PROGRAMS.find((name) => name === actor.name);
  return known === undefined
    ? speech.say("actor.program", { name: actor.name })
    : speech.say(`actor.${known}`);
}

type Sentence = (line: JournalLine, speech: Speech) => string;

/** To say a new kind: one line here, its texts in both locales. */
const sentences: Readonly<Record<string, Sentence>> = {
  ...incidentSentences,
  ...peopleSentences,
  ...aidSentences,
  ...watchSentences,
  ...claimsSentences,
  "keeper.started": plain("entry.keeper.started"),
  "keeper.stopped": plain("entry.keeper.stopped"),
  "gateway.started": ({ body }, speech) =>
    speech.say("entry.gateway.started", { ...textsOf(body), sites: speech.list(namesIn(body.sites)) }),
  "gateway.stopped": plain("entry.gateway.stopped"),
  "gateway.configuration-changed": ({ body }, speech) =>
    speech.say("entry.gateway.configuration-changed", { changed: speech.list(namesIn(body.changed)) }),
  "gateway.certificate-replaced": ({ body }, speech) =>
    speech.say("entry.gateway.certificate-replaced", {
      names: speech.list(namesIn(body.names)),
      notAfter: dayIn(body.notAfter, speech),
    }),
  "gateway.posture-changed": ({ subject, body }, speech) => {
    const { from, to, cause } = textsOf(body);
    const because = speech.sayIfKnown(`cause.${cause}`) ?? speech.say("cause.other", { cause: cause ?? "" });
    return speech.say("entry.gateway.posture-changed", {
      site: subject,
      from: speech.sayIfKnown(`posture.${from}`) ?? String(from),
      to: speech.sayIfKnown(`posture.${to}`) ?? String(to),
      cause: because,
    });
  },
  "gateway.snapshot-completed": ({ subject, body }, speech) => {
    const values: Values = {
      site: subject,
      kept: numberIn(body.pagesKept),
      pages: numberIn(body.pages),
      bytes: speech.bytes(numberIn(body.bytes)),
      duration: speech.duration(numberIn(body.durationMs)),
    };
    if (body.stoppedBy === "done") return speech.say("entry.gateway.snapshot-completed", values);
    const stopped = speech.sayIfKnown(`stopped.${body.stoppedBy}`) ?? String(body.stoppedBy);
    return speech.say("entry.gateway.snapshot-stopped", { ...values, stopped });
  },
  "gateway.purged": ({ subject, body }, speech) => {
    const key = body.by === "prefix" ? "entry.gateway.purged.prefix" : "entry.gateway.purged.url";
    return speech.say(key, { site: subject, target: String(body.target), count: numberIn(body.removed) });
  },
};

function plain(key: "entry.keeper.started" | "entry.keeper.stopped" | "entry.gateway.stopped"): Sentence {
  return ({ body }, speech) => speech.say(key, textsOf(body));
}

function textsOf(body: Record<string, unknown>): Values {
  const known = Object.entries(body).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  return Object.fromEntries(known) as Values;
}

function namesIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function numberIn(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

function dayIn(value: unknown, speech: Speech): string {
  const ms = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? String(value) : speech.day(ms);
}
