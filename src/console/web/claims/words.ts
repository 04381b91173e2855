import type {
  AttackType,
  ClaimVerdict,
  DocumentRow,
  EventRow,
  NamedBody,
  SaidTime,
  Stance,
  Statement,
  VerdictRecord,
} from "../../../claims/events.ts";
import type { Level } from "../answer.ts";
import type { Speech } from "../speech.ts";
import { spanText as measuredSpan } from "../watch/words.ts";
import { DEPARTEMENTS } from "./departements.ts";

/** What the register holds, in sentences. Colours are for what was measured; what was only said stands in ink. */

/** The gravest first, as counts and pages show them. */
export const VERDICTS_SHOWN = [
  "confirmed_inaccessible",
  "inaccessible_own_protection",
  "confirmed_intermittent",
  "claimed_but_accessible",
  "inconclusive",
  "not_verifiable",
  "not_observed",
] as const satisfies readonly ClaimVerdict[];

export const LEVEL_OF: Readonly<Record<ClaimVerdict, Level>> = {
  claimed_but_accessible: "ok",
  confirmed_inaccessible: "down",
  confirmed_intermittent: "strained",
  inaccessible_own_protection: "down",
  inconclusive: "unknown",
  not_observed: "unknown",
  not_verifiable: "unknown",
};

/** What a statement is: a claim, a word of trouble, or a word that all is well. Each has its shape. */
export type StanceShape = "claim" | "trouble" | "calm";
export const SHAPE_OF: Readonly<Record<Stance, StanceShape>> = {
  claims: "claim",
  "data-stolen": "claim",
  confirms: "trouble",
  inaccessible: "trouble",
  intermittent: "trouble",
  "own-protection": "trouble",
  "services-down": "trouble",
  denies: "calm",
  "no-incident": "calm",
  accessible: "calm",
  restored: "calm",
  "data-safe": "calm",
};

/** "Inaccessible selon un seul point de mesure": no word says "confirmed" where one point measured. */
export function verdictText(verdict: ClaimVerdict, confirmed: boolean, { say }: Speech): string {
  if (verdict === "confirmed_inaccessible" || verdict === "confirmed_intermittent") {
    return say(confirmed ? `claims.verdict.${verdict}` : `claims.verdict.${verdict}.one`);
  }
  return say(`claims.verdict.${verdict}`);
}

/** "3 accessibles, 1 inaccessible" */
export function countsText(verdicts: EventRow["verdicts"], speech: Speech): string {
  return speech.list(
    VERDICTS_SHOWN.flatMap((verdict) => {
      const count = verdicts[verdict] ?? 0;
      // A number stands on the line of what it counts.
      return count === 0 ? [] : [speech.say(`claims.counted.${verdict}`, { count }).replace(" ", "\u00a0")];
    }),
  );
}

/** "NoName057(16) revendique une attaque par déni de service contre 6 organismes." */
export function claimSentence(row: EventRow, claimed: boolean, speech: Speech): string {
  const { say, list } = speech;
  const values = { what: say(`claims.a.${row.type}`), count: row.bodies };
  if (row.actors.length === 0) return say("claims.event.told", values);
  const who = list(row.actors);
  return say(claimed ? "claims.event.claimed" : "claims.event.named", { ...values, who });
}

/** "Mesuré : 4 accessibles et 1 inaccessible." */
export function measuredSentence({ verdicts }: EventRow, speech: Speech): string {
  const isSilent = VERDICTS_SHOWN.every(
    (verdict) => verdict === "not_observed" || verdict === "not_verifiable" || !verdicts[verdict],
  );
  if (isSilent) return speech.say("claims.event.unmeasured", { what: countsText(verdicts, speech) });
  return speech.say("claims.event.measured", { what: countsText(verdicts, speech) });
}

/** What the event is called, in the reader's language. */
export const titleText = (
  { title, titleEn }: Pick<EventRow, "title" | "titleEn">,
  { language }: Speech,
): string => (language === "en" ? titleEn : title);

/** The type as it stands in the middle of a line. */
export function typeText(type: AttackType, { say }: Speech): string {
  return say(`claims.type.${type}`);
}

/** What is hit: texts are read into French words, whatever their language; what this page does not know is shown as it came. */
export function servicesText(services: readonly string[], { sayIfKnown, list }: Speech): string {
  return list(services.map((service) => sayIfKnown(`claims.service.${service}`) ?? service));
}

/** "Commune, Tarn": what tells one body from another of its name. */
export function bodyAbout({ kind, departement, code }: NamedBody, { sayIfKnown }: Speech): string {
  const word = sayIfKnown(`watch.kind.${kind}`) ?? kind;
  // A département's own name stands beside it already.
  const where = kind === "departement" ? code : departement && (DEPARTEMENTS[departement] ?? departement);
  return [word, where].filter(Boolean).join(", ");
}

