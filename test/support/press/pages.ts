/** Pages as publishers build them around a story, with the headlines of other stories where they put them. */

export type Story = {
  title: string;
  /** Paragraphs, as plain text. */
  paragraphs: readonly string[];
};

export type PageStyle = (story: Story, others: readonly string[]) => string;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br>");
const p = (text: string, rest = ""): string => `<p${rest}>${escaped(text)}</p>`;
const link = (title: string, n = 1): string =>
  `<a href="/article-${n}-${title.length}.html">${escaped(title)}</a>`;
const items = (titles: readonly string[]): string =>
  titles.map((title, n) => `<li>${link(title, n)}</li>`).join("");
/** The story's paragraphs with something put between them. */
const between = (story: Story, put: readonly string[], tag = (text: string) => p(text)): string =>
  story.paragraphs.map((text, i) => `${tag(text)}${i >= 0 && i < put.length ? put[i] : ""}`).join("\n");

const head = (story: Story, rest = ""): string =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${escaped(story.title)} - Le Journal</title>${rest}</head>`;
const menu = `<nav class="menu"><ul>${["Accueil", "Politique", "Sport", "Faits divers", "Culture", "Météo"].map((word) => `<li><a href="/${word}">${word}</a></li>`).join("")}</ul></nav>`;

const blog: PageStyle = (story, others) => `${head(story)}<body class="post-template single">${menu}
<div id="page"><div id="primary" class="content-area"><div class="post hentry"><header class="entry-header"><h1 class="entry-title">${escaped(story.title)}</h1><div class="entry-meta">Publié le <time datetime="2025-01-06T08:00:00+01:00">6 janvier</time> par Camille</div></header>
<div class="entry-content">${between(story, [])}<div id="jp-relatedposts" class="jp-relatedposts"><h3>Articles similaires</h3>${others.map((title) => `<div class="jp-relatedposts-post"><h4>${link(title)}</h4><p>${escaped(title)} et davantage.</p></div>`).join("")}</div></div></div>
<div id="comments" class="comments-area"><h2>2 commentaires</h2><p>${escaped(others[0] ?? "")}, vous avez vu ?</p></div></div>
<div id="secondary" class="widget-area"><section class="widget"><h2>Articles récents</h2><ul>${items(others)}</ul></section></div></div><footer>Fièrement propulsé</footer></body></html>`;

const regional: PageStyle = (
  story,
  others,
) => `${head(story, `<script type="application/ld+json">${JSON.stringify({ "@type": "NewsArticle", headline: story.title, datePublished: "2025-01-06" })}</script>`)}<body><header>${menu}</header>
<main><article class="article"><h1>${escaped(story.title)}</h1><div class="article__author">La rédaction</div>
${between(story, [`<div class="article__push"><p class="lire-aussi"><strong>À lire aussi</strong> ${link(others[0] ?? "")}</p></div>`, `<div class="article__newsletter"><p>L'essentiel du jour : notre sélection exclusive</p><p>Chaque jour, notre rédaction vous réserve le meilleur de l'info régionale.</p></div>`, `<p><b>LIRE AUSSI. ${link(others[1] ?? "")}</b></p>`])}
</article><section class="related"><h2>Sur le même sujet</h2><ul>${items(others)}</ul></section></main><aside>${others.map((title) => `<h3>${link(title)}</h3><p>${escaped(title)} : les faits.</p>`).join("")}</aside></body></html>`;

const wire: PageStyle = (
  story,
  others,
) => `${head(story)}<body><div class="header">${menu}</div><div class="flex flex-row"><div class="story"><h2 class="story__title"><a href="/self">${escaped(story.title)}</a></h2><div class="story__byline">By <a href="/authors/afp">AFP</a></div>
<div class="story__content">${between(story, [`<p><strong>${link(others[0] ?? "")}</strong></p>`, `<p>Read more: ${link(others[1] ?? "")}</p>`])}</div></div>
<div class="list">${others.map((title) => `<div class="media"><h2>${link(title)}</h2><div class="excerpt">${escaped(title)}, officials say.</div></div>`).join("")}</div></div></body></html>`;

const table: PageStyle = (
  story,
  others,
) => `<html><head><title>${escaped(story.title)}</title></head><body bgcolor=white><table width=100%><tr><td width=150 valign=top><font size=1>${others.map((title) => `${link(title)}<br>`).join("")}</font></td>
<td valign=top><h1>${escaped(story.title)}</h1><div class="texte">${story.paragraphs.map(escaped).join("<br><br>\n")}</div></td>
<td width=180 valign=top><b>Les plus lus</b><ul>${items(others)}</ul></td></tr></table></body></html>`;

const town: PageStyle = (
  story,
  others,
) => `${head(story)}<body><header role="banner">${menu}</header><div role="main" id="contenu"><div class="container"><h1>${escaped(story.title)}</h1><div class="rte">${between(story, [])}</div></div>
<div class="container"><h2>Toutes les actualités</h2><div class="news-list">${others.map((title) => `<article><h3>${link(title)}</h3><p>${escaped(title)} : en savoir plus.</p></article>`).join("")}</div></div></div><footer>Mairie, 1 place de la Mairie</footer></body></html>`;

const endless: PageStyle = (story, others) =>
  `${head(story)}<body>${menu}<main><article><h1>${escaped(story.title)}</h1>${between(story, [])}</article>${others.map((title) => `<article><h1>${escaped(title)}</h1>${p(`${title}, c'est ce que l'on apprend ce matin de source proche de l'enquête, après une nuit agitée.`).repeat(3)}</article>`).join("")}</main></body></html>`;

const blocks: PageStyle = (
  story,
  others,
) => `${head(story)}<body><div id="__next"><div class="css-1a2b">${menu}</div><div class="css-9z"><div data-component="headline-block"><h1 class="css-0">${escaped(story.title)}</h1></div>
${between(story, [`<div data-component="links-block" class="css-7"><h2>Related</h2><ul>${items(others.slice(0, 2))}</ul></div>`], (text) => `<div data-component="text-block" class="css-3">${p(text, ' class="css-4"')}</div>`)}
<div data-component="topic-list" class="css-5"><h2>More on this story</h2>${others.map((title) => `<div class="css-6"><h3>${link(title)}</h3><p>${escaped(title)}.</p></div>`).join("")}</div></div></div><script>window.__DATA__={"title":${JSON.stringify(others[0] ?? "")}}</script></body></html>`;

const mobile: PageStyle = (story, others) =>
  `<!doctype html><html amp lang="en"><head><title>${escaped(story.title)}</title><link rel="canonical" href="https://journal.example/x"></head><body><amp-sidebar>${menu}</amp-sidebar><article><h1>${escaped(story.title)}</h1><amp-img src="x.jpg" alt="${escaped(others[0] ?? "")}"></amp-img>${between(story, [`<blockquote><p>${link(others[0] ?? "")}</p></blockquote>`])}</article><section class="promo-block">${others.map((title) => `<div>${link(title)}</div>`).join("")}</section></body></html>`;

/** The first paragraph above the article's own element, and one block a paragraph. */
const builder: PageStyle = (story, others) => {
  const [first = "", ...rest] = story.paragraphs;
  const block = (text: string) =>
    `<div class="builder-element builder-widget builder-widget-text"><div class="container">${p(text)}</div></div>`;
  return `${head(story)}<body class="single tag-cyber"><header class="article-header">${menu}<h1>${escaped(story.title)}</h1><div class="article-header__chapo"><p>${escaped(first)}</p></div></header>
<div class="post type-post tag-mairie">${rest.map(block).join("\n")}</div><section class="builder-posts"><h2>À lire également</h2>${others.map((title) => `<div><h3>${link(title)}</h3></div>`).join("")}</section></body></html>`;
};

export const PAGE_STYLES: Readonly<Record<string, PageStyle>> = {
  blog,
  regional,
  wire,
  table,
  town,
  endless,
  blocks,
  mobile,
  builder,
};
