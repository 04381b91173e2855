import type { SiteModel } from "./events.ts";

/** Words that the town's pages really hold. */
const WORDS = `passeport cantine déchets piscine bénévole mairie acte naissance mariage pacs carte identité logement école
  crèche inscription travaux voirie stationnement marché bibliothèque sport association subvention budget
  conseil élus permis construire urbanisme encombrants tri eau impôts social handicap accessibilité culture
  jardin parc vélo bus gare histoire beffroi tarif horaires rendez-vous formulaire justificatif
  domicile élections vote recensement police tranquillité`;

/** The demonstration town ("Ville de Démo"), as the drill knows it. */
export const DEMO_TOWN: SiteModel = {
  name: "Ville de Démo",
  mark: "<title>Ville de Démo</title>",
  pages: [
    "/",
    "/services",
    "/services/etat-civil",
    "/services/etat-civil/acte-de-naissance",
    "/services/etat-civil/carte-identite-passeport",
    "/actualites",
    "/agenda",
    "/mairie/publications",
    "/mairie/elus",
    "/mairie/conseil-municipal",
    "/mairie/budget",
    "/mairie/marches-publics",
    "/la-ville/histoire",
    "/la-ville/venir",
    "/la-ville/associations",
    "/plan-du-site",
    "/contact",
    "/rendez-vous",
    "/accessibilite",
    "/mentions-legales",
    "/donnees-personnelles",
  ],
  assets: [
    "/assets/base.css",
    "/assets/frame.css",
    "/assets/home.css",
    "/assets/pages.css",
    "/assets/forms.css",
    "/assets/narrow.css",
    "/assets/site.js",
    "/assets/favicon.svg",
    "/assets/fonts/atkinson-hyperlegible-next-latin-400-normal.woff2",
    "/assets/fonts/atkinson-hyperlegible-next-latin-700-normal.woff2",
    "/assets/images/crepuscule.png",
    "/assets/images/theme-mairie.svg",
  ],
  list: { path: "/actualites", parameter: "page" },
  search: {
    path: "/recherche",
    parameter: "q",
    words: WORDS.split(/\s+/),
    expects: "pour «\u202f{q}\u202f»",
  },
  contact: {
    path: "/contact",
    fields: {
      nom: "{name}",
      email: "{email}",
      telephone: "",
      objet: "Question générale",
      message: "{message}",
    },
    receipt: '<p class="reference">(VDD-\\d{4}-\\d{6,})</p>',
  },
  newsletter: { path: "/lettre-info", field: "email" },
  appointment: {
    path: "/rendez-vous",
    kind: 'href="(/rendez-vous/[a-z-]+)"',
    slot: 'href="(/rendez-vous/[a-z-]+/[0-9-]+)"',
    fields: { nom: "{name}", email: "{email}", telephone: "{phone}" },
    confirmation: '<p class="reference">(RDV-[0-9A-Z-]+)</p>',
  },
  feeds: ["/flux/actualites.atom"],
  documents: ["/documents/bulletin-municipal.pdf", "/documents/calendrier-collecte.pdf"],
};
