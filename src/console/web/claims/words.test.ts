import { describe, expect, test } from "bun:test";
import type { DocumentRow, EventRow, Statement, VerdictRecord } from "../../../claims/events.ts";
import { SERVICES } from "../../../claims/codes.ts";
import { departementNames } from "../../../gazetteer/index.ts";
import { texts } from "../../locales/index.ts";
import { makeSpeech } from "../speech.ts";
import { DEPARTEMENTS } from "./departements.ts";
import {
  bodyAbout,
  changesOfStory,
  claimSentence,
  countedText,
  measuredSentence,
  momentText,
  saidLines,
  saidTimeText,
  servicesText,
  sourcesText,
  titleText,
  verdictText,
  windowText,
} from "./words.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const en = makeSpeech("en", "Europe/Paris");
const NOW = Date.parse("2026-01-06T09:00:00Z");

const row = (more: Partial<EventRow> = {}): EventRow => ({
  event: "e-0000000000000001",
  title: "Castres et Lorient, 5 janvier 2026",
  titleEn: "Castres and Lorient, 5 January 2026",
  named: false,
  type: "ddos",
  actors: ["NoName057(16)"],
  from: "2026-01-04T23:00:00.000Z",
  to: "2026-01-05T22:59:59.999Z",
  bodies: 6,
  documents: 2,
  dispatches: 1,
  verdicts: { claimed_but_accessible: 4, confirmed_inaccessible: 1 },
  denials: 1,
  toReview: 0,
  published: false,
  exercise: false,
  changed: 1,
  changedAt: "2026-01-05T09:00:00.000Z",
  ...more,
});

const said = (id: string, more: Partial<Statement> = {}): Statement => ({
  id: `s-000000000000000a-${id}`,
  document: "d-000000000000000a",
  bodies: ["commune:81065"],
  speaker: "victim",
  stance: "no-incident",
  modality: "asserted",
  quote: "aucun incident",
  span: null,
  at: "2026-01-04T23:00:00.000Z",
  atOfDocument: true,
  publisher: null,
  review: null,
  read: null,
  ...more,
});

describe("an event in its first lines", () => {
  test("is called in the reader's language", () => {
    expect(titleText(row(), fr)).toBe("Castres et Lorient, 5 janvier 2026");
    expect(titleText(row(), en)).toBe("Castres and Lorient, 5 January 2026");
  });

  test("tells what is claimed, and beside it what was measured", () => {
    expect(claimSentence(row(), true, fr)).toBe(
      "NoName057(16) revendique une attaque par déni de service contre 6 organismes.",
    );
    expect(measuredSentence(row(), fr)).toBe("Mesuré\u00a0: 1\u00a0inaccessible et 4\u00a0accessibles.");
    expect(claimSentence(row({ bodies: 1 }), true, en)).toBe(
      "NoName057(16) claims a denial-of-service attack on 1 body.",
    );
  });

  test("says claims only of who claims: an author named by others is attributed, and none is said to be none", () => {
    expect(claimSentence(row(), false, fr)).toContain("attribuent à NoName057(16)");
    expect(claimSentence(row({ actors: [] }), false, fr)).toContain("sans auteur nommé");
  });

  test("says that the measurement is silent where nothing was or can be measured", () => {
    const verdicts = { not_observed: 2, not_verifiable: 1 };
    expect(measuredSentence(row({ verdicts }), fr)).toBe(
      "La mesure ne dit rien\u00a0: 1\u00a0non vérifiable et 2\u00a0non observés.",
    );
    expect(measuredSentence(row({ verdicts: { ...verdicts, inconclusive: 1 } }), fr)).toStartWith("Mesuré");
  });

  test("counts versions of one dispatch as one source", () => {
    expect(sourcesText(1, 9, fr)).toBe("1 source, 9 documents");
    expect(sourcesText(2, 2, en)).toBe("2 sources");
  });
});

describe("a verdict", () => {
  test("is never called confirmed where one point measured", () => {
    for (const verdict of ["confirmed_inaccessible", "confirmed_intermittent"] as const) {
      expect(verdictText(verdict, false, fr)).toContain("selon un seul point de mesure");
      expect(verdictText(verdict, true, fr)).toContain("confirmé");
      expect(verdictText(verdict, false, en)).not.toContain("confirmed");
    }
    expect(verdictText("not_observed", false, fr)).toBe("Non observé");
  });

  test("stands with its figures, or says that there are none", () => {
    const sites = [{ n: 48, d: 2, vantages: 2 }] as unknown as VerdictRecord["sites"];
    expect(countedText({ sites }, fr)).toBe("2 relevés sans réponse sur 48, 2 points de mesure");
    expect(countedText({ sites: [] }, fr)).toBe("aucun relevé");
  });
});

