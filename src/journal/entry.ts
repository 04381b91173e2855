import { z } from "zod";
import { actorSchema } from "../kernel/actor.ts";
import { canonicalJson, sha256Hex } from "../kernel/canonical.ts";
import { Refusal } from "../kernel/refusal.ts";

export const ENTRY_VERSION = 1;

/** `prev` of a lane's first entry. */
export const GENESIS = "0".repeat(64);

/** Largest canonical JSON of one entry, in bytes of UTF-8. Samples do not belong in the journal; this keeps them out. */
export const ENTRY_BYTES_MAX = 64 * 1024;

/** Deepest nesting of objects and lists, the entry itself counted as 1: readers recurse, and stacks differ. */
export const ENTRY_NESTING_MAX = 64;

/** A lane's name is also a file's name in `keys/`, so it holds no slash and does not begin with a dot. */
export const laneNameSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,62}$/);

/** ISO 8601 in UTC with milliseconds, years 0000 to 9999: one text for one instant. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .refine(isRealInstant, { message: "no such date" });

const idSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** What a caller asks to have written. `body` must fit the catalogue's schema of `kind`. */
export type NewEntry = {
  actor: z.infer<typeof actorSchema>;
  kind: string;
  subject: string;
  body: unknown;
  /** When it happened, if not now: ISO 8601 in UTC with milliseconds. */
  occurredAt?: string;
  /** True marks an exercise. False is the same as absent and is not written. */
  exercise?: boolean;
};

/** One entry of format 1: exactly what is hashed and signed. Strict: an unknown field is refused. */
export const entrySchema = z
  .object({
    v: z.literal(ENTRY_VERSION),
    lane: laneNameSchema,
    n: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
    prev: idSchema,
    at: instantSchema,
    occurredAt: instantSchema.optional(),
    actor: actorSchema,
    kind: z
      .string()
      .max(100)
      .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/),
    subject: z.string().min(1).max(512),
    body: z.record(z.string(), z.unknown()),
    exercise: z.literal(true).optional(),
  })
  .strict();

export type Entry = z.infer<typeof entrySchema>;

/** An entry as the journal holds it. */
export type StoredEntry = {
  /** Order of arrival in this journal, 1, 2, 3... It is local and not signed: never cite it as evidence. */
  position: number;
  /** SHA-256 of the entry's canonical JSON, lower-case hexadecimal. */
  id: string;
  /** Ed25519 by the lane's key over the 64 ASCII characters of `id`, lower-case hexadecimal. */
  signature: string;
  entry: Entry;
};

export type SealedText = { text: string; id: string };

/**
 * The canonical JSON of an entry and its id. Throws a Refusal when the entry breaks the format ("bad-entry") or is
 * larger than ENTRY_BYTES_MAX ("entry-too-large").
 */
export function sealEntry(entry: Entry): SealedText {
  const checked = entrySchema.safeParse(entry);
  if (!checked.success) {
    throw new Refusal(
      "bad-entry",
      firstIssue(checked.error),
      `entry ${entry.kind}`,
      "Correct the code that writes this entry.",
    );
  }
  if (nestsDeeper(entry.body, ENTRY_NESTING_MAX - 1)) {
    throw new Refusal(
      "bad-entry",
      `Its body is nested deeper than ${ENTRY_NESTING_MAX} levels.`,
      `entry ${entry.kind}`,
      "Write a flatter body.",
    );
  }
  const text = canonicalText(entry);
  const bytes = Buffer.byteLength(text);
  if (bytes > ENTRY_BYTES_MAX) {
    throw new Refusal(
      "entry-too-large",
      `The entry takes ${bytes} bytes and the most is ${ENTRY_BYTES_MAX}.`,
      `entry ${entry.kind}`,
      "Write a digest of it, or keep the bulk in a file and write the file's hash.",
    );
  }
  return { text, id: sha256Hex(text) };
}

/** "body.to: expected one of ..." of the first fault that zod found. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "It does not fit its schema.";
  const place = issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  return `${place}${issue.message}.`;
}

function canonicalText(entry: Entry): string {
  try {
    return canonicalJson(entry);
  } catch (error) {
    // NaN, a lone surrogate: JSON or UTF-8 could not carry it to another reader unchanged.
    throw new Refusal(
      "bad-entry",
      `It has no canonical JSON: ${error instanceof Error ? error.message : String(error)}.`,
      `entry ${entry.kind}`,
      "Write plain JSON values only.",
    );
  }
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => nestsDeeper(part, levels - 1));
}

function isRealInstant(text: string): boolean {
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text;
}
