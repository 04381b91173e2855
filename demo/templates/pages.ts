import { agendaMonths } from "../agenda.ts";
import { monthText } from "../calendar.ts";
import { DOCUMENTS } from "../content/documents.ts";
import { EVENTS } from "../content/events.ts";
import type { Section, TownPage } from "../content/model.ts";
import { NEWS } from "../content/news.ts";
import { PAGES } from "../content/pages.ts";
import { PROCEDURES } from "../content/procedures.ts";
import { SERVICES } from "../content/services.ts";
import { icon } from "../drawings.ts";
import { type Html, html, typographic } from "../html.ts";
import type { Visit } from "../visit.ts";
import { layout } from "./layout.ts";
import { blocks, pageHead } from "./parts.ts";

const SECTION_ROOTS: Partial<Record<Section, readonly [label: string, href: string]>> = {
  mairie: ["La mairie", "/mairie"],
  ville: ["Découvrir la ville", "/la-ville"],
};

export function textPage(visit: Visit, page: TownPage): Html {
  const root = SECTION_ROOTS[page.section];
  const siblings = PAGES.filter((one) => one.section === page.section && one !== page);
  const picture = page.section === "ville";
  const body = html`${pageHead(page.title, page.summary)}
<div class="wide with-side"><div class="text">${
    picture &&
    html`<img class="picture" src="/assets/images/crepuscule.png" width="640" height="320" alt="Le beffroi et les toits de la ville au coucher du soleil">`
  }${blocks(page.text)}</div>
<aside class="side" aria-labelledby="same"><h2 id="same">Dans cette rubrique</h2><ul class="stack">${siblings.map(
    (one) => html`<li><a href="${one.path}">${typographic(one.title)}</a></li>
`,
  )}</ul></aside></div>`;
  return layout(visit, {
    title: page.title,
    description: page.summary,
    section: page.section,
    trail: root !== undefined && root[1] !== page.path ? [root] : [],
    body,
  });
}

export function publicationsPage(visit: Visit): Html {
  const body = html`${pageHead("Publications", "Bulletin, calendrier, délibérations : à lire ou à imprimer.")}
<div class="wide"><ul class="documents">${DOCUMENTS.map(
    (
      one,
    ) => html`<li>${icon("document")}<div><a href="/documents/${one.file}">${typographic(one.title)} (PDF)</a><p class="when">${one.date}, ${one.pages.length} page${one.pages.length > 1 && "s"}</p></div></li>
`,
  )}</ul><p class="note">Il vous faut une autre forme : gros caractères, texte seul, papier ? <a href="/contact">Écrivez-nous</a>, nous l'envoyons sous deux jours.</p></div>`;
  return layout(visit, {
    title: "Publications",
    description: "Les documents publiés par la Ville de Démo.",
    section: "mairie",
    trail: [["La mairie", "/mairie"]],
    body,
  });
}

export function siteMapPage(visit: Visit): Html {
  const groups: ReadonlyArray<readonly [string, ReadonlyArray<readonly [string, string]>]> = [
    ["Services", SERVICES.map((one) => [one.title, `/services/${one.slug}`])],
    ["Démarches", PROCEDURES.map((one) => [one.title, `/services/${one.service}/${one.slug}`])],
    ["Actualités", NEWS.map((one) => [one.title, `/actualites/${one.slug}`])],
    ["Agenda par mois", agendaMonths(visit.today).map((month) => [monthText(month), `/agenda/${month}`])],
    ["Événements", EVENTS.map((one) => [one.title, `/agenda/evenement/${one.slug}`])],
    [
      "La commune",
      [
        ...PAGES.map((one): [string, string] => [one.title, one.path]),
        ["Publications", "/mairie/publications"],
      ],
    ],
  ];
  const body = html`${pageHead("Plan du site", "Toutes les pages, sur une seule.")}
<div class="wide sitemap">${groups.map(
    ([
      name,
      links,
    ]) => html`<section><h2>${name}</h2><ul>${links.map(([label, href]) => html`<li><a href="${href}">${typographic(label)}</a></li>\n`)}</ul></section>
`,
  )}</div>`;
  return layout(visit, {
    title: "Plan du site",
    description: "Le plan du site de la Ville de Démo.",
    section: "mairie",
    body,
  });
}

export function notFoundPage(visit: Visit): Html {
  const body = html`${pageHead("Page introuvable", "Cette page n'existe pas, ou plus. Le beffroi, lui, est toujours là.")}
<div class="wide"><form class="narrow" action="/recherche"><label for="lost-q">Chercher autrement</label><div class="joined"><input id="lost-q" name="q" type="search" maxlength="120"><button type="submit">Rechercher</button></div></form>
<ul class="go"><li><a href="/">${icon("fleche")}Accueil</a></li><li><a href="/services">${icon("fleche")}Services et démarches</a></li><li><a href="/plan-du-site">${icon("fleche")}Plan du site</a></li></ul></div>`;
  return layout(visit, {
    title: "Page introuvable",
    description: "Cette page n'existe pas.",
    section: "mairie",
    indexed: false,
    body,
  });
}
