import { join } from "node:path";
import { openExtraction } from "../../src/claims/extract/index.ts";
import type { DocumentInput } from "../../src/claims/read/document-input.ts";
import { readOne } from "../../src/claims/read-document.ts";
import type { DocumentText, Reading } from "../../src/claims/reading.ts";
import { openTextStore } from "../../src/claims/text-store.ts";
import { openGazetteer } from "../../src/gazetteer/index.ts";
import { program } from "../../src/kernel/actor.ts";
import type { ClaimsRoom } from "./claims-room.ts";

const gazetteer = openGazetteer();
const today = openExtraction(gazetteer);

/**
 * Has an older program read a text into the register: its rules are today's, and what `otherwise` makes of their reading.
 * Gives the document's id.
 */
export function readByOlder(
  room: ClaimsRoom,
  text: string,
  otherwise: (reading: Reading) => Reading = (reading) => reading,
  more: Partial<DocumentInput> = {},
): string {
  const desk = {
    journal: room.journal,
    clock: room.clock,
    texts: openTextStore(join(room.folder, "documents")),
    gazetteer: () => gazetteer,
    extract: (document: DocumentText) => ({ ...otherwise(today(document)), version: "0" }),
    bodyOfHost: () => undefined,
  };
  const given = { input: { kind: "article" as const, text, ...more }, exercise: false, event: undefined };
  return readOne(desk, given, program("older"), true).document;
}

export const BREST = "commune:29019";

/** An older reading of the dispatch: no Castres, another type for Lorient, and Brest accused wrongly. */
export function mistaken(reading: Reading): Reading {
  const [like] = reading.attacks;
  const brest = gazetteer.byId(BREST);
  if (like === undefined || brest === undefined) throw new Error("the text or the book changed");
  const { id, name, kind, code, siren, departement } = brest;
  const attacks = reading.attacks
    .filter(({ body }) => body.id !== "commune:81065")
    .map((attack) =>
      attack.body.id === "commune:56121" ? { ...attack, type: "defacement" as const } : attack,
    );
  const wrong = { ...like, body: { id, name, kind, code, siren, departement, listed: true } };
  return { ...reading, attacks: [...attacks, wrong] };
}
