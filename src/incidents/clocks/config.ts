import { z } from "zod";
import { type Region, REGIONS } from "./holidays.ts";

/** Settings of the clocks of law; config.ts of the room spreads them into its own. */
export const clockSettings = {
  /** Whether the town is in the scope of directive (UE) 2022/2555. */
  nis2: z.boolean().default(false).meta({ remedy: "Write true only for a town in its scope: nis2 = true." }),
  /** Whose public holidays put off a last day. */
  holidays: z
    .enum(REGIONS)
    .default("metropole")
    .meta({ remedy: 'Write "metropole", "alsace-moselle" or "guyane": holidays = "alsace-moselle".' }),
};

export type ClockSettings = { readonly nis2: boolean; readonly holidays: Region };
