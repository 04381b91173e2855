import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { fold, openGazetteer } from "../../gazetteer/index.ts";
import { type Attack, type Reading, TEXT_CHARACTERS_MAX } from "../reading.ts";
import { openExtraction } from "./extraction.ts";

const gazetteer = openGazetteer();
const read = openExtraction(gazetteer);
const reading = (text: string): Reading => read({ text });
const attackOn = (text: string, id: string): Attack | undefined =>
  reading(text).attacks.find(({ body }) => body.id === id);
const stances = (text: string, id: string): string[] =>
  [...new Set(attackOn(text, id)?.statements.map(({ stance }) => stance))].sort();
const accused = (text: string): string[] =>
  reading(text)
    .attacks.map(({ body }) => body.id)
    .sort();

const GUERET = "commune:23096";
const LEAD = "La ville de Guéret a été victime d'une cyberattaque lundi.\n\n";
const LEAD_EN = "The town of Guéret was hit by a cyberattack on Monday.\n\n";

describe("stances", () => {
  const cases: readonly (readonly [text: string, stance: string])[] = [
    [`${LEAD}Le standard téléphonique est hors service.`, "services-down"],
    [`${LEAD}L'état civil travaille au papier et au crayon.`, "services-down"],
    [`${LEAD}Les serveurs ont été coupés par précaution.`, "own-protection"],
    [`${LEAD}« À ce stade, aucune fuite de données n'a été constatée », indique le maire.`, "data-safe"],
    [`${LEAD}Des données personnelles ont été dérobées, reconnaît la mairie.`, "data-stolen"],
    [`${LEAD}La messagerie a été rétablie jeudi.`, "restored"],
    [`${LEAD}Le site internet de la commune reste accessible.`, "accessible"],
    [`${LEAD}Le site de la mairie n'est plus accessible.`, "inaccessible"],
    [`${LEAD}Le site de la ville s'affichait par intermittence.`, "intermittent"],
    [`${LEAD}L'attaque a été revendiquée par le groupe LockBit.`, "claims"],
    [`${LEAD_EN}Phone lines are down and staff have gone back to pen and paper.`, "services-down"],
    [`${LEAD_EN}The network was shut down as a precaution.`, "own-protection"],
    [`${LEAD_EN}No data had been stolen, the town hall said.`, "data-safe"],
    [`${LEAD_EN}The mayor said that personal data had been stolen.`, "data-stolen"],
    [`${LEAD_EN}The website was back online on Tuesday.`, "restored"],
    [`${LEAD_EN}The town's website was still accessible.`, "accessible"],
    [`${LEAD_EN}The website could not be reached.`, "inaccessible"],
    [`${LEAD_EN}The LockBit group claimed responsibility for the attack.`, "claims"],
  ];
  for (const [text, stance] of cases) {
    test(`${stance}: ${text.split("\n").at(-1)}`, () => expect(stances(text, GUERET)).toContain(stance));
  }

  test("a denial is no confirmation, and what is denied is not said", () => {
    const text =
      "NoName057(16) a revendiqué une attaque contre le site de la ville de Guéret. La mairie dément avoir été attaquée et n'a constaté aucun incident.";
    expect(stances(text, GUERET)).toEqual(["claims", "denies", "no-incident"]);
  });

  test("a quote is whole words of the text, however long its sentence is", () => {
    const text = `Les sites internet des villes de Guéret et de Castres, et ${"aussi celui d'un syndicat intercommunal ".repeat(4)}ont été la cible lundi matin d'attaques par déni de service revendiquées par NoName057(16) sur une messagerie ${"toujours très fréquentée ".repeat(6)}le jour même.`;
    const quotes = reading(text).attacks.flatMap(({ statements }) => statements.map(({ quote }) => quote));
    expect(quotes.length).toBeGreaterThan(0);
    for (const quote of quotes) {
      const at = text.indexOf(quote);
      expect(at, quote).toBeGreaterThanOrEqual(0);
      const around = [text[at - 1], quote[0], quote.at(-1), text[at + quote.length]].map((one) =>
        /[\p{L}\p{N}]/u.test(one ?? " "),
      );
      expect([around[0] && around[1], around[2] && around[3]], quote).toEqual([false, false]);
    }
  });

  test("a quote does not begin or end within a name", () => {
    const text =
      "Le groupe NoName057(16) a revendiqué mardi des attaques par déni de service contre les sites des villes de Tarbes et de Pau.";
    const quotes = reading(text).attacks.flatMap(({ statements }) => statements.map(({ quote }) => quote));
    expect(new Set(quotes)).toEqual(new Set([text.slice(0, -1)]));
  });

  test("negation, hope and questions are no states", () => {
    const none = stances(
      `${LEAD}Le service pourrait être rétabli vendredi. Des données ont-elles été volées ?`,
      GUERET,
    );
    expect(none).toEqual(["confirms"]);
  });

  test("each quote is exactly its span, whoever says it", () => {
    const text = `${LEAD}« Aucune donnée n'a été volée », assure le maire. Les serveurs sont coupés par précaution.`;
    const all = attackOn(text, GUERET)?.statements ?? [];
    expect(all.length).toBeGreaterThan(2);
    for (const { quote, span } of all) expect(text.slice(...span)).toBe(quote);
    expect(all.find(({ stance }) => stance === "data-safe")?.speaker).toBe("victim");
  });

  test("a title beside the text is read, and moves no span", () => {
    const text = "Le standard est hors service depuis lundi matin à la mairie.";
    const { attacks } = read({ title: "Cyberattaque contre la ville de Guéret", text });
    expect(attacks.map(({ body }) => body.id)).toEqual([GUERET]);
    for (const { quote, span } of attacks[0]?.statements ?? []) expect(text.slice(...span)).toBe(quote);
  });
});

