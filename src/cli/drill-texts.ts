import type { CitizenKind, DrillProgress } from "../drill/events.ts";
import type { GoalName } from "./drill-goals.ts";

/** What the drill says to people. Numbers come in already written the way of the language. */
export type DrillTexts = {
  readonly locale: string;
  readonly intro: (grade: string, perSecond: string, seconds: string, site: string) => string;
  readonly phases: Readonly<Record<DrillProgress["phase"], string>>;
  readonly progress: (parts: {
    phase: string;
    attack: string;
    done: string;
    waiting: string;
    refused: string;
  }) => string;
  readonly title: string;
  readonly columns: readonly [
    who: string,
    reads: string,
    acts: string,
    within: string,
    slowest: string,
    waits: string,
  ];
  readonly kinds: Readonly<Record<CitizenKind, string>>;
  readonly goals: Readonly<Record<GoalName, (wanted: string, got: string) => string>>;
  readonly marks: { readonly met: string; readonly missed: string; readonly unknown: string };
  readonly never: string;
  readonly attack: (sent: string, answered: string, late: string) => string;
  readonly slow: (held: string, closed: string) => string;
  readonly delivery: (
    parts: Readonly<Record<"sent" | "lost" | "doubled" | "changed" | "unseen", string>>,
  ) => string;
  readonly origin: (attack: string, citizens: string, most: string) => string;
  readonly notCounted: string;
  readonly heldBack: (requests: string) => string;
  readonly verdict: { readonly good: string; readonly wanting: string };
};

const FR: DrillTexts = {
  locale: "fr-FR",
  intro: (grade, perSecond, seconds, site) =>
    `Exercice : attaque de niveau ${grade}, ${perSecond} requêtes par seconde pendant ${seconds} s, contre ${site}.`,
  phases: { calm: "calme", flood: "attaque", after: "retour au calme" },
  progress: ({ phase, attack, done, waiting, refused }) =>
    `${phase} · robots ${attack}/s · citoyens servis ${done} · en attente ${waiting} · refusés ${refused}`,
  title: "Ce que les citoyens ont obtenu pendant l’attaque",
  columns: ["", "lire", "agir", "en 5 s", "95 % en", "pages d’attente"],
  kinds: {
    returning: "habitués",
    "first-time": "nouveaux",
    "no-script": "sans JavaScript",
    "shared-address": "même adresse",
    "feed-reader": "lecteurs de flux",
    crawler: "moteurs de recherche",
    monitor: "surveillance",
    partial: "lectures partielles",
  },
  goals: {
    reading: (wanted, got) => `pages lues justes : ${got} (but : ${wanted})`,
    "reading-quick": (wanted, got) => `99 lectures sur 100 en ${got} (but : ${wanted})`,
    "returning-acts": (wanted, got) => `démarches abouties des habitués : ${got} (but : ${wanted})`,
    "first-time-acts": (wanted, got) => `démarches des nouveaux abouties en 5 s : ${got} (but : ${wanted})`,
    "no-script-acts": (wanted, got) => `démarches abouties sans JavaScript : ${got} (but : ${wanted})`,
    messages: (wanted, got) => `messages perdus, doublés ou altérés : ${got} (but : ${wanted})`,
    reaction: (wanted, got) => `lecture rétablie après ${got} (but : ${wanted})`,
  },
  marks: { met: "atteint  ", missed: "manqué   ", unknown: "inconnu  " },
  never: "jamais",
  attack: (sent, answered, late) =>
    `Robots : ${sent} requêtes envoyées, ${answered} réponses. Retard du générateur : ${late} (99 sur 100).`,
  slow: (held, closed) => `Connexions lentes : ${held} tenues ensemble, ${closed} fermées par le serveur.`,
  delivery: ({ sent, lost, doubled, changed, unseen }) =>
    `Messages : ${sent} accusés reçus, ${lost} perdus, ${doubled} doublés, ${changed} altérés, ${unseen} arrivés sans accusé.`,
  origin: (attack, citizens, most) =>
    `Au serveur : ${attack} requêtes de robots, ${citizens} de citoyens, ${most} ensemble au plus.`,
  notCounted: "Le serveur ne compte pas les messages : pertes et doublons ne sont pas vérifiés.",
  heldBack: (requests) =>
    `Le générateur n’a pas pu envoyer ${requests} requêtes : toutes ses connexions attendaient.`,
  verdict: {
    good: "Le site a tenu : les buts mesurés sont atteints.",
    wanting: "Le site n’a pas tenu partout : voir les buts manqués.",
  },
};

const EN: DrillTexts = {
  locale: "en-GB",
  intro: (grade, perSecond, seconds, site) =>
    `Drill: attack of grade ${grade}, ${perSecond} requests a second for ${seconds} s, against ${site}.`,
  phases: { calm: "calm", flood: "attack", after: "back to calm" },
  progress: ({ phase, attack, done, waiting, refused }) =>
    `${phase} · robots ${attack}/s · citizens served ${done} · waiting ${waiting} · refused ${refused}`,
  title: "What citizens got during the attack",
  columns: ["", "read", "act", "in 5 s", "95 % in", "waiting pages"],
  kinds: {
    returning: "returning",
    "first-time": "first-time",
    "no-script": "no JavaScript",
    "shared-address": "one address",
    "feed-reader": "feed readers",
    crawler: "search engines",
    monitor: "monitoring",
    partial: "partial reads",
  },
  goals: {
    reading: (wanted, got) => `pages read right: ${got} (goal: ${wanted})`,
    "reading-quick": (wanted, got) => `99 reads of 100 in ${got} (goal: ${wanted})`,
    "returning-acts": (wanted, got) => `acts done by returning citizens: ${got} (goal: ${wanted})`,
    "first-time-acts": (wanted, got) => `acts of first-time citizens done in 5 s: ${got} (goal: ${wanted})`,
    "no-script-acts": (wanted, got) => `acts done without JavaScript: ${got} (goal: ${wanted})`,
    messages: (wanted, got) => `messages lost, doubled or changed: ${got} (goal: ${wanted})`,
    reaction: (wanted, got) => `reading well again after ${got} (goal: ${wanted})`,
  },
  marks: { met: "met     ", missed: "missed  ", unknown: "unknown " },
  never: "never",
  attack: (sent, answered, late) =>
    `Robots: ${sent} requests sent, ${answered} answered. The generator was ${late} late (99 of 100).`,
  slow: (held, closed) => `Slow connections: ${held} held at once, ${closed} closed by the server.`,
  delivery: ({ sent, lost, doubled, changed, unseen }) =>
    `Messages: ${sent} receipts, ${lost} lost, ${doubled} doubled, ${changed} changed, ${unseen} arrived without a receipt.`,
  origin: (attack, citizens, most) =>
    `At the origin: ${attack} requests of robots, ${citizens} of citizens, ${most} at once at most.`,
  notCounted: "The origin does not count messages: losses and doubles are not checked.",
  heldBack: (requests) =>
    `The generator could not send ${requests} requests: all its connections were waiting.`,
  verdict: {
    good: "The site held: the goals that were measured are met.",
    wanting: "The site did not hold everywhere: see the goals that were missed.",
  },
};

export const DRILL_TEXTS: Readonly<Record<"fr" | "en", DrillTexts>> = { fr: FR, en: EN };
