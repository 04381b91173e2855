import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { Cast } from "../../../test/support/console-harness.ts";
import { scenes } from "../../../test/support/console-scenes.ts";
import type { GuardDigest } from "../../gateway/events.ts";
import { program } from "../../kernel/actor.ts";
import { type JournalLine, siteLine } from "../live-messages.ts";
import { demandSentence, limitWords } from "./load-text.ts";
import { postureEntry, reasonFigures, reasonSentence } from "./reason-text.ts";
import { lineLevel, lineText, sitesWorstFirst } from "./site-lines.ts";
import { makeSpeech } from "./speech.ts";
import { csv, tabbed } from "./table-text.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const en = makeSpeech("en", "Europe/Paris");
const now = Date.parse("2026-11-22T15:28:00Z");
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
const cast = (name: string) =>
  new Cast(scenes[name] ?? { demo: false, hasDigests: true, sites: [] }, undefined, 900);
const digest = (name: string) => {
  const latest = cast(name).past.at(-1);
  if (latest === undefined) throw new Error("no digest");
  return latest;
};

describe("the origin's load in words", () => {
  const guard = digest("siege").sites[0]?.guard as GuardDigest;

  test("places against the limit, and whether it is found", () => {
    expect(limitWords(guard, fr)).toBe("8 sur 9 places occupées, limite trouvée.");
    expect(limitWords({ ...guard, inFlight: 1, limit: 4.9, growing: true }, fr)).toBe(
      "1 sur 4 places occupées, limite encore cherchée.",
    );
    expect(limitWords({ ...guard, limit: 0.4 }, en)).toBe("The limit of the origin server is not known yet.");
  });

  test.each([
    [45.4, "La demande vaut 45 fois ce que le serveur peut faire."],
    [1.26, "La demande vaut 1,3 fois ce que le serveur peut faire."],
    [0.4, "La demande occupe 40 % de ce que le serveur peut faire."],
    [0.0001, "La demande occupe 1 % de ce que le serveur peut faire."],
    [0, "Rien n’est demandé au serveur."],
    [null, "Ce que le serveur peut faire n’est pas encore mesuré."],
  ])("demand %p", (ratio, said) => {
    expect(plain(demandSentence(ratio, fr))).toBe(said);
  });
});

describe("why a site has its posture", () => {
  const change = (to: string, body: Record<string, unknown> = {}, subject = "mairie"): JournalLine => ({
    position: 3,
    id: "5f2c".repeat(16),
    lane: "keeper",
    n: 3,
    at: "2026-11-22T15:20:00.000Z",
    actor: program("gateway-0-f3a9c1"),
    kind: "gateway.posture-changed",
    subject,
    body: { from: "calm", to, cause: "flood", figures: {}, ...body },
  });

  test("is the newest change of this site, and none if that led elsewhere", () => {
    const entries = [change("calm", {}, "mediatheque"), change("siege"), change("strained")];
    expect(postureEntry(entries, "mairie", "siege")).toBe(entries[1] as JournalLine);
    expect(postureEntry(entries, "mairie", "strained")).toBeUndefined();
    expect(postureEntry([], "mairie", "siege")).toBeUndefined();
  });

  test("is said with its time, its cause and its figures", () => {
    const figures = {
      requestsPerSecond: 2_211,
      originFailuresPerSecond: 0,
      demandMsPerSecond: 203_000,
      capacityMsPerSecond: 7_400,
      calmDemandMsPerSecond: 310,
      longestWaitMs: 1_240,
      somethingNew: 7,
    };
    const entry = change("siege", { figures });
    expect(plain(reasonSentence(entry, now, fr))).toBe(
      "Siège depuis 16 h 20 (il y a 8 minutes), car les demandes affluent.",
    );
    expect(reasonFigures(entry, fr).map(plain)).toEqual([
      "demande de 27 fois ce que le serveur peut faire",
      "2 211 demandes par seconde",
      "plus longue attente de 1,2 s",
      "somethingNew 7",
    ]);
  });

  test("no body, however odd, breaks it", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        expect(reasonSentence(change("siege", body), now, fr).length).toBeGreaterThan(3);
        expect(Array.isArray(reasonFigures(change("siege", { figures: body }), en))).toBe(true);
        expect(Array.isArray(reasonFigures(change("siege", body), en))).toBe(true);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});

describe("several sites", () => {
  const lines = digest("several-besieged").sites.map(siteLine);

  test("the worst posture first, then by name", () => {
    expect(sitesWorstFirst(lines).map(({ site }) => site)).toEqual([
      "mediatheque",
      "mairie",
      "agglomeration",
    ]);
    expect(sitesWorstFirst([...lines].reverse())).toEqual(sitesWorstFirst(lines));
  });

  test("each says its rate, and who waits and is refused: in a siege only citizens", () => {
    const [besieged, calm] = lines;
    if (besieged === undefined || calm === undefined) throw new Error("no lines");
    expect(plain(lineText(besieged, fr))).toMatch(/^2 \d{3} demandes par seconde · \d attendent$/);
    expect(plain(lineText(calm, fr))).toMatch(/^\d+ demandes? par seconde$/);
    expect(lineText({ ...calm, unavailable: 2 }, en)).toEndWith("0 waiting · 2 turned away");
    expect(lineLevel({ ...calm, posture: "sealed", snapshotPages: 0 })).toBe("down");
    expect([lineLevel(calm), lineLevel(besieged)]).toEqual(["ok", "strained"]);
  });
});

describe("a table to take away", () => {
  test("cells are quoted as spreadsheets ask", () => {
    expect(csv([["a;b", 'c"d', 3]], ";")).toBe('\uFEFF"a;b";"c""d";3\r\n');
    expect(
      tabbed([
        ["a\tb", 1],
        ["c", 2],
      ]),
    ).toBe("a b\t1\nc\t2");
  });

  test("what an attacker named is never a formula", () => {
    for (const sign of ["=", "+", "-", "@", "\t", "\r"]) {
      const cell = `${sign}HYPERLINK(1)`;
      expect(csv([[cell]], ",").replace(/^\uFEFF"?/, "")).toStartWith("'");
      expect(tabbed([[cell]])).toStartWith("'");
    }
    expect(tabbed([[-3]])).toBe("-3");
  });

  test("what is written is read back: no cell breaks out of its place", () => {
    const cell = fc.oneof(fc.integer(), fc.string());
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
        expect(csvCells(csv([cells], ";")).length).toBe(cells.length);
        expect(tabbed([cells]).split("\t").length).toBe(cells.length);
        expect(tabbed([cells]).split("\n").length).toBe(1);
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});

/** Reads one line of CSV as RFC 4180 says. */
function csvCells(text: string): string[] {
  const cells: string[] = [];
  const body = text.replace(/^\uFEFF/, "").replace(/\r\n$/, "");
  for (let at = 0; at <= body.length; at++) {
    let cell = "";
    if (body[at] === '"') {
      for (at++; body[at] !== '"' || body[at + 1] === '"'; at++) {
        if (body[at] === '"') at++;
        cell += body[at];
      }
      at++;
    } else for (; at < body.length && body[at] !== ";"; at++) cell += body[at];
    cells.push(cell);
  }
  return cells;
}
