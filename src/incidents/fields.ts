import { z } from "zod";
import { prose } from "../kernel/text.ts";

/** Fields that the events of clocks, sheets and exercises share with those of events.ts, which spreads them. */

/** As events.ts has it; a test holds both alike. */
export const itemId = z.string().regex(/^[a-z0-9-]{1,40}$/);
export const entryId = z.string().regex(/^[0-9a-f]{64}$/);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** ISO 8601 in UTC with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 });
/** A word of ours: the id of a rule, of a stage, of an item to fill. */
export const word = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
/** A day without an hour: 2023-04-24. */
export const day = z.iso.date();
export const longText = prose(4_000).min(1);
export const reason = prose(1_000).min(1);
/** One text in both languages; the French stands where the law or the town speaks. */
export const bilingual = z.object({ fr: longText, en: longText }).strict();
export type Bilingual = z.infer<typeof bilingual>;
