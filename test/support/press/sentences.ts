import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Speaker, Stance } from "../../../src/claims/reading.ts";

/** One way of saying a stance, ready to be read: the sentence of its context first, with a town in both. */
export type Said = {
  readonly lang: "fr" | "en";
  readonly stance: Stance;
  readonly speaker: Speaker;
  readonly sentence: string;
  readonly text: (town: string) => string;
};

/** What stands before a sentence that alone would not tell of an attack. */
const CONTEXTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fr: {
    alone: "",
    ddos: "Le groupe NoName057(16) a revendiqué mardi une attaque par déni de service contre le site de la ville de $.\n\n",
    system: "La ville de $ a été victime lundi d'une cyberattaque par rançongiciel.\n\n",
  },
  en: {
    alone: "",
    ddos: "The hacker group NoName057(16) claimed a denial-of-service attack on Tuesday on the website of the city of $.\n\n",
    system: "The city of $ was hit by a ransomware attack on Monday.\n\n",
  },
};

export function saidIn(lang: "fr" | "en"): Said[] {
  const lines = readFileSync(join(import.meta.dir, `sentences.${lang}.txt`), "utf8").split("\n");
  const found: Said[] = [];
  let [stance, speaker, context] = ["", "", ""];
  for (const line of lines) {
    if (line.startsWith("## ")) [stance = "", speaker = "", context = ""] = line.slice(3).split(" ");
    else if (line !== "" && !line.startsWith("#")) {
      const before = CONTEXTS[lang]?.[context];
      if (before === undefined) throw new Error(`sentences.${lang}.txt has no context ${context}`);
      const text = (town: string) => `${before}${line}\n`.replaceAll("$", town);
      found.push({ lang, stance: stance as Stance, speaker: speaker as Speaker, sentence: line, text });
    }
  }
  return found;
}
