import { z } from "zod";
import { postureSchema } from "./events.ts";

/** Settings of the gateway and of the sites it serves, with their defaults. Each setting says how to mend it. */

const address = z
  .string()
  .regex(/^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-fA-F:.]+\]|localhost):\d{1,5}$/, "is not IP:PORT")
  .meta({ remedy: 'Write an address and a port, for instance "127.0.0.1:8080" or "[::1]:8080".' });

const hostName = z
  .string()
  .toLowerCase()
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "is not a host name")
  .max(253)
  .meta({ remedy: 'Write the name only, without "http://", port or path: "www.ville.fr".' });

const targetPath = z
  .string()
  .startsWith("/", "does not start with /")
  .max(2048)
  .meta({ remedy: 'Write a path of the site, for instance "/contact".' });

const originUrl = z
  .string()
  .refine(isOriginUrl, "is not http://HOST[:PORT] or https://HOST[:PORT]")
  .meta({ remedy: 'Write scheme, host and port of the real server, without a path: "http://10.0.0.5:80".' });

const networks = z
  .array(z.string().max(64))
  .max(1000)
  .default([])
  .meta({ remedy: 'Write addresses or networks: ["192.0.2.7", "10.0.0.0/8", "2001:db8::/32"].' });

const bytes = (meaning: string) =>
  z
    .number()
    .int()
    .positive()
    .meta({ remedy: `Write ${meaning} as a whole number of bytes.` });

const seconds = (meaning: string) =>
  z
    .number()
    .positive()
    .max(366 * 86400)
    .meta({ remedy: `Write ${meaning} in seconds.` });

export const siteSchema = z
  .object({
    /** Short name that figures and the journal use. */
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "is not a short name")
      .meta({ remedy: 'Use lower-case letters, digits and "-": "mairie".' }),
    /** Names that citizens type; the first one is sent to the origin. */
    hosts: z
      .array(hostName)
      .min(1)
      .max(100)
      .meta({ remedy: 'Name at least one host: hosts = ["www.ville.fr"].' }),
    /** The real server. */
    origin: originUrl,
    /** PEM files; with them the site is served over TLS on `listen_tls`. */
    certificate: z
      .string()
      .optional()
      .meta({ remedy: "Give the path of the PEM file with the certificate chain." }),
    certificate_key: z
      .string()
      .optional()
      .meta({ remedy: "Give the path of the PEM file with the private key." }),
    /** Pages that no flood evicts, besides home and the sitemap's pages. */
    protected: z.array(targetPath).max(1000).default([]),
    /** Cookie names (a trailing * stands for the rest) that never change a page, besides the known analytics ones. */
    harmless_cookies: z
      .array(z.string().max(100))
      .max(100)
      .default([])
      .meta({ remedy: 'List cookie names: ["matomo_*"].' }),
    /** Cookie names that carry a session, besides the known ones and those that the origin sets. */
    session_cookies: z
      .array(z.string().max(100))
      .max(100)
      .default([])
      .meta({ remedy: 'List cookie names: ["sid"].' }),
    /** Request headers of the site's own scripts that never change a page: forwarded, and the answer may be shared. */
    unkeyed_headers: z
      .array(z.string().toLowerCase().max(100))
      .max(50)
      .default([])
      .meta({ remedy: "List header names." }),
    /** Addresses and networks (CIDR) of the staff, and of monitors that watch the site: always served first. */
    staff: networks,
    monitors: networks,
    /** Tickets by cookie, and the waiting page that goes with them in a siege. */
    tickets: z.boolean().default(true).meta({ remedy: "Write true or false." }),
    /**
     * More requests than this never go to the origin at once, whatever it bears; how many it bears is found by
     * itself. Then how many may wait beyond, and how long.
     */
    origin_concurrency_max: z
      .number()
      .int()
      .min(1)
      .max(10_000)
      .default(256)
      .meta({ remedy: "Write a whole number." }),
    origin_queue_max: z
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(512)
      .meta({ remedy: "Write a whole number." }),
    origin_queue_wait_seconds: seconds("the longest wait for the origin").default(10),
    origin_timeout_seconds: seconds("the longest wait for the origin's first byte").default(30),
    /** Trust the origin's certificate only if it verifies; false for a self-signed origin on the same network. */
    origin_verify_tls: z.boolean().default(true).meta({ remedy: "Write true or false." }),
    /** Where the site serves the town's word to the public, its English and its feed below; "" serves it nowhere. */
    status_path: z
      .string()
      .max(200)
      .regex(/^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/, "is no plain path")
      .default("/etat-des-services")
      .meta({ remedy: 'Write a path that the site does not use: "/etat-des-services", or "" for none.' }),
    /** Whether the town's word may be shown as a banner on the pages of the site. */
    banner: z.boolean().default(false).meta({ remedy: "Write true or false." }),
    /** Holds one posture from the start, whatever happens; left out, the gateway decides by itself. */
    posture: postureSchema
      .optional()
      .meta({ remedy: 'Write "calm", "strained", "siege" or "sealed", or leave it out.' }),
    /** Snapshot of the site on disk. */
    crawl: z.boolean().default(true).meta({ remedy: "Write true or false." }),
    crawl_pages_max: z
      .number()
      .int()
      .min(1)
      .max(200_000)
      .default(20_000)
      .meta({ remedy: "Write a whole number." }),
    crawl_interval_hours: z
      .number()
      .positive()
      .max(8760)
      .default(6)
      .meta({ remedy: "Write hours, for instance 6." }),
    /** Pause between two pages of a crawl, so that the origin does not notice. */
    crawl_pause_ms: z.number().int().min(0).max(60_000).default(100).meta({ remedy: "Write milliseconds." }),
    snapshot_bytes_max: bytes("the disk space of the snapshot").default(2 * 1024 ** 3),
  })
  .strict()
  .refine((site) => (site.certificate === undefined) === (site.certificate_key === undefined), {
    message: "has one of certificate and certificate_key but not the other",
    path: ["certificate_key"],
  });