describe("who is attacked", () => {
  test("a clause that turns binds to its own bodies", () => {
    const text =
      "NoName057(16) a revendiqué des attaques par déni de service. Le site de la ville de Guéret était inaccessible, tandis que celui de la ville de Tulle restait accessible.";
    expect(stances(text, GUERET)).toContain("inaccessible");
    expect(stances(text, GUERET)).not.toContain("accessible");
    expect(stances(text, "commune:19272")).toContain("accessible");
    expect(stances(text, "commune:19272")).not.toContain("inaccessible");
  });

  test("reminders, neighbours, experts and courts are not accused", () => {
    const text = `${LEAD}L'hôpital de Dax avait été touché il y a deux ans. Le parquet de Limoges enquête. Pour un expert basé à Toulouse, c'est classique. La commune voisine de Sainte-Feyre a prêté des ordinateurs.`;
    expect(accused(text)).toEqual([GUERET]);
  });

  test("a name that several towns bear ends unresolved, with its candidates", () => {
    const { attacks, unresolved } = reading("La mairie de Sainte-Colombe victime d'une cyberattaque lundi.");
    expect(attacks).toEqual([]);
    expect(unresolved[0]?.why).toBe("homonyms");
    expect(unresolved[0]?.candidates.length).toBeGreaterThan(2);
  });

  const negatives: readonly string[] = [
    "L'attaque de Nice a été inaccessible pour la défense de Nantes, victime de sa fébrilité.",
    "Cybersécurité : dix conseils aux mairies. Les attaques par rançongiciel visent les communes. À Caen comme à Lille, il faut sauvegarder.",
    "La ville de Tours a simulé une cyberattaque : un exercice de crise avec un rançongiciel fictif.",
    "Le tribunal de Lyon a condamné mercredi l'homme qui avait piraté la mairie de Givors en 2021.",
    "En 2023, une commune sur dix a été victime d'une cyberattaque, selon une étude. Nantes et Rennes investissent.",
    "Non, la mairie de Laval n'a pas été piratée : une panne électrique a coupé les serveurs lundi.",
    "Orange lance une offre anti-DDoS pour les mairies, hébergée à Rennes.",
    "The city of Brest held a cyber drill in which hackers took its websites offline.",
    "A Bordeaux court sentenced a man for hacking the town hall of Pessac in 2020.",
    "Tours, Sens et Nice : trois villes inaccessibles aux petits budgets, victimes de leur succès.",
  ];
  for (const text of negatives) test(`nobody: ${text.slice(0, 60)}`, () => expect(accused(text)).toEqual([]));
});

