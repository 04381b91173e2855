import type { SiteRow, Summary, VerdictCounts, WatchMap } from "../answers.ts";
import { escaped, framed, PATHS, type Page, shown } from "./frame.ts";
import { type Language, numberText, SIGNS, sinceText, TEXTS, whenText } from "./texts.ts";

/** The page of all verdicts: the answer in one sentence, hosts' incidents, who does not answer, départements. */

/** Sites of one page of the list; with them and all départements it stays below PAGE_BYTES_MAX. */
export const ROWS_PER_PAGE = 20;
const HOSTERS_SHOWN_MAX = 5;

export type HomeParts = {
  readonly language: Language;
  /** Whose page it is; "" for nobody's. */
  readonly name: string;
  /** IANA zone of the times. */
  readonly zone: string;
  readonly nowMs: number;
  readonly summary: Pick<Summary, "verdicts" | "suspended" | "hosters" | "sites"> & {
    readonly scheduler: Pick<Summary["scheduler"], "lastFullRoundMs">;
  };
  readonly map: WatchMap;
  readonly query: string;
  /** The page of the list, from 1. */
  readonly page: number;
  /** Sites that are listed, and how many there are in all. */
  readonly rows: readonly SiteRow[];
  readonly total: number;
};

export function homePage(parts: HomeParts): Page {
  const { language, name, summary } = parts;
  const texts = TEXTS[language];
  if (summary.sites === 0) return framed(language, "home", name, texts.heading, `<p>${texts.nothing}</p>`);
  const sections = [
    // What does not hold now is said before what held.
    halt(parts),
    answer(parts),
    hosters(parts),
    search(parts),
    list(parts),
    // Further pages of the list, and what was searched, are about sites.
    parts.page === 1 && parts.query === "" ? departements(parts) : "",
  ];
  return framed(language, "home", name, texts.heading, sections.filter((one) => one !== "").join("\n"));
}

function answer({ language, zone, nowMs, summary }: HomeParts): string {
  const texts = TEXTS[language];
  const { accessible, intermittent, inaccessible, inconclusive } = summary.verdicts;
  const n = (count: number) => numberText(count, language);
  const judged = accessible + intermittent + inaccessible;
  const word = (verdict: keyof VerdictCounts, count: number) =>
    `<li class="${verdict}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${texts.verdicts[verdict]}${language === "fr" ? "\u00a0" : ""}: ${n(count)}</li>`;
  return `<p class="answer">${texts.answer(n(accessible), n(judged))}</p>
<ul class="signed">${word("accessible", accessible)}${word("intermittent", intermittent)}${word("inaccessible", inaccessible)}${word("inconclusive", inconclusive)}</ul>
<p class="soft">${texts.asOf(whenText(nowMs, zone, language))}${lap(summary.scheduler.lastFullRoundMs, language)}</p>`;
}

/** The measuring's own heartbeat: who watches the watch sees when it falls behind. */
function lap(lastFullRoundMs: number | null, language: Language): string {
  if (lastFullRoundMs === null) return "";
  const seconds = Math.round(lastFullRoundMs / 1000);
  return ` ${TEXTS[language].lap(String(Math.floor(seconds / 60)), String(seconds % 60))}`;
}

function halt({ language, zone, summary }: HomeParts): string {
  const { suspended } = summary;
  if (suspended === null) return "";
  const when = whenText(Date.parse(suspended.since), zone, language);
  return `<p class="halt">${TEXTS[language].suspended(when)}</p>`;
}

function hosters({ language, zone, summary }: HomeParts): string {
  if (summary.hosters.length === 0) return "";
  const texts = TEXTS[language];
  const n = (count: number) => numberText(count, language);
  const items = summary.hosters.slice(0, HOSTERS_SHOWN_MAX).map(({ down, watched, network, openedAt }) => {
    const when = whenText(Date.parse(openedAt), zone, language);
    return `<li>${texts.hoster(n(down), n(watched), shown(network, 60), when)}</li>`;
  });
  return `<h2>${texts.hosters}</h2>\n<ul>${items.join("\n")}</ul>\n<p class="soft">${texts.hosterMeans}</p>`;
}

