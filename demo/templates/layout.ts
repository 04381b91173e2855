import type { Section } from "../content/model.ts";
import { SERVICES } from "../content/services.ts";
import { TOWN } from "../content/town.ts";
import { belfryLogo, icon } from "../drawings.ts";
import { type Html, html, typographic } from "../html.ts";
import { STYLE_SHEETS } from "../style-sheets.ts";
import type { Visit } from "../visit.ts";

export interface PageParts {
  readonly title: string;
  readonly description: string;
  readonly section: Section;
  /** The way to the page, without the home page and without the page itself. */
  readonly trail?: ReadonlyArray<readonly [label: string, href: string]>;
  readonly body: Html;
  /** False for pages that search engines must not keep. */
  readonly indexed?: boolean;
}

const MENU: ReadonlyArray<readonly [section: Section, label: string, href: string]> = [
  ["services", "Services et démarches", "/services"],
  ["actualites", "Actualités", "/actualites"],
  ["agenda", "Agenda", "/agenda"],
  ["mairie", "La mairie", "/mairie"],
  ["ville", "Découvrir", "/la-ville"],
  ["contact", "Contact", "/contact"],
];

/** The frame of every page: head, header, way back, content, footer. */
export function layout(visit: Visit, page: PageParts): Html {
  const title = page.section === "accueil" ? TOWN.name : `${page.title} - ${TOWN.name}`;
  return html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${typographic(page.description)}">
<meta name="theme-color" content="#164e5c">
${page.indexed === false && html`<meta name="robots" content="noindex">`}
<link rel="preload" href="/assets/fonts/atkinson-hyperlegible-next-latin-400-normal.woff2" as="font" type="font/woff2" crossorigin>
${STYLE_SHEETS.map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">\n`)}<link rel="icon" href="/favicon.ico" sizes="32x32">
<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">
<link rel="alternate" type="application/atom+xml" title="Actualités de la ville" href="/flux/actualites.atom">
<script src="/assets/site.js" defer></script>
</head>
<body class="section-${page.section}">
<a class="skip" href="#contenu">Aller au contenu</a>
${header(visit, page.section)}
${page.section !== "accueil" && breadcrumb(page)}
<main id="contenu" tabindex="-1">
${page.body}
</main>
${footer()}
</body>
</html>
`;
}

function header(visit: Visit, section: Section): Html {
  return html`<header class="site-header">
<div class="strip"><div class="wide">
<p><strong>Site de démonstration</strong> : cette commune n'existe pas.</p>
<ul>
<li><a href="tel:${TOWN.phone.replaceAll(" ", "")}">${icon("telephone")}${TOWN.phone}</a></li>
<li><a href="/accessibilite">Accessibilité</a></li>
<li><a class="account" href="/compte">${icon("personne")}${visit.account === undefined ? "Mon compte" : visit.account.name}</a></li>
</ul>
</div></div>
<div class="wide masthead">
<a class="brand" href="/">${belfryLogo()}<span><b>${TOWN.name}</b><small>${TOWN.motto}</small><span class="unseen">Accueil</span></span></a>
<form class="site-search" action="/recherche" role="search">
<label class="unseen" for="site-q">Rechercher sur le site</label>
<input id="site-q" type="search" name="q" placeholder="Rechercher : cantine, passeport..." maxlength="120">
<button type="submit">${icon("loupe")}<span class="unseen">Rechercher</span></button>
</form>
<button class="menu-button" type="button" aria-expanded="false" aria-controls="menu">Menu</button>
</div>
<nav id="menu" class="menu" aria-label="Menu principal"><ul class="wide">
${MENU.map(
  ([
    id,
    label,
    href,
  ]) => html`<li><a href="${href}"${id === section && html` aria-current="true"`}>${label}</a></li>
`,
)}</ul></nav>
</header>`;
}

function breadcrumb(page: PageParts): Html {
  return html`<nav class="trail wide" aria-label="Vous êtes ici"><ol>
<li><a href="/">Accueil</a></li>
${(page.trail ?? []).map(([label, href]) => html`<li><a href="${href}">${label}</a></li>\n`)}<li><span aria-current="page">${typographic(page.title)}</span></li>
</ol></nav>`;
}

function footer(): Html {
  return html`<footer class="site-footer">
<div class="newsletter"><div class="wide">
<div><h2>La lettre de la ville</h2><p>Un message tous les quinze jours : travaux, sorties, inscriptions.</p></div>
<form action="/lettre-info" method="post">
<label for="letter-email">Votre adresse électronique</label>
<div class="joined"><input id="letter-email" name="email" type="email" autocomplete="email" required maxlength="120"><button type="submit">S'inscrire</button></div>
</form>
</div></div>
<div class="wide columns">
<div><h2>Mairie</h2>
<address>${TOWN.address}<br>${TOWN.postal}<br><a href="tel:${TOWN.phone.replaceAll(" ", "")}">${TOWN.phone}</a><br><a href="/contact">Écrire à la mairie</a></address>
<dl>${TOWN.hours.map(([days, hours]) => html`<dt>${days}</dt><dd>${typographic(hours)}</dd>`)}</dl></div>
<div><h2>Services</h2><ul>${SERVICES.map((one) => html`<li><a href="/services/${one.slug}">${one.title}</a></li>\n`)}</ul></div>
<div><h2>La commune</h2><ul>
<li><a href="/mairie/elus">La maire et les élus</a></li>
<li><a href="/mairie/conseil-municipal">Conseil municipal</a></li>
<li><a href="/mairie/budget">Le budget en clair</a></li>
<li><a href="/mairie/publications">Publications</a></li>
<li><a href="/mairie/marches-publics">Marchés publics</a></li>
<li><a href="/la-ville/histoire">Histoire du beffroi</a></li>
<li><a href="/la-ville/venir">Plan et accès</a></li>
<li><a href="/la-ville/associations">Associations</a></li></ul></div>
<div><h2>Ce site</h2><ul>
<li><a href="/rendez-vous">Prendre rendez-vous</a></li>
<li><a href="/plan-du-site">Plan du site</a></li>
<li><a href="/accessibilite">Accessibilité : partiellement conforme</a></li>
<li><a href="/mentions-legales">Mentions légales</a></li>
<li><a href="/donnees-personnelles">Données personnelles</a></li>
<li><a href="/flux/actualites.atom">Flux des actualités</a></li></ul></div>
</div>
<p class="wide small">${TOWN.name} est une commune imaginaire, inventée pour montrer le logiciel Beffroi. Personnes, chiffres et numéros sont fictifs.</p>
</footer>`;
}
