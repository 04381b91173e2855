import { describe, expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import { readText } from "./index.ts";

const gazetteer = openGazetteer();
const attacksOf = (text: string) =>
  readText({ text, source: "test" }, gazetteer).attacks.map(
    ({ body, type, actor }) => `${body.name} ${type} ${actor ?? "-"}`,
  );
const stancesOf = (text: string, name: string) =>
  readText({ text, source: "test" }, gazetteer)
    .attacks.find(({ body }) => body.name === name)
    ?.statements.map(({ stance }) => stance) ?? [];

describe("a digest", () => {
  const weekly = [
    "Weekly cyber round-up: two French councils and a port",
    "RANSOMWARE",
    "Akira claims the Corrèze department. The council has not replied.",
    "The city of Ghent restored its portal after being encrypted.",
    "DDOS",
    "NoName057(16) named Brest on Thursday. The website of the city of Brest was unreachable for an hour.",
    "PATCH NOW",
    "CERT-FR in Paris warns of a flaw in mail servers. The town of Vannes says it has patched.",
  ].join("\n\n");

  test("gives each story its own type, group and state", () => {
    expect(attacksOf(weekly)).toEqual(["Corrèze ransomware Akira", "Brest ddos NoName057(16)"]);
    expect(stancesOf(weekly, "Corrèze")).not.toContain("restored");
  });

  test("of villages gives each its own paragraph", () => {
    const text = [
      "Vie des communes",
      "Taulignan. Vide-greniers. Samedi, place du marché.",
      "Nyons. La mairie a été victime d'une cyberattaque. Les services fonctionnent au ralenti depuis mardi.",
      "Valréas. Concert de l'harmonie vendredi à 20 h.",
    ].join("\n\n");
    expect(attacksOf(text)).toEqual(["Nyons unspecified -"]);
    expect(stancesOf(text, "Nyons")).toContain("services-down");
  });

  test("of bullets keeps them apart", () => {
    const text = [
      "L'hebdo cyber n° 41",
      "• Rançongiciels. Akira épingle la mairie de Figeac, qui ne confirme rien.",
      "• Vulnérabilités. Une alerte a été publiée ; la ville de Metz dit avoir corrigé ses serveurs dans la journée.",
      "• Agenda. Nantes accueille un salon le 21.",
    ].join("\n\n");
    expect(attacksOf(text)).toEqual(["Figeac ransomware Akira"]);
  });

  test("quotes exact spans of the whole text", () => {
    const { attacks } = readText({ text: weekly, source: "test" }, gazetteer);
    for (const { quote, span } of attacks.flatMap(({ statements }) => statements))
      expect(weekly.slice(...span)).toBe(quote);
  });
});

describe("what is said of one", () => {
  test("silences no other: no attack, an exercise, a town abroad", () => {
    expect(
      attacksOf(
        "The town hall of Tulle confirmed it was hit by ransomware on Monday. In Brive, officials ruled out a cyberattack and blamed a power cut.",
      ),
    ).toEqual(["Tulle ransomware -"]);
    expect(
      attacksOf(
        "La ville de Saumur a déclaré avoir été la cible d'une cyberattaque. Ses serveurs sont arrêtés. En Suisse, la commune de Rolle est aussi touchée.",
      ),
    ).toEqual(["Saumur unspecified -"]);
    expect(
      attacksOf(
        "La mairie de Guéret a été victime d'un rançongiciel lundi. Les téléphones sont coupés.\n\nLe maire a porté plainte.\n\nÀ Aubusson, un exercice de crise est prévu en janvier.",
      ),
    ).toEqual(["Guéret ransomware -"]);
  });

  test("silences the text where it is all that the text says", () => {
    expect(
      attacksOf("Le site de la ville de Dax ne répond plus. La mairie écarte une cyberattaque : une panne."),
    ).toEqual([]);
    expect(
      attacksOf(
        "La mairie de Dax a été paralysée par un rançongiciel mardi. C'était un exercice de crise, sans conséquence.",
      ),
    ).toEqual([]);
  });
});

describe("a table", () => {
  const table = (...rows: string[]) =>
    ["Cyberattaques du 3 juin : ce que l'on sait des sites touchés", "", ...rows].join("\n");

  test("says of each row its own group and state, and who says it by its columns", () => {
    const text = table(
      "Organisme | Revendiqué par | Situation à 16 heures | Ce que dit l'organisme",
      "Ville de Toulouse | Dark Storm Team | inaccessible | attaque confirmée",
      "Préfecture du Gers | Mr Hamza | fermé par précaution | pas de réponse",
      "Ville de Colmar | Keymous+ | accessible | rien constaté",
    );
    expect(attacksOf(text)).toEqual([
      "Toulouse ddos Dark Storm Team",
      "Préfecture du Gers ddos Mr Hamza",
      "Colmar ddos Keymous+",
    ]);
    expect(stancesOf(text, "Toulouse")).toEqual(["claims", "inaccessible", "confirms"]);
    expect(stancesOf(text, "Préfecture du Gers")).toEqual(["claims", "own-protection"]);
    expect(stancesOf(text, "Colmar")).toEqual(["claims", "accessible", "no-incident"]);
  });

  test("of two columns needs no bars", () => {
    const text = [
      "Cyberattaque : le point en Gironde",
      "Les hackers de NoName ont publié mardi une liste qui énumère trois adresses.",
      "Ville ou collectivité — état à 15 h\nBayonne — page inaccessible\nBrive-la-Gaillarde — accessible\nAgen — erreur une fois sur deux",
    ].join("\n\n");
    expect(stancesOf(text, "Bayonne")).toEqual(["inaccessible", "claims"]);
    expect(stancesOf(text, "Brive-la-Gaillarde")).toEqual(["accessible", "claims"]);
    expect(stancesOf(text, "Agen")).toEqual(["intermittent", "claims"]);
  });

  test("leaves out other countries, headings and firms", () => {
    const text = table(
      "Date | Country | Entity | Type | Status",
      "8 June | Germany | City of Ludwigsburg | Ransomware | Systems offline",
      "9 June | France | Town hall of Bergerac | Ransomware | Phones and e-mail down, no claim",
      "10 June | France | Carrier Translor, Nantes | Ransomware (Akira) | No comment",
      "12 June | France | Aveyron department | DDoS (NoName057(16)) | Site accessible",
    );
    expect(attacksOf(text)).toEqual(["Bergerac ransomware -", "Aveyron ddos NoName057(16)"]);
    expect(stancesOf(text, "Bergerac")).toEqual(["services-down"]);
  });
});

test("an entry of a live page has its own body, and no story of the one before", () => {
  const text = [
    "Cyberattaques : Dijon et Metz visées, plusieurs groupes revendiquent",
    "18h05\nLe point\nDeux groupes de hackers se disputent ces attaques : Keymous+ et Dark Storm Team.",
    "16h20\nKeymous+ s'attribue l'attaque contre Metz\nKeymous+ dit avoir fait tomber le site de la ville de Metz. La page renvoie une erreur 503.",
    '15h10\nLe maire de Dijon confirme\n"Notre site subit une attaque par déni de service", écrit la mairie de Dijon, que Dark Storm Team dit avoir visée.',
    "13h40\nMétéo : les trains en retard\nLe téléphone de la gare est coupé.",
  ].join("\n\n");
  expect(attacksOf(text).sort()).toEqual(["Dijon ddos Dark Storm Team", "Metz ddos Keymous+"]);
  expect(stancesOf(text, "Dijon")).not.toContain("services-down");
});
