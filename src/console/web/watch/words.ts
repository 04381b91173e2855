import type { Failure, SiteRow, Verdict, VerdictCounts, WindowVerdict } from "../../../watch/events.ts";
import type { Level } from "../answer.ts";
import { frenchTypography } from "../../locales/typography.ts";
import type { Speech } from "../speech.ts";

/** What the watch measured, in sentences. */

/** The sign and colour of a verdict: answered, strained, down, unknown. */
export const LEVEL_OF: Readonly<Record<Verdict, Level>> = {
  accessible: "ok",
  intermittent: "strained",
  inaccessible: "down",
  inconclusive: "unknown",
};

/** The gravest first, as lists and counts show them. */
export const VERDICTS_SHOWN = ["inaccessible", "intermittent", "accessible", "inconclusive"] as const;

/** "www.ville.fr/accueil" of "https://www.ville.fr/accueil/". */
export function hostOf(url: string): string {
  return url.replace(/^[a-z]+:\/*/i, "").replace(/\/$/, "");
}

/** What people call a site: its own name, its body's, or its address. */
export function siteName({ name, body, url }: Pick<SiteRow, "name" | "body" | "url">): string {
  return name || body?.name || hostOf(url);
}

/** "34 102 sites répondent, 12 ne répondent pas, 3 par intermittence, 40 sans verdict." */
export function countsSentence(counts: VerdictCounts, { say }: Speech): string {
  const { accessible, inaccessible, intermittent, inconclusive } = counts;
  const judged = accessible + inaccessible + intermittent;
  if (judged === 0) return say("watch.answer.unjudged", { count: inconclusive });
  const parts =
    accessible === judged
      ? [say("watch.answer.all", { count: accessible })]
      : [say("watch.answer.accessible", { count: accessible })];
  if (inaccessible > 0) parts.push(say("watch.answer.inaccessible", { count: inaccessible }));
  if (intermittent > 0) parts.push(say("watch.answer.intermittent", { count: intermittent }));
  if (inconclusive > 0) parts.push(say("watch.answer.inconclusive", { count: inconclusive }));
  return `${parts.join(", ")}.`;
}

/** Why a site fails, in words; what this page does not know is shown as it came. */
export function failureText(failure: Failure | string, speech: Speech): string {
  return speech.sayIfKnown(`watch.failure.${failure}`) ?? failure;
}

/** "Inaccessible depuis 16 h 02." */
export function rowSentence(row: SiteRow, nowMs: number, speech: Speech): string {
  const { say } = speech;
  if (row.lastAt === null) return say("watch.site.never");
  if (row.since === null || row.verdict === "inconclusive") return say(`watch.site.${row.verdict}`);
  return say(`watch.site.${row.verdict}.since`, { time: speech.since(Date.parse(row.since), nowMs) });
}

/** "11 mesures sur 12 sans réponse ; le plus souvent : connexion refusée. Confirmé par deux points de mesure." */
export function countedSentence(
  { n, d, cause, confirmed }: Pick<SiteRow, "n" | "d" | "cause" | "confirmed">,
  speech: Speech,
): string {
  const { say } = speech;
  if (n === 0) return say("watch.counted.none");
  const counted =
    d === 0 ? say("watch.counted.good", { count: n }) : say("watch.counted.bad", { count: d, n });
  const why = cause === "ok" ? "" : ` ${say("watch.counted.cause", { cause: failureText(cause, speech) })}`;
  return `${counted}${why} ${say(confirmed ? "watch.confirmed" : "watch.unconfirmed")}`;
}

/** "entre 76 % et 100 %": what the rounds of a window prove, at 95 %. */
export function rangeText(
  { n, low, high }: Pick<WindowVerdict, "n" | "low" | "high">,
  speech: Speech,
): string {
  if (n === 0) return speech.say("watch.range.none");
  return speech.say("watch.range", { low: speech.share(low), high: speech.share(high) });
}

/** "de 15 h 02 à 16 h 02" of today, "30 décembre 2025, de 15 h 02 à 16 h 02" of another day. */
export function spanText(fromMs: number, toMs: number, nowMs: number, speech: Speech): string {
  const { say, clock, day, full } = speech;
  if (day(fromMs) !== day(toMs)) {
    return say("watch.span.days", { from: full(fromMs, nowMs), to: full(toMs, nowMs) });
  }
  const times = { from: clock(fromMs), to: clock(toMs) };
  return day(fromMs) === day(nowMs)
    ? say("watch.span.today", times)
    : say("watch.span.day", { ...times, day: day(fromMs) });
}

/** What else came of a list: "2 déjà suivis, 1 refusé, 3 sans organisme". */
export function importRest(
  { known, refused, unmatched }: { known: number; refused: number; unmatched: number },
  { say }: Speech,
): string {
  return [
    say("watch.imports.known", { count: known }),
    say("watch.imports.refused", { count: refused }),
    say("watch.imports.unmatched", { count: unmatched }),
  ].join(", ");
}

/** "toutes les 30 s" */
export function everyText(everyMs: number, speech: Speech): string {
  return speech.say("watch.every", { span: speech.duration(everyMs) });
}

/** Words of ours inside what a point of measurement says of itself; the rest is shown as it came. */
export function whyText(why: string, { say, language }: Speech): string {
  if (why === "never heard") return say("watch.why.never");
  const named = why.replace(
    /(^|; )local: /g,
    (_, before: string) => `${before}${say("watch.vantage.local.named")}: `,
  );
  if (language === "en") return named;
  return frenchTypography(WHYS.reduce((text, [found, said]) => text.replace(found, said), named));
}

const WHYS: ReadonlyArray<readonly [RegExp, string]> = [
  [/(^|; )([^:;]{1,60}): /g, "$1$2 : "],
  [/; /g, " ; "],
  [/the clock is (\d+) s behind the keeper's/g, "l'horloge retarde de $1 s sur celle du gardien"],
  [/the clock is (\d+) s ahead of the keeper's/g, "l'horloge avance de $1 s sur celle du gardien"],
  [/its clock says (\S+)/g, "son horloge dit $1"],
  [/none of (\d+) well-known hosts answers/g, "aucun des $1 sites témoins ne répond"],
  [/only (\d+) of (\d+) well-known hosts answer/g, "seuls $1 des $2 sites témoins répondent"],
  [/none of (\d+) resolvers answers/g, "aucun des $1 serveurs de noms ne répond"],
  [/(\d+) of (\d+) resolvers answer\b/g, "$1 des $2 serveurs de noms répondent"],
  [/no point of measurement was heard/g, "aucun point de mesure n'a donné de nouvelles"],
  [/\bnever heard\b/g, "jamais entendu"],
  [/\bnot heard\b/g, "plus de nouvelles"],
];
