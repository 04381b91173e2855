import { describe, expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import { openExtraction } from "./index.ts";

/** Which body a sentence about several says what of. */

const read = openExtraction(openGazetteer());
const CLAIMED = {
  fr: "Le groupe NoName057(16) a revendiqué mardi des attaques par déni de service contre les sites des villes de Dijon, Brest et Lorient.",
  en: "The group NoName057(16) claimed denial-of-service attacks on Tuesday on the websites of the cities of Dijon, Brest and Lorient.",
};
type Case = readonly ["fr" | "en", string, Readonly<Record<"Dijon" | "Brest" | "Lorient", string>>];

/** What is said of each beside the claim; nothing where it is empty, either of two around a bar. */
const CASES: readonly Case[] = [
  [
    "fr",
    "Le site de Dijon était inaccessible mardi, celui de Brest fonctionnait normalement et celui de Lorient répondait par intermittence.",
    { Dijon: "inaccessible", Brest: "accessible", Lorient: "intermittent" },
  ],
  [
    "fr",
    "La mairie de Dijon a démenti toute attaque, celle de Brest n'a constaté aucun incident.",
    { Dijon: "denies", Brest: "no-incident", Lorient: "" },
  ],
  [
    "fr",
    "À Dijon, le site était hors ligne ; à Brest, tout fonctionnait normalement.",
    { Dijon: "inaccessible", Brest: "no-incident|accessible", Lorient: "" },
  ],
  [
    "fr",
    "Dijon (site inaccessible), Brest (site accessible) et Lorient (site ralenti) figurent parmi les cibles.",
    { Dijon: "inaccessible", Brest: "accessible", Lorient: "intermittent" },
  ],
  [
    "fr",
    "Les sites de Dijon et Brest étaient inaccessibles, seul celui de Lorient fonctionnait.",
    { Dijon: "inaccessible", Brest: "inaccessible", Lorient: "accessible" },
  ],
  [
    "fr",
    "Le site de Dijon ne répondait plus, ceux de Brest et de Lorient étaient accessibles.",
    { Dijon: "inaccessible", Brest: "accessible", Lorient: "accessible" },
  ],
  [
    "fr",
    "Contactées, les villes de Dijon et de Brest disent n'avoir rien remarqué, Lorient évoque des lenteurs sur son site.",
    { Dijon: "no-incident", Brest: "no-incident", Lorient: "intermittent" },
  ],
  [
    "fr",
    "Dijon, dont le site était inaccessible mardi matin, Brest et Lorient ont déposé plainte.",
    { Dijon: "inaccessible", Brest: "", Lorient: "" },
  ],
  [
    "fr",
    "Seul le site de Lorient était encore inaccessible mardi soir.",
    { Dijon: "", Brest: "", Lorient: "inaccessible" },
  ],
  [
    "fr",
    "Tous les sites étaient accessibles mardi soir, à l'exception de celui de Lorient.",
    { Dijon: "accessible", Brest: "accessible", Lorient: "inaccessible" },
  ],
  [
    "fr",
    "Le site de Lorient a été rétabli, tandis que ceux de Dijon et de Brest restaient inaccessibles.",
    { Dijon: "inaccessible", Brest: "inaccessible", Lorient: "restored" },
  ],
  [
    "fr",
    "La ville de Brest dément, mais reconnaît des lenteurs sur son site.",
    { Dijon: "", Brest: "denies", Lorient: "" },
  ],
  [
    "fr",
    "Les trois sites étaient de nouveau en ligne mercredi.",
    { Dijon: "restored", Brest: "restored", Lorient: "restored" },
  ],
  [
    "fr",
    "À Lorient, le site affichait une page d'erreur.\n\nÀ Brest, la mairie assure n'avoir rien constaté.",
    { Dijon: "", Brest: "no-incident", Lorient: "inaccessible" },
  ],
  [
    "fr",
    "Le site de Dijon, très lent mardi matin, fonctionnait l'après-midi ; celui de Brest est resté accessible.",
    { Dijon: "intermittent", Brest: "accessible", Lorient: "" },
  ],
  [
    "fr",
    "Ni Dijon ni Brest n'ont constaté d'incident.",
    { Dijon: "no-incident", Brest: "no-incident", Lorient: "" },
  ],
  [
    "fr",
    "La mairie de Dijon, comme celle de Brest, affirme n'avoir subi aucune perturbation.",
    { Dijon: "no-incident", Brest: "no-incident", Lorient: "" },
  ],
  [
    "en",
    "The website of Dijon was down on Tuesday, that of Brest was working normally and that of Lorient was only intermittently accessible.",
    { Dijon: "inaccessible", Brest: "accessible", Lorient: "intermittent" },
  ],
  [
    "en",
    "Dijon denied any attack, Brest said it had noticed nothing.",
    { Dijon: "denies", Brest: "no-incident", Lorient: "" },
  ],
  [
    "en",
    "Dijon's website was offline; Brest's was still accessible.",
    { Dijon: "inaccessible", Brest: "accessible", Lorient: "" },
  ],
  [
    "en",
    "The websites of Dijon and Brest were unreachable, while Lorient's loaded normally.",
    { Dijon: "inaccessible", Brest: "inaccessible", Lorient: "accessible" },
  ],
  [
    "en",
    "Dijon, whose website was unavailable for an hour, Brest and Lorient have filed complaints.",
    { Dijon: "inaccessible", Brest: "", Lorient: "" },
  ],
  [
    "en",
    "All three websites were accessible on Tuesday evening.",
    { Dijon: "accessible", Brest: "accessible", Lorient: "accessible" },
  ],
  [
    "en",
    "Neither Dijon nor Brest noticed any disruption.",
    { Dijon: "no-incident", Brest: "no-incident", Lorient: "" },
  ],
  [
    "en",
    "Only Lorient's website was still down in the evening.",
    { Dijon: "", Brest: "", Lorient: "inaccessible" },
  ],
  [
    "en",
    "Officials in Dijon and Brest said they had seen no incident, but Lorient reported slowdowns on its website.",
    { Dijon: "no-incident", Brest: "no-incident", Lorient: "intermittent" },
  ],
  [
    "en",
    "The website of Lorient was back online, whereas those of Dijon and Brest remained inaccessible.",
    { Dijon: "inaccessible", Brest: "inaccessible", Lorient: "restored" },
  ],
  [
    "en",
    "In Dijon, the website was down. In Brest, the town hall said nothing had been affected.",
    { Dijon: "inaccessible", Brest: "no-incident", Lorient: "" },
  ],
  [
    "en",
    "But they were all accessible on Tuesday afternoon.",
    { Dijon: "accessible", Brest: "accessible", Lorient: "accessible" },
  ],
  [
    "fr",
    "Mais ils étaient tous accessibles mardi après-midi.",
    { Dijon: "accessible", Brest: "accessible", Lorient: "accessible" },
  ],
  [
    "fr",
    "Le site de la ville de Brest était inaccessible vers 11 heures, de même que celui de Lorient.",
    { Dijon: "", Brest: "inaccessible", Lorient: "inaccessible" },
  ],
];

describe("what is said of one of several", () => {
  test.each(CASES)("%s: %s", (lang, sentence, wanted) => {
    const { attacks } = read({ text: `${CLAIMED[lang]}\n\n${sentence}\n` });
    for (const [name, want] of Object.entries(wanted)) {
      const said = (attacks.find(({ body }) => body.name === name)?.statements ?? [])
        .map(({ stance }) => stance)
        .filter((stance) => stance !== "claims" && stance !== "confirms");
      const given = [...new Set(said)].join(" ");
      expect(want.split("|"), `${name}: ${given}`).toContain(given);
    }
  });

  test("a claim stands once with each, however the sentence goes on", () => {
    const { attacks } = read({
      text: "Le groupe NoName057(16) a revendiqué des attaques contre les sites des villes de Dijon, Brest et Lorient, mais ils étaient toujours accessibles mardi.",
    });
    expect(attacks.length).toBe(3);
    for (const { statements } of attacks)
      expect(statements.map(({ stance }) => stance).sort()).toEqual(["accessible", "claims"]);
  });
});