describe("times", () => {
  test("are no more exact than they were said", () => {
    const day = { from: "2026-01-04T23:00:00.000Z", to: "2026-01-05T22:59:59.999Z", zone: null };
    expect(saidTimeText({ ...day, precision: "day" }, NOW, fr)).toBe("5 janvier 2026");
    const minute = { from: "2026-01-05T11:30:00.000Z", to: "2026-01-05T11:31:00.000Z", zone: null };
    expect(saidTimeText({ ...minute, precision: "minute" }, NOW, fr)).toContain("12\u00a0h\u00a030");
    expect(saidTimeText({ ...minute, precision: "hour" }, NOW, fr)).toStartWith("vers");
    expect(saidTimeText({ ...day, to: "2026-01-11T22:59:59.999Z", precision: "week" }, NOW, fr)).toBe(
      "du 5 janvier 2026 au 11 janvier 2026",
    );
  });

  test("midnight in Paris is a day, whatever clock the reader has", () => {
    const away = makeSpeech("en", "America/New_York");
    for (const speech of [en, away]) {
      expect(momentText("2026-01-04T23:00:00.000Z", NOW, speech)).toBe("5 January 2026");
    }
    expect(windowText({ from: "2026-01-04T23:00:00.000Z", to: "2026-01-05T22:59:59.999Z" }, NOW, en)).toBe(
      "5 January 2026",
    );
    expect(
      windowText({ from: "2026-01-05T11:00:00.000Z", to: "2026-01-05T12:00:00.000Z" }, NOW, en),
    ).toContain("12:00");
  });
});

describe("what is said of one body", () => {
  const documents = new Map(
    ["a", "b", "c"].map((letter) => {
      const document = `d-000000000000000${letter}`;
      const dispatch = letter === "c" ? "p-2" : "p-1";
      return [document, { document, dispatch } as DocumentRow];
    }),
  );

  test("is one line for all versions of a dispatch, and another for another source", () => {
    const statements = [
      said("1"),
      said("2", { document: "d-000000000000000b" }),
      said("3", { document: "d-000000000000000c" }),
      said("4", { stance: "confirms" }),
    ];
    const lines = saidLines(statements, documents);
    expect(lines.map((line) => [line.said.id.slice(-1), line.others.length])).toEqual([
      ["1", 1],
      ["3", 0],
      ["4", 0],
    ]);
  });

  test("leaves out what a person set aside", () => {
    const review = { decision: "rejected", by: { type: "person", id: "p", name: "A" }, at: "", reason: "" };
    expect(saidLines([said("1", { review: review as Statement["review"] })], documents)).toEqual([]);
  });

  test("shows who said that nothing happened and then that something did, in the order of time", () => {
    const later = said("2", { stance: "confirms", at: "2026-01-05T23:00:00.000Z" });
    const [change] = changesOfStory([later, said("1")]);
    expect([change?.first.stance, change?.next.stance]).toEqual(["no-incident", "confirms"]);
  });

  test("is no change of story when two speakers differ, or when the press does", () => {
    expect(changesOfStory([said("1"), said("2", { speaker: "state", stance: "confirms" })])).toEqual([]);
    const press = { speaker: "journalist" } as const;
    expect(changesOfStory([said("1", press), said("2", { ...press, stance: "inaccessible" })])).toEqual([]);
    expect(changesOfStory([said("1"), said("2", { stance: "accessible" })])).toEqual([]);
  });
});

test("a body is told from another of its name by the département, by name", () => {
  const body = { id: "commune:59530", name: "Saint-Aubin", kind: "commune", code: "59529" } as const;
  expect(bodyAbout({ ...body, departement: "59" }, fr)).toBe("Commune, Nord");
  expect(bodyAbout({ ...body, departement: "999" }, fr)).toBe("Commune, 999");
  expect(bodyAbout({ ...body, departement: null }, fr)).toBe("Commune");
  const landes = { id: "departement:40", name: "Landes", kind: "departement", code: "40" } as const;
  expect(bodyAbout({ ...landes, departement: "40" }, fr)).toBe("Département, 40");
});

test("each service that texts are read for has its word in both languages", () => {
  for (const service of SERVICES) {
    for (const language of ["fr", "en"] as const) {
      expect(texts[language]).toHaveProperty([`claims.service.${service}`]);
    }
  }
  expect(servicesText(["site web", "tout autre"], en)).toBe("website and tout autre");
});

test("the names of the départements are those of the book of bodies", () => {
  expect(DEPARTEMENTS).toEqual(Object.fromEntries(departementNames()));
});
