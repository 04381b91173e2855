import { type Found, RESULTS_PER_PAGE } from "../search.ts";
import { type Html, html, typographic } from "../html.ts";
import type { Visit } from "../visit.ts";
import { layout } from "./layout.ts";
import { pageHead, pager } from "./parts.ts";

const SUGGESTIONS = ["passeport", "cantine", "déchets", "permis de construire", "piscine", "bénévole"];

/** Results of one search. `query` and `page` are all it depends on. */
export function searchPage(visit: Visit, query: string, page: number, found: readonly Found[]): Html {
  const pages = Math.max(1, Math.ceil(found.length / RESULTS_PER_PAGE));
  const shown = found.slice((page - 1) * RESULTS_PER_PAGE, page * RESULTS_PER_PAGE);
  const body = html`${pageHead("Recherche", "Services, démarches, actualités et dates.")}
<div class="wide"><form class="narrow" action="/recherche" role="search" aria-label="Affiner la recherche"><label for="q">Votre recherche</label>
<div class="joined"><input id="q" name="q" type="search" value="${query}" maxlength="120"><button type="submit">Rechercher</button></div></form>
${query !== "" && html`<h2 class="count">${countText(found.length)} pour «\u202f${query}\u202f»</h2>`}
<ol class="results" start="${(page - 1) * RESULTS_PER_PAGE + 1}">${shown.map(
    (
      one,
    ) => html`<li><p class="tag">${one.kind}</p><h3><a href="${one.href}">${typographic(one.title)}</a></h3><p>${typographic(one.summary)}</p></li>
`,
  )}</ol>
${pager("Pages de résultats", page, pages, (number) => `/recherche?q=${encodeURIComponent(query)}${number > 1 ? `&page=${number}` : ""}`)}
${shown.length === 0 && suggestions(query)}</div>`;
  return layout(visit, {
    title: query === "" ? "Recherche" : `Recherche : ${query}`,
    description: "Recherche sur le site de la Ville de Démo.",
    section: "services",
    indexed: false,
    body,
  });
}

function countText(count: number): string {
  if (count === 0) return "Aucun résultat";
  return count === 1 ? "1 résultat" : `${count} résultats`;
}

function suggestions(query: string): Html {
  return html`${query !== "" && html`<p>Vérifiez l'orthographe, essayez un mot plus courant, ou appelez l'accueil au <a href="tel:0199001200">01 99 00 12 00</a>.</p>`}
<h2>Recherches fréquentes</h2><ul class="chips">${SUGGESTIONS.map(
    (word) => html`<li><a href="/recherche?q=${encodeURIComponent(word)}">${word}</a></li>\n`,
  )}</ul>`;
}
