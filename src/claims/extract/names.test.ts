import { describe, expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import { nameBook, namesIn } from "./names.ts";
import { readPage } from "./page.ts";
import { resolveName } from "./resolve.ts";

const gazetteer = openGazetteer();
const book = nameBook(gazetteer);

/** Ids of the names in a text's first sentence; "?" for those that stay open, in brackets for places. */
function ids(text: string, places: readonly string[] = []): string[] {
  const page = readPage(text);
  const sentence = page.sentences[0];
  if (sentence === undefined) return [];
  return namesIn(page, sentence, book, 0).map((name) => {
    const id = resolveName(name, page, new Set(places), gazetteer).body?.id ?? "?";
    return name.place ? `(${id})` : id;
  });
}

describe("names", () => {
  test("a head says which body is meant, and spreads over its list", () => {
    expect(
      ids("les sites des villes de Nantes, Bordeaux et Le Havre, ainsi que ceux du département des Landes"),
    ).toEqual(["commune:44109", "commune:33063", "commune:76351", "departement:40"]);
    expect(ids("the sites of the Mayenne and Gers departments")).toContain("departement:32");
    expect(ids("la préfecture de la Haute-Savoie")).toEqual(["prefecture:74"]);
  });

  test("an article makes a département of a name that is a town's too", () => {
    expect(ids("Le piratage de la Mayenne")).toEqual(["departement:53"]);
    expect(ids("La ville de Mayenne est touchée")).toEqual(["commune:53147"]);
  });

  test("towns that share a name need their département", () => {
    expect(ids("La mairie de Saint-Denis (Seine-Saint-Denis) est touchée")).toEqual([
      "commune:93066",
      "(departement:93)",
    ]);
    expect(ids("La mairie de Saint-Denis (974) est touchée")).toEqual(["commune:97411"]);
    expect(ids("La mairie de Sainte-Colombe est touchée")).toEqual(["?"]);
    expect(ids("La mairie de Sainte-Colombe est touchée", ["69"])).toEqual(["commune:69189"]);
  });

  test("a part of a longer word or name is no name", () => {
    expect(ids("dans le Val-de-Marne")).toEqual(["departement:94"]);
    expect(ids("des villes du Sud-Ouest")).toEqual([]);
    expect(ids("Les attaques se suivent")).toEqual([]);
  });

  test("places are told from bodies", () => {
    expect(ids("le parquet de Nanterre")).toEqual(["(commune:92050)"]);
    expect(ids("près de Lyon")).toEqual(["(commune:69123)"]);
    expect(ids("the Paris prosecutor's office")).toEqual(["(commune:75056)"]);
  });

  test("intercommunal bodies are found under the names that are said", () => {
    expect(ids("l'agglomération de Nevers")).toEqual(["epci:245804406"]);
    expect(ids("Le réseau de Grand Narbonne")).toEqual(["epci:241100593"]);
  });
});
