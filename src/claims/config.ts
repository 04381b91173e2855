import { z } from "zod";
import { BODY_ID_PATTERN } from "../gazetteer/index.ts";

/** Feeds that one house asks for. */
export const FEEDS_MAX = 20;

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
    /** Feeds (RSS, Atom) that the keeper asks for by itself; what is new in them waits for a person. */
    feeds: z
      .array(
        z
          .url({ protocol: /^https?$/ })
          .max(500)
          .refine(isBare, "names a user"),
      )
      .max(FEEDS_MAX)
      .default([])
      .meta({ remedy: 'Write addresses: feeds = ["https://www.example.fr/rss.xml"].' }),
    /** Minutes between two requests for a feed. */
    feed_minutes: z
      .number()
      .int()
      .min(10)
      .max(1_440)
      .default(60)
      .meta({ remedy: "Write minutes from 10 to 1440: feed_minutes = 60." }),
  })
  .strict();

/** A password in an address would stand in logs and on screens. */
function isBare(text: string): boolean {
  const { username, password } = new URL(text);
  return username === "" && password === "";
}

export type ClaimsSettings = z.infer<typeof claimsSchema>;
