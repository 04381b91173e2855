import { z } from "zod";

/** What the processes themselves say to the journal. */
export const processEvents = {
  "keeper.started": z
    .object({
      version: z.string(),
      configurationHash: z.string(),
      sites: z.array(z.string()),
      demo: z.boolean(),
    })
    .strict(),
  "keeper.stopped": z.object({ reason: z.string().max(200) }).strict(),
} as const;
