import type { IncidentBody } from "../../src/incidents/events.ts";

/** What people say in the days of an attack on a town hall, in our own words; {…} is filled in by the generator. */

export const PLACES = [
  "l’hôtel de ville",
  "la mairie annexe nord",
  "la médiathèque",
  "la régie technique",
  "la police municipale",
  "l’état civil",
  "la cuisine centrale",
  "la piscine",
  "l’action sociale",
  "la salle des archives",
];
export const MACHINES = [
  "srv-mail-01",
  "srv-ad-01",
  "srv-ad-02",
  "srv-fichiers-03",
  "srv-compta-01",
  "srv-etatcivil-02",
  "srv-sauvegarde-01",
  "pare-feu-nord",
  "pare-feu-sud",
  "vpn-agents",
  "srv-cantine-01",
  "hyperviseur-04",
];
export const SOURCES = [
  "console du pare-feu",
  "appel d’un agent",
  "société de sécurité",
  "hébergeur du site",
  "journal du serveur de messagerie",
  "gendarmerie",
  "éditeur du logiciel",
  "préfecture",
  "presse locale",
];
export const TEAM = [
  { name: "Alice Martin", function: "Directrice générale des services", person: "alice" },
  { name: "Bob Lefèvre", function: "Responsable informatique", person: "bob" },
  { name: "Chloé N’Diaye", function: "Communication", person: "chloe" },
  { name: "Yves Le Goff", function: "Maire adjoint" },
  { name: "Inès Ferrand", function: "Déléguée à la protection des données" },
  { name: "Cabinet Ardoise", function: "Réponse à incident" },
];

type Certainty = IncidentBody<"incident.noted">["certainty"];

export const NOTES: readonly [Certainty, string][] = [
  ["fact", "{machine} ne répond plus depuis {place}."],
  ["fact", "{n} postes contrôlés à {place}, aucun signe d’intrusion."],
  ["fact", "Le compte de service de {machine} a tenté {n} connexions en une minute."],
  ["fact", "Les agents de {place} travaillent sur papier depuis ce matin."],
  ["fact", "{machine} est débranché du réseau, laissé sous tension."],
  ["fact", "La copie de {machine} du {day} janvier est lisible et contrôlée."],
  ["fact", "{place} a reçu {n} appels d’habitants au sujet des démarches en ligne."],
  ["hypothesis", "L’entrée s’est peut-être faite par {machine}."],
  ["hypothesis", "Les fichiers de {place} pourraient avoir été copiés avant l’isolement."],
  ["hypothesis", "Le mot de passe d’un prestataire a sans doute servi sur {machine}."],
  ["hearsay", "Un journaliste dit que les données de {place} circulent."],
  ["hearsay", "Une commune voisine aurait vu la même adresse la semaine passée."],
  ["hearsay", "Selon un usager, le formulaire de {place} fonctionnait encore à midi."],
];
export const TASKS = [
  "Changer les mots de passe d’administration de {machine}",
  "Relever l’inventaire des postes de {place}",
  "Imprimer les fiches réflexes pour {place}",
  "Prévenir les agents de {place} : ne rien rallumer",
  "Sortir une copie de {machine} sur disque neuf",
  "Préparer l’accueil du public à {place}",
  "Rappeler l’éditeur au sujet de {machine}",
  "Compter les actes établis à la main à {place}",
];
export const DECISIONS: readonly [text: string, reason: string][] = [
  ["Ne pas redémarrer {machine} avant contrôle.", "Il faut d’abord savoir ce qui y a été fait."],
  ["Ouvrir {place} avec accueil sur papier.", "Le service au public ne doit pas s’arrêter."],
  ["Remettre {machine} en service.", "Contrôlé, mots de passe changés, surveillance en place."],
  ["Reporter les rendez-vous de {place} à la semaine prochaine.", "Les dossiers ne sont pas accessibles."],
  ["Demander un renfort de {n} personnes.", "L’équipe tient depuis deux jours sans relève."],
];
export const BRIEFS = [
  "Tout est calme, reste {machine} à surveiller.",
  "La préfecture rappelle à 18 h ; {place} attend une réponse.",
  "Deux postes de {place} à revoir demain.",
];
