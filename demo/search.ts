import { EVENTS } from "./content/events.ts";
import type { Block } from "./content/model.ts";
import { NEWS } from "./content/news.ts";
import { PAGES } from "./content/pages.ts";
import { PROCEDURES } from "./content/procedures.ts";
import { SERVICES } from "./content/services.ts";

export const QUERY_CHARACTERS_MAX = 120;
export const RESULTS_PER_PAGE = 8;
const TERMS_MAX = 8;

export interface Found {
  readonly href: string;
  readonly kind: string;
  readonly title: string;
  readonly summary: string;
}

interface Indexed extends Found {
  readonly titleText: string;
  readonly summaryText: string;
  readonly bodyText: string;
}

const INDEX: readonly Indexed[] = [
  ...SERVICES.map((one) => indexed(`/services/${one.slug}`, "Service", one.title, one.summary, one.text)),
  ...PROCEDURES.map((one) =>
    indexed(`/services/${one.service}/${one.slug}`, "Démarche", one.title, one.summary, [
      ...one.bring,
      ...one.steps,
      ...one.text,
    ]),
  ),
  ...NEWS.map((one) => indexed(`/actualites/${one.slug}`, "Actualité", one.title, one.summary, one.text)),
  ...EVENTS.map((one) =>
    indexed(`/agenda/evenement/${one.slug}`, "Agenda", one.title, one.summary, one.text),
  ),
  ...PAGES.map((one) => indexed(one.path, "Page", one.title, one.summary, one.text)),
];

/** Every page whose text holds all the words, best first; same words, same order. */
export function search(query: string): Found[] {
  const terms = plain(query)
    .split(/[^a-z0-9]+/)
    .filter((term) => term.length > 1)
    .slice(0, TERMS_MAX);
  if (terms.length === 0) return [];
  return INDEX.map((page) => ({ page, score: score(page, terms) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.page.href.localeCompare(b.page.href))
    .map(({ page }) => page);
}

function score(page: Indexed, terms: readonly string[]): number {
  let total = 0;
  for (const term of terms) {
    const one = Number(page.titleText.includes(term)) * 8 + Number(page.summaryText.includes(term)) * 3;
    const any = one + Number(page.bodyText.includes(term));
    if (any === 0) return 0;
    total += any;
  }
  return total;
}

function indexed(
  href: string,
  kind: string,
  title: string,
  summary: string,
  text: readonly Block[],
): Indexed {
  return {
    href,
    kind,
    title,
    summary,
    titleText: plain(title),
    summaryText: plain(summary),
    bodyText: plain(JSON.stringify(text)),
  };
}

/** Lower case without accents, so that "etat civil" finds "État civil". */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/œ/g, "oe");
}
