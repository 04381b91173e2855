import { z } from "zod";
import { BODY_ID_PATTERN } from "../gazetteer/index.ts";

/** Settings of the register of claims: what it may do by itself. */

export const claimsSchema = z
  .object({
    /** Who is named in a fresh claim is measured more often for 30 hours. */
    raise_rate: z.boolean().default(true).meta({ remedy: "Write raise_rate = true or raise_rate = false." }),
    /** How long our gateways stand ready when one of our sites is named in a fresh claim, in minutes; 0: they do not. */
    alert_minutes: z
      .number()
      .int()
      .min(0)
      .max(2_880)
      .default(360)
      .meta({ remedy: "Write minutes from 0 to 2880: alert_minutes = 360." }),
    /** The bodies whose sites stand behind our gateways: named, they are ours, whichever host is meant. */
    own_bodies: z
      .array(z.string().regex(BODY_ID_PATTERN, "is no body"))
      .max(50)
      .default([])
      .meta({ remedy: 'Write KIND:CODE, for a commune its INSEE code: own_bodies = ["commune:14118"].' }),
  })
  .strict();
export type ClaimsSettings = z.infer<typeof claimsSchema>;
