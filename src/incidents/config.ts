import { z } from "zod";
import { clockSettings } from "./clocks/config.ts";

/** Settings of the crisis room. */

const bytes = (max: number) => z.number().int().min(1_000_000).max(max);

export const incidentsSchema = z
  .object({
    /** Name of the town, as it stands on situation reports. */
    town: z.string().trim().max(100).default("").meta({ remedy: 'Write the name: town = "Ville de Caen".' }),
    /** Largest single piece of evidence. */
    evidence_bytes_max: bytes(16 * 1024 ** 3)
      .default(256 * 1024 * 1024)
      .meta({ remedy: "Give bytes, from 1000000: evidence_bytes_max = 268435456." }),
    /** All pieces of evidence and reports together. */
    evidence_total_bytes_max: bytes(4 * 1024 ** 4)
      .default(20 * 1024 * 1024 * 1024)
      .meta({ remedy: "Give bytes, from 1000000: evidence_total_bytes_max = 21474836480." }),
    ...clockSettings,
  })
  .strict();
export type IncidentSettings = z.infer<typeof incidentsSchema>;
