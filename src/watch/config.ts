import ipaddr from "ipaddr.js";
import { z } from "zod";

/** Settings of the watch: which the keeper and the prober beside it share. */

export const watchSchema = z
  .object({
    /** Whether everybody may read the verdicts on the console's address: page, feed and badges. */
    public: z.boolean().default(false).meta({ remedy: "Write public = true or public = false." }),
    /** What the probe gives as its contact in each request. */
    contact: z
      .string()
      .trim()
      .max(200)
      .regex(/^[\x21-\x7e]*$/, "has characters that a header cannot carry")
      .default("")
      .meta({ remedy: 'Give a page or an address: contact = "https://www.ville.fr/veille".' }),
    /** Networks that may be asked though they are private. */
    allow_private: z
      .array(z.string().refine(isNetwork, "is not a network"))
      .max(100)
      .default([])
      .meta({ remedy: 'Write networks in CIDR: allow_private = ["10.20.0.0/16"].' }),
    /** Seconds between two rounds of a site in calm. */
    interval_seconds: z
      .number()
      .int()
      .min(30)
      .max(600)
      .default(300)
      .meta({ remedy: "Give seconds, 30 to 600: interval_seconds = 300." }),
    /** Name servers; none: those of this machine. */
    resolvers: z
      .array(z.string().refine(isServer, "is not an address"))
      .max(8)
      .default([])
      .meta({ remedy: 'Write addresses, with a port if it is not 53: resolvers = ["192.0.2.53"].' }),
    /** Hosts that answer whenever the line works; none: the built-in list. */
    canaries: z
      .array(z.string().trim().min(1).max(300))
      .max(30)
      .default([])
      .meta({ remedy: 'Name hosts on different networks: canaries = ["https://www.example.org/"].' }),
    /** Where the prober beside the keeper stands (ISO 3166). */
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, "is not a country's code")
      .default("FR")
      .meta({ remedy: 'Two capital letters: country = "FR".' }),
    /** Groups of the notices that are told of confirmed changes. */
    alert_groups: z
      .array(z.string().trim().min(1).max(40))
      .max(20)
      .default([])
      .meta({ remedy: 'Name groups of the notices: alert_groups = ["astreinte"].' }),
  })
  .strict();
export type WatchSettings = z.infer<typeof watchSchema>;

function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}

/** 192.0.2.53, 192.0.2.53:5353, 2001:db8::53, [2001:db8::53]:5353 */
function isServer(text: string): boolean {
  const { host = text, port = "53" } =
    /^\[(?<host>[^\]]+)\](?::(?<port>\d{1,5}))?$/.exec(text)?.groups ??
    /^(?<host>[\d.]+):(?<port>\d{1,5})$/.exec(text)?.groups ??
    {};
  return ipaddr.isValid(host) && Number(port) >= 1 && Number(port) <= 65_535;
}
