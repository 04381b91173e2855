import type { ServiceHit } from "../codes.ts";

/** How texts call each service. */
const WORDS: readonly (readonly [name: ServiceHit, words: RegExp])[] = [
  ["site web", /(?<![a-z])(?:sites?(?: internet| web)?|portails?|websites?|web ?pages?|portals?)(?![a-z])/],
  [
    "messagerie",
    /(?<![a-z])(?:messageries?|mails?|courriels?|e-?mails?|boites? mails?|communications? electroniques?)(?![a-z])/,
  ],
  [
    "téléphonie",
    /(?<![a-z])(?:telephon\w*|standards?|lignes? telephoniques?|phones?(?: lines?)?|switchboard|lignes)(?![a-z])/,
  ],
  [
    "état civil",
    /(?<![a-z])(?:etat[- ]civil|civil (?:registry|status|registration)|actes de (?:naissance|deces|mariage)|birth certificates?)(?![a-z])/,
  ],
  [
    "rendez-vous",
    /(?<![a-z])(?:rendez-vous|appointments?|cartes? d'identite|passeports?|passports?|titres d'identite)(?![a-z])/,
  ],
  ["impression", /(?<![a-z])(?:impressions?|imprimantes?|imprimer|edition|printing|printers?)(?![a-z])/],
  [
    "postes de travail",
    /(?<![a-z])(?:postes? (?:informatiques?|de travail)|ordinateurs?|workstations?|computers?|pc)(?![a-z])/,
  ],
  ["serveurs de fichiers", /(?<![a-z])(?:serveurs? de fichiers|file servers?|fichiers partages)(?![a-z])/],
  ["paie", /(?<![a-z])(?:paies?|salaires?|payroll|wages|salaries)(?![a-z])/],
  ["cantine", /(?<![a-z])(?:cantines?|restauration scolaire|canteens?|school meals)(?![a-z])/],
  [
    "périscolaire",
    /(?<![a-z])(?:periscolaires?|creches?|inscriptions scolaires|nurser(?:y|ies)|day-?care)(?![a-z])/,
  ],
  ["médiathèque", /(?<![a-z])(?:mediatheques?|bibliotheques?|librar(?:y|ies))(?![a-z])/],
  ["paiement", /(?<![a-z])(?:paiements?|payments?|factures?|regie|bills?)(?![a-z])/],
  ["urbanisme", /(?<![a-z])(?:urbanisme|permis de construire|planning|building permits?)(?![a-z])/],
  [
    "applications métiers",
    /(?<![a-z])(?:applications? metiers?|logiciels? metiers?|business applications?)(?![a-z])/,
  ],
  [
    "aides sociales",
    /(?<![a-z])(?:rsa|apa|aides? sociales?|prestations? sociales?|social (?:benefits?|services))(?![a-z])/,
  ],
  ["transports", /(?<![a-z])(?:transports? scolaires?|billettique|ticketing)(?![a-z])/],
  [
    "soins",
    /(?<![a-z])(?:urgences|operations chirurgicales|bloc operatoire|consultations|dossiers? patients?|surger(?:y|ies)|patient records|emergency)(?![a-z])/,
  ],
  [
    "informatique",
    /(?<![a-z])(?:systemes? (?:d'information|informatiques?)|reseaux? informatiques?|services informatiques|serveurs|information systems?|computer (?:systems?|network)|it systems?|servers)(?![a-z])/,
  ],
];

/** Services that a text says are hit. */
export const servicesIn = (plain: string): ServiceHit[] =>
  WORDS.filter(([, words]) => words.test(plain)).map(([name]) => name);
