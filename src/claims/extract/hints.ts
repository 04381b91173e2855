import type { Stance } from "../reading.ts";
import type { Page } from "./page.ts";
import type { Taken } from "./stances.ts";

/** Texts that tell of an attack on computers without a word that means nothing else. */

const CULPRIT =
  /(?<![a-z])(?:(?:cyber-?)?(?:attaqu|attack)\w*|malveillan\w*|malicious\w*|pirat\w*|intru(?:s|sions?|ders?)|escrocs?|maitres?[- ]chanteurs?|extor\w+|crooks?|culprits?|cyber\w*|ran[cs]on\w*|ransom\w*|infect\w*|contamin\w*|sabot\w*|vandal\w*|hijack\w*|hack\w*|compromis\w*|leak(?:s|ed|ing)?|dump(?:s|ed)?|pwn\w*|knocked|scrambl\w*|chiffree?s?|encrypt\w*|detourne\w*|usurp\w*|phish\w*|hameconn\w*|virus|exfiltr\w*|siphonn\w*|aspiree?s?|telegram|forum|darknet)(?![a-z])/;
const COMPUTER =
  /(?<![a-z])(?:serveurs?|reseaux? informatiques?|informatiques?|numeriques?|ordinateurs?|messageries?|sauvegardes?|logiciels?|bases? de donnees|donnees|fichiers?|hebergeurs?|page d'accueil|sites? (?:internet|web|municipal|officiel|de la|du)|internet|en ligne|servers?|networks?|computers?|databases?|data|files|web ?sites?|home ?page|online|it systems?|portals?|portails?|comptes?|accounts?|mots de passe|passwords?|records)(?![a-z])/;

/** Those who claim deeds, and where they do. */
const CLAIMANTS =
  /(?<![a-z])(?:groupes?|collectifs?|collectives?|groups?|gangs?|crews?|hackers?|pirates?|hacktivist\w*|telegram|canal|channel|leak ?sites?|darknet|dark ?web)(?![a-z])/;

const hasHints = ({ plain }: Page): boolean => CULPRIT.test(plain) && COMPUTER.test(plain);

/** Whether a deed is named, and what it was done to, or who would claim it: worth reading further. */
export const mayTell = ({ plain }: Page): boolean =>
  CULPRIT.test(plain) && (COMPUTER.test(plain) || CLAIMANTS.test(plain));

export const namesCulprit = (plain: string): boolean => CULPRIT.test(plain);

/** The deed and its object in one sentence. */
export const isHint = (plain: string): boolean => CULPRIT.test(plain) && COMPUTER.test(plain);

const TELLING: ReadonlySet<Stance> = new Set([
  "claims",
  "denies",
  "no-incident",
  "inaccessible",
  "intermittent",
  "own-protection",
  "services-down",
  "data-stolen",
  "data-safe",
]);
/** So many different things that are said of victims are no chance. */
const STANCES_MIN = 2;
/** Where only a claim tells what it was about, more must be said. */
const STANCES_OF_CLAIM_MIN = 3;

/** `taken`: what each sentence takes a stance on. */
export function isTold(page: Page, taken: readonly (readonly Taken[])[]): boolean {
  if (!mayTell(page)) return false;
  const kinds = new Set(
    taken.flatMap((stances) => stances.map(({ stance }) => stance)).filter((one) => TELLING.has(one)),
  );
  return hasHints(page)
    ? kinds.size >= STANCES_MIN
    : kinds.size >= STANCES_OF_CLAIM_MIN &&
        page.sentences.some(
          ({ plain }, i) =>
            CLAIMANTS.test(plain) && (taken[i] ?? []).some(({ stance }) => stance === "claims"),
        );
}