describe("variations", () => {
  const SEED = 20241231;
  const towns = [...gazetteer.bodies()].filter(
    (body) =>
      body.kind === "commune" &&
      (body.population ?? 0) >= 20_000 &&
      gazetteer.named(fold(body.name)).filter(({ kind }) => kind === "commune").length === 1 &&
      !/^L[ea]s? |^Paris/.test(body.name),
  );
  const some = fc.uniqueArray(fc.constantFrom(...towns), {
    minLength: 2,
    maxLength: 8,
    selector: ({ id }) => id,
  });
  const of = (name: string) => (/^[AEIOUYÉÈÎ]/.test(name) ? `d'${name}` : `de ${name}`);
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "");

  test("any towns in any order: all claimed, all accessible, nobody else", () => {
    fc.assert(
      fc.property(some, fc.boolean(), (bodies, accents) => {
        const list = bodies.map(({ name }) => name);
        const text = `Le groupe NoName057(16) a revendiqué des attaques contre les sites des villes de ${list.slice(0, -1).join(", ")} et ${list.at(-1)}, mais ils étaient toujours accessibles mardi.`;
        const { attacks } = reading(accents ? text : plain(text));
        expect(attacks.map(({ body }) => body.id).sort()).toEqual(bodies.map(({ id }) => id).sort());
        for (const { statements } of attacks)
          expect(statements.map(({ stance }) => stance).sort()).toEqual(["accessible", "claims"]);
      }),
      { numRuns: 150, seed: SEED },
    );
  });

  test("the same in English", () => {
    fc.assert(
      fc.property(some, (bodies) => {
        const list = bodies.map(({ name }) => name);
        const text = `The NoName057(16) group claimed attacks on the websites of the cities of ${list.slice(0, -1).join(", ")} and ${list.at(-1)}, but they were still accessible on Tuesday.`;
        const { attacks } = reading(text);
        expect(attacks.map(({ body }) => body.id).sort()).toEqual(bodies.map(({ id }) => id).sort());
        for (const { statements } of attacks)
          expect(statements.map(({ stance }) => stance).sort()).toEqual(["accessible", "claims"]);
      }),
      { numRuns: 150, seed: SEED },
    );
  });

  test("one town, other words: the town and no other", () => {
    const templates: readonly ((name: string) => string)[] = [
      (name) => `La mairie ${of(name)} victime d'une cyberattaque : les services sont paralysés.`,
      (name) => `${name} : la ville touchée par une cyberattaque dans la nuit de lundi à mardi.`,
      (name) => `Une cyberattaque a visé lundi la commune ${of(name)}.`,
      (name) => `Des pirates informatiques ont paralysé les serveurs de la ville ${of(name)}.`,
      (name) => `The city of ${name} has been hit by a ransomware attack, its mayor said on Tuesday.`,
      (name) => `Hackers took down the website of ${name} city hall on Tuesday.`,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...towns), fc.constantFrom(...templates), ({ id, name }, template) => {
        expect(accused(template(name))).toEqual([id]);
      }),
      { numRuns: 300, seed: SEED },
    );
  });
});

describe("hostile texts", () => {
  const hostile: readonly string[] = [
    "a ".repeat(200_000),
    "cyberattaque contre la ville de ".repeat(10_000),
    `${"Nantes, Bordeaux, Nice, ".repeat(10_000)}victimes d'une cyberattaque`,
    'cyberattaque « " ( '.repeat(12_000),
    "cyberattaque données aucune n'a pas été ".repeat(6_000),
    "- Ville de Nantes : cyberattaque, site inaccessible :\n".repeat(5_000),
  ];
  test("are read in bounded time and give bounded readings", () => {
    for (const text of hostile) {
      const begun = performance.now();
      const { attacks, names, numbers, hosts } = reading(text);
      expect(performance.now() - begun).toBeLessThan(20_000);
      expect(attacks.length + names.length + numbers.length + hosts.length).toBeLessThan(1_200);
    }
  }, 120_000);

  test("what is beyond the bound is not read", () => {
    const text = `${"x ".repeat(TEXT_CHARACTERS_MAX / 2)}\n\nLa ville de Guéret victime d'une cyberattaque.`;
    expect(accused(text)).toEqual([]);
  });
});