function search({ language, query }: HomeParts): string {
  const texts = TEXTS[language];
  return `<form action="${PATHS[language].home}" role="search"><label>${texts.searchLabel}<input name="q" type="search" maxlength="100" value="${escaped(query)}"></label><button>${texts.search}</button></form>`;
}

function list(parts: HomeParts): string {
  const { language, query, rows, total } = parts;
  const texts = TEXTS[language];
  const n = (count: number) => numberText(count, language);
  if (query !== "") {
    return `<p role="status">${texts.found(n(total), n(rows.length))}</p>\n${items(parts, rows)}${pages(parts)}`;
  }
  const groups = (["inaccessible", "intermittent"] as const).map((verdict) => {
    const found = rows.filter((row) => row.verdict === verdict);
    const count = parts.summary.verdicts[verdict];
    if (found.length === 0 && (count > 0 || parts.page > 1)) return "";
    const what = found.length === 0 ? `<p>${texts.none}</p>` : items(parts, found);
    return `<h2>${texts.listOf[verdict]}</h2>\n${what}`;
  });
  return `${groups.join("\n")}${pages(parts)}`;
}

function items(parts: HomeParts, rows: readonly SiteRow[]): string {
  return rows.length === 0 ? "" : `<ul class="signed">${rows.map((row) => item(parts, row)).join("\n")}</ul>`;
}

/** Name, address, the word with its counts; the address is no link: who is down needs no further visitors. */
function item({ language, zone, nowMs }: HomeParts, row: SiteRow): string {
  const texts = TEXTS[language];
  const { url, verdict, qualifiers, since, n, d } = row;
  const host = shown(url.replace(/^[a-z]+:\/*/, ""), 60);
  const name = shown(row.name || (row.body?.name ?? ""), 60);
  const facts = [
    ...(verdict === "accessible" || n === 0
      ? []
      : [texts.counted(numberText(d, language), numberText(n, language))]),
    ...(since === null || verdict === "inconclusive"
      ? []
      : [sinceText(Date.parse(since), nowMs, zone, language)]),
    ...qualifiers.map((qualifier) => texts.qualifiers[qualifier]),
  ];
  const who = name === "" ? host : `${name} (${host})`;
  const what = facts.length === 0 ? "" : ` <span class="soft">– ${facts.join(", ")}</span>`;
  return `<li><span class="${verdict}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${texts.verdicts[verdict]}</span> ${who}${what}</li>`;
}

function pages({ language, query, page, total }: HomeParts): string {
  const last = Math.ceil(total / ROWS_PER_PAGE);
  if (last <= 1) return "";
  const texts = TEXTS[language];
  const link = (to: number, text: string, rel: string) =>
    `<a rel="${rel}" href="${PATHS[language].home}?${escaped(new URLSearchParams({ ...(query === "" ? {} : { q: query }), p: String(to) }).toString())}">${text}</a>`;
  const parts = [
    texts.page(numberText(page, language), numberText(last, language)),
    ...(page > 1 ? [link(page - 1, texts.previous, "prev")] : []),
    ...(page < last ? [link(page + 1, texts.next, "next")] : []),
  ];
  return `\n<p>${parts.join(" · ")}</p>`;
}

function departements({ language, map }: HomeParts): string {
  const texts = TEXTS[language];
  const watched = map.departements.filter(({ sites }) => sites > 0);
  if (watched.length === 0) return "";
  const n = (count: number) => numberText(count, language);
  const rows = watched.map(
    ({ code, name, sites, accessible, intermittent, inaccessible }) =>
      `<tr><td>${shown(`${code} ${name}`, 40)}<td>${n(sites)}<td>${n(accessible)}<td>${n(intermittent)}<td>${n(inaccessible)}`,
  );
  const { columns } = texts;
  return `<h2>${texts.departements}</h2>
<table><thead><tr><th>${columns.departement}<th>${texts.sites}<th>${columns.accessible}<th>${columns.intermittent}<th>${columns.inaccessible}</thead><tbody>
${rows.join("\n")}
</tbody></table>`;
}
