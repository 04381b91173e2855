import { upcoming } from "../agenda.ts";
import { NEWS } from "../content/news.ts";
import { NOTICE, TOWN } from "../content/town.ts";
import { icon } from "../drawings.ts";
import { type Html, html, typographic } from "../html.ts";
import type { Visit } from "../visit.ts";
import { layout } from "./layout.ts";
import { newsCard } from "./news.ts";
import { eventList } from "./parts.ts";

const SHORTCUTS = [
  ["calendrier", "Prendre rendez-vous", "/rendez-vous"],
  ["acte", "Carte d'identité, passeport", "/services/etat-civil/carte-identite-passeport"],
  ["enfant", "Inscrire à la cantine", "/services/enfance/inscription-cantine"],
  ["tri", "Jours de collecte", "/services/dechets"],
  ["plan", "Déclarer des travaux", "/services/urbanisme/declaration-prealable"],
  ["urne", "Liste électorale", "/services/elections/inscription-liste-electorale"],
  ["fleur", "Signaler un problème", "/contact"],
  ["personne", "Mon compte", "/compte"],
] as const;

const HOME_NEWS = 4;
const HOME_EVENTS = 5;

export function homePage(visit: Visit): Html {
  const [first, ...others] = NEWS.slice(0, HOME_NEWS);
  const body = html`<div class="hero"><div class="hero-text wide"><h1>Bienvenue à Démo</h1>
<p>Une rivière, un beffroi et ${TOWN.figures[0]?.[0]} voisins. Que cherchez-vous ?</p>
<form action="/recherche" role="search" aria-label="Recherche principale"><label class="unseen" for="hero-q">Rechercher une démarche, un service, une date</label>
<div class="joined"><input id="hero-q" name="q" type="search" placeholder="Une démarche, un service, une date" maxlength="120"><button type="submit">Rechercher</button></div></form></div></div>
<aside class="notice" aria-label="Information importante"><div class="wide">${icon("repere")}<p><strong>${NOTICE.title}.</strong> ${typographic(NOTICE.text)} <a href="${NOTICE.href}">En savoir plus<span class="unseen"> sur la fermeture de la rue des Tanneurs</span></a></p></div></aside>
<section class="wide shortcuts" aria-labelledby="quick"><h2 id="quick" class="unseen">Accès rapides</h2><ul>
${SHORTCUTS.map(([name, label, href]) => html`<li><a href="${href}">${icon(name)}<span>${label}</span></a></li>\n`)}</ul></section>
<section class="wide" aria-labelledby="news"><div class="section-head"><h2 id="news">Actualités</h2><a href="/actualites">Toutes les actualités</a></div>
<div class="home-news">${first && newsCard(first, visit.today, "large")}${others.map((article) => newsCard(article, visit.today))}</div></section>
<section class="band" aria-labelledby="dates"><div class="wide two"><div><div class="section-head"><h2 id="dates">Agenda</h2><a href="/agenda">Tout l'agenda</a></div>
${eventList(upcoming(visit.today, HOME_EVENTS))}</div>
<div><div class="section-head"><h2>Le Guet</h2><a href="/mairie/publications">Publications</a></div>
<div class="journal"><p class="journal-title">Le Guet</p><p>Bulletin municipal, numéro 42</p><p>La cloche revient, l'eau aussi : le dossier des chantiers de la saison.</p>
<a class="button" href="/documents/bulletin-municipal.pdf">${icon("document")}Lire le bulletin (PDF)</a></div>
<dl class="figures">${TOWN.figures.map(([value, label]) => html`<div><dt>${label}</dt><dd>${typographic(value)}</dd></div>`)}</dl></div></div></section>
<section class="wide discover" aria-labelledby="discover"><img src="/assets/images/crepuscule.png" width="640" height="320" alt="Le beffroi et les toits de la ville au coucher du soleil, reflétés dans la Lieure" loading="lazy">
<div><h2 id="discover">Sept siècles au pied d'une cloche</h2><p>Jusqu'en 1874, un guetteur vivait dans la chambre haute du beffroi. Il a veillé 11&nbsp;206 nuits, vu 43 incendies et une comète. Son carnet se visite, et l'escalier aussi.</p>
<a class="button" href="/la-ville/histoire">Histoire du beffroi</a></div></section>`;
  return layout(visit, {
    title: TOWN.name,
    description: "Services, démarches, actualités et agenda de la Ville de Démo, commune imaginaire.",
    section: "accueil",
    body,
  });
}
