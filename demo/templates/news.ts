import { addDays, type Day, mondayOf } from "../calendar.ts";
import type { Article } from "../content/model.ts";
import { NEWS } from "../content/news.ts";
import { html, type Html, typographic } from "../html.ts";
import type { Visit } from "../visit.ts";
import { layout } from "./layout.ts";
import { blocks, dateTag, pageHead, pager, THEME_NAMES } from "./parts.ts";

const PER_PAGE = 6;
export const NEWS_PAGES = Math.ceil(NEWS.length / PER_PAGE);
const LEFT_BESIDE = 3;

/** The day an article was published, seen from today. */
export function publishedOn(article: Article, today: Day): Day {
  return addDays(mondayOf(today), -article.daysBefore);
}

export function newsCard(article: Article, today: Day, size: "large" | "usual" = "usual"): Html {
  return html`<article class="card ${size}"><img src="/assets/images/theme-${article.theme}.svg" width="400" height="240" alt="" loading="lazy">
<div><p class="tag">${THEME_NAMES[article.theme]}</p><h3><a href="/actualites/${article.slug}">${typographic(article.title)}</a></h3>
<p>${typographic(article.summary)}</p><p class="when">${dateTag(publishedOn(article, today))}</p></div></article>
`;
}

export function newsListPage(visit: Visit, page: number): Html {
  const shown = NEWS.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const title = page === 1 ? "Actualités" : `Actualités, page ${page}`;
  const body = html`${pageHead(title, "Ce qui se décide, ce qui se construit, ce qui se fête.")}
<div class="wide"><h2 class="unseen">Articles</h2><div class="cards">${shown.map((article) => newsCard(article, visit.today))}</div>
${pager("Pages d'actualités", page, NEWS_PAGES, (number) => (number === 1 ? "/actualites" : `/actualites?page=${number}`))}</div>`;
  return layout(visit, {
    title,
    description: "Les actualités de la Ville de Démo.",
    section: "actualites",
    body,
  });
}

export function articlePage(visit: Visit, article: Article): Html {
  const others = NEWS.filter((one) => one !== article);
  const near = [
    ...others.filter((one) => one.theme === article.theme),
    ...others.filter((one) => one.theme !== article.theme),
  ];
  const kicker = html`<p class="kicker"><span class="tag">${THEME_NAMES[article.theme]}</span> ${dateTag(publishedOn(article, visit.today))}</p>`;
  const body = html`${pageHead(article.title, article.summary, kicker)}
<div class="wide with-side"><article class="text"><img class="picture" src="/assets/images/theme-${article.theme}.svg" width="400" height="240" alt="">
${blocks(article.text)}</article>
<aside class="side" aria-labelledby="also"><h2 id="also">À lire aussi</h2><ul class="stack">${near
    .slice(0, LEFT_BESIDE)
    .map(
      (
        one,
      ) => html`<li><a href="/actualites/${one.slug}">${typographic(one.title)}</a><p class="when">${dateTag(publishedOn(one, visit.today))}</p></li>
`,
    )}</ul></aside></div>`;
  return layout(visit, {
    title: article.title,
    description: article.summary,
    section: "actualites",
    trail: [["Actualités", "/actualites"]],
    body,
  });
}
