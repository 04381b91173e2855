import { join } from "node:path";
import { z } from "zod";
import { NEW_PER_SECOND_MAX } from "./bans.ts";

/**
 * The words between gateways and the filter: one JSON object a line over a local socket, each answered with one line.
 * The line itself is bounded by `FRAME_BYTES_MAX` of the link to the keeper, whose reader is used here too.
 */

export const BANS_A_FRAME_MAX = NEW_PER_SECOND_MAX;
export const PREFIXES_A_FRAME_MAX = 5_000;
const ADDRESS_CHARACTERS_MAX = 45;

export const wishSchema = z.union([
  z.strictObject({
    ban: z
      .array(
        z.strictObject({
          address: z.string().max(ADDRESS_CHARACTERS_MAX),
          why: z.enum(["protocol violation", "slow connections"]),
        }),
      )
      .max(BANS_A_FRAME_MAX),
  }),
  /** Networks that hold tickets. Sent once after connecting even when there are none: from then on they are known. */
  z.strictObject({ spare: z.array(z.string().max(ADDRESS_CHARACTERS_MAX + 4)).max(PREFIXES_A_FRAME_MAX) }),
  z.strictObject({ flush: z.literal(true) }),
  z.strictObject({ status: z.literal(true) }),
]);
export type Wish = z.infer<typeof wishSchema>;

export const statusSchema = z.object({
  /** Sources shut out now, prefixes known to hold tickets, and gateways that have said theirs. */
  banned: z.number(),
  ticketed: z.number(),
  gateways: z.number(),
  ports: z.array(z.number()),
  /** False when the kernel's list of connections cannot be read: then slow connections are not acted on. */
  connectionsReadable: z.boolean(),
});

export const answerSchema = z.union([
  /** How many wishes had which outcome. */
  z.strictObject({ ban: z.record(z.string(), z.number()) }),
  z.strictObject({ spare: z.number(), invalid: z.number() }),
  z.strictObject({ flushed: z.number() }),
  z.strictObject({ status: statusSchema }),
  z.strictObject({ error: z.string() }),
]);
export type Answer = z.infer<typeof answerSchema>;

/** Where gateways and filter meet. */
export function filterPath(dataFolder: string): string {
  return join(dataFolder, "run", "filter.sock");
}