export type SiteSettings = z.infer<typeof siteSchema>;

export const gatewaySchema = z
  .object({
    listen: z.array(address).max(16).default(["127.0.0.1:8080"]),
    listen_tls: z.array(address).max(16).default([]),
    /** HTTP/2 on the TLS addresses. */
    http2: z.boolean().default(true).meta({ remedy: "Write true or false." }),
    workers: z
      .number()
      .int()
      .min(1)
      .max(64)
      .default(1)
      .meta({ remedy: "Write how many processes serve, at most one a core." }),
    /** Addresses (CIDR) of proxies in front whose X-Forwarded-For is believed. */
    trusted_proxies: networks,
    /** Memory for pages, shared out over the sites. */
    cache_bytes_max: bytes("the memory for pages").default(128 * 1024 ** 2),
    /** Largest single answer that is kept. */
    page_bytes_max: bytes("the largest page that is kept").default(8 * 1024 ** 2),
    request_body_bytes_max: bytes("the largest upload").default(128 * 1024 ** 2),
    connections_max: z
      .number()
      .int()
      .min(10)
      .max(1_000_000)
      .default(20_000)
      .meta({ remedy: "Write a whole number." }),
    /** Report protocol violations to the kernel filter (`beffroi filter`). Not behind proxies. */
    filter: z.boolean().default(false).meta({ remedy: "Write true or false." }),
    /** How old an answer may be when the origin is slow (strained) or the site is flooded (siege). */
    strained_age_seconds: seconds("the age allowed when strained").default(600),
    siege_age_seconds: seconds("the age allowed in a siege").default(86_400),
  })
  .strict()
  .refine(({ filter, trusted_proxies: proxies }) => !filter || proxies.length === 0, {
    message: "cannot be used behind proxies: the kernel would shut out the proxy",
    path: ["filter"],
  });
export type GatewaySettings = z.infer<typeof gatewaySchema>;

function isOriginUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const bare = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
  return bare && (url.protocol === "http:" || url.protocol === "https:");
}
