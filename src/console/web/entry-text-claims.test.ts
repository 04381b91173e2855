import { describe, expect, test } from "bun:test";
import { claimsEvents } from "../../claims/events.ts";
import type { JournalLine } from "../live-messages.ts";
import { entryText } from "./entry-text.ts";
import { makeSpeech } from "./speech.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const en = makeSpeech("en", "Europe/Paris");

const line = (kind: string, body: Record<string, unknown> = {}): JournalLine => ({
  position: 1,
  id: "0".repeat(64),
  lane: "keeper",
  n: 1,
  at: "2026-01-05T15:28:00.000Z",
  actor: { type: "person", id: "p-alice", name: "Alice Martin" },
  kind,
  subject: "e-0000000000000001",
  body,
});

const CASTRES = { id: "commune:81065", name: "Castres", kind: "commune", code: "81065", departement: "81" };

describe("sentences about the register", () => {
  test.each(Object.keys(claimsEvents))("%s has one in both languages, whatever its body holds", (kind) => {
    const odd = {
      attacks: "x",
      statements: 3,
      names: [null],
      sites: [1],
      body: 4,
      decision: "perhaps",
      new: null,
    };
    for (const speech of [fr, en]) {
      for (const body of [{}, odd, { decision: "corrected", old: { body: CASTRES } }, { what: "else" }]) {
        const said = entryText(line(kind, body), speech);
        expect(said).not.toContain(kind);
        expect(said).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
      }
    }
  });

  test("a verdict is said with its figures, and without confirmation where there is none", () => {
    const sites = [{ n: 12, d: 12 }];
    const given = { body: CASTRES, verdict: "confirmed_inaccessible", confirmed: false, rule: "1", sites };
    expect(entryText(line("claims.verdict-given", given), fr)).toBe(
      "Registre\u00a0: Castres\u00a0: Inaccessible selon un seul point de mesure (12 relevés sans réponse sur 12, règle 1).",
    );
    const silent = { body: CASTRES, verdict: "not_verifiable", confirmed: false, rule: "1", sites: [] };
    expect(entryText(line("claims.verdict-given", silent), en)).toBe(
      "Register: Castres: Cannot be verified by measuring (rule 1).",
    );
  });

  test("a correction says what stood there and what stands there now", () => {
    const body = {
      decision: "corrected",
      old: { body: CASTRES, type: "ddos" },
      new: { body: { ...CASTRES, name: "Castres-Gironde" }, type: "ddos" },
      reason: "La dépêche parle de la Gironde.",
    };
    expect(entryText(line("claims.attack-reviewed", body), fr)).toBe(
      "Registre\u00a0: Castres, Déni de service, corrigé en Castres-Gironde, Déni de service. La dépêche parle de la Gironde.",
    );
  });

  test("names many bodies in a bounded line", () => {
    const attacks = Array.from({ length: 40 }, (_, n) => ({ body: { name: `Ville ${n}` } }));
    const said = entryText(line("claims.attacks-read", { attacks }), fr);
    expect(said).toContain("40 organismes");
    expect(said).toContain("34 autres");
    expect(said).not.toContain("Ville 7");
  });
});