const parisMinute = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Paris",
  hour: "2-digit",
  minute: "2-digit",
});
const HALF_A_DAY_MS = 43_200_000;

/** An instant of the register. Midnight in Paris stands for a day whose hour nobody said. */
export function momentText(at: string, nowMs: number, speech: Speech): string {
  const ms = Date.parse(at);
  return isDayOnly(at) ? speech.day(ms + HALF_A_DAY_MS) : speech.full(ms, nowMs);
}

/** Midnight in Paris stands for a day whose hour nobody said. */
export const isDayOnly = (at: string): boolean => isMidnight(Date.parse(at));

const isMidnight = (ms: number): boolean => parisMinute.format(ms) === "00:00";

/** A window: whole days as days, anything else to the minute. */
export function windowText(
  { from, to }: { from: string; to: string },
  nowMs: number,
  speech: Speech,
): string {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  if (isMidnight(first) && (isMidnight(last) || isMidnight(last + 1))) return spanText({ from, to }, speech);
  return measuredSpan(first, last, nowMs, speech);
}

/** A time as it was said, no more exact than it was said. */
export function saidTimeText({ from, to, precision }: SaidTime, nowMs: number, speech: Speech): string {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  if (precision === "minute") return speech.full(first, nowMs);
  if (precision === "hour") return speech.say("claims.time.about", { time: speech.full(first, nowMs) });
  if (precision === "day") return speech.day(first + HALF_A_DAY_MS);
  return spanText({ from, to: new Date(last).toISOString() }, speech);
}

/** "5 janvier 2026" or "du 5 janvier 2026 au 6 janvier 2026" */
export function spanText({ from, to }: { from: string; to: string }, speech: Speech): string {
  const [first, last] = [
    speech.day(Date.parse(from)),
    speech.day(Math.max(Date.parse(from), Date.parse(to) - 1)),
  ];
  return first === last ? first : speech.say("claims.time.span", { from: first, to: last });
}

/** "2 relevés sans réponse sur 48, 2 points de mesure" of the site that decided. */
export function countedText({ sites }: Pick<VerdictRecord, "sites">, speech: Speech): string {
  const [site] = sites;
  if (site === undefined || site.n === 0) return speech.say("claims.counted.none");
  const { n, d, vantages } = site;
  return [
    speech.say("claims.counted.rounds", { count: d, n }),
    speech.say("claims.counted.vantages", { count: vantages }),
  ].join(", ");
}

/** One line of what is said: versions of one dispatch that say the same are one. */
export type SaidLine = { said: Statement; others: Statement[] };

/** Statements of a body, oldest first, with what versions of one dispatch repeat put together. */
export function saidLines(
  statements: readonly Statement[],
  documents: ReadonlyMap<string, DocumentRow>,
): SaidLine[] {
  const lines = new Map<string, SaidLine>();
  for (const said of statements) {
    if (said.review?.decision === "rejected") continue;
    const { document, speaker, stance, modality } = said;
    // Where the documents are not at hand, what is said on one day is one line.
    const dispatch = documents.get(document)?.dispatch ?? said.at.slice(0, 10);
    const key = [dispatch, speaker, stance, modality].join(" ");
    const line = lines.get(key);
    if (line === undefined) lines.set(key, { said, others: [] });
    else line.others.push(said);
  }
  return [...lines.values()];
}

/** The same speaker said that nothing happened, and later (or before) that something did. */
export type ChangeOfStory = { first: Statement; next: Statement };

const NOTHING: ReadonlySet<Stance> = new Set(["denies", "no-incident"]);
const SOMETHING: ReadonlySet<Stance> = new Set([
  "confirms",
  "inaccessible",
  "intermittent",
  "own-protection",
  "services-down",
  "data-stolen",
]);

/** Where one speaker contradicts themself about one body: the latest change of each. */
export function changesOfStory(statements: readonly Statement[]): ChangeOfStory[] {
  const last = new Map<string, Statement>();
  const found = new Map<string, ChangeOfStory>();
  const inTime = [...statements]
    .filter(({ review }) => review?.decision !== "rejected")
    .sort((a, b) => a.at.localeCompare(b.at));
  for (const said of inTime) {
    const { speaker, stance } = said;
    if (speaker === "journalist" || speaker === "attacker") continue;
    if (!NOTHING.has(stance) && !SOMETHING.has(stance)) continue;
    const before = last.get(speaker);
    if (before !== undefined && NOTHING.has(before.stance) !== NOTHING.has(stance)) {
      found.set(speaker, { first: before, next: said });
    }
    last.set(speaker, said);
  }
  return [...found.values()];
}

/** "2 sources, 3 documents": translations and reprints of one dispatch count once. */
export function sourcesText(dispatches: number, documents: number, { say }: Speech): string {
  const sources = say("claims.sources", { count: dispatches });
  return documents === dispatches ? sources : `${sources}, ${say("claims.documents", { count: documents })}`;
}
