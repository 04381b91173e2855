import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AttackType, Speaker, Stance } from "../../../src/claims/reading.ts";
import type { BodyKind } from "../../../src/gazetteer/index.ts";

/** The texts of this folder and what a careful reader notes in them. README.md says what each field means. */

export const PARTS = ["dev", "apart", "unseen"] as const;
export type Part = (typeof PARTS)[number];

/** What is accepted in the place of a body. */
export type OtherName = { kind: BodyKind; code?: string | null; name?: string };

export type GoldBody = {
  name: string;
  kind: BodyKind;
  code: string | null;
  siren?: string | null;
  departement: string | null;
  aliases?: string[];
  also?: OtherName[];
};

export type GoldStatement = {
  speaker_role: Speaker;
  stance: Stance;
  modality: "asserted" | "reported";
  quote: string;
  optional?: boolean;
};

export type GoldAttack = {
  body: GoldBody;
  type: AttackType;
  type_ok?: AttackType[];
  actor: string | null;
  when: { from: string; to: string; precision: string } | null;
  statements: GoldStatement[];
  services_hit: string[];
  optional?: boolean;
};

export type GoldDocument = {
  id: string;
  /** Texts of one set were written together; only they are put together. */
  set: string;
  kind?: "negative";
  lang: "fr" | "en";
  genre: string;
  publisher: string;
  agency: string | null;
  published_at: string;
  event: string | null;
  dispatch: string | null;
  attacks: GoldAttack[];
  background: (GoldBody & { reason: string })[];
  note: string;
};

export type PressText = GoldDocument & { readonly content: string };

export function pressTexts(part: Part): PressText[] {
  const folder = join(import.meta.dir, part);
  const golds = readdirSync(folder)
    .filter((name) => name.endsWith(".gold.json"))
    .sort();
  const documents = golds.flatMap(
    (name) =>
      (JSON.parse(readFileSync(join(folder, name), "utf8")) as { documents: GoldDocument[] }).documents,
  );
  return documents.map((document) => ({
    ...document,
    content: readFileSync(join(folder, `${document.id}.txt`), "utf8"),
  }));
}
