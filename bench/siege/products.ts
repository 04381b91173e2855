import { randomBytes } from "node:crypto";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { Database } from "bun:sqlite";
import { type Beffroi, beffroiSettings, SITE, startAgain, startUp } from "../harness/beffroi.ts";
import { waitForCrawl } from "../harness/crawl.ts";
import type { Core } from "../harness/process.ts";
import type { Placeholders } from "../harness/template.ts";
import {
  type Server,
  startCaddy,
  startChain,
  startHaproxy,
  startNginx,
  startVarnish,
} from "../peers/peers.ts";
import { PRODUCT_CORE } from "./cores.ts";
import { startTown, TOWN_HOST } from "./town.ts";

/** What a product must be told of the site in front of which it is put. */
export type Site = {
  origin: number;
  host: string;
  /** Where its search and its lists are, and the parameter of each. */
  search: { path: string; parameter: string };
  list: { path: string; parameter: string };
};

/** A product as it is put in front of an origin, ready and pinned to a core. */
export type Product = { readonly name: string; start(site: Site, core: Core): Promise<Server> };

/** Beffroi's name in the tables. */
export const OURS = "Beffroi";
export const CHAIN_OLDER = "chain, older cookies first";

/** The demonstration town as a product must know it. */
export const townSite = (origin: number): Site => ({
  origin,
  host: TOWN_HOST,
  search: { path: "/recherche", parameter: "q" },
  list: { path: "/actualites", parameter: "page" },
});

/** One thread of Varnish for each connection of a siege. */
const VARNISH_PARAMETERS = ["thread_pools=1", "thread_pool_min=200", "thread_pool_max=4000"];
/** A town that answers at once, for a crawl that nobody wants to wait for. */
const QUICK_TOWN = { workers: 64, delayFactor: 0.01 };

/** A snapshot of the town on disk, as a Beffroi has it that has been there for some days; made once in a run. */
let snapshot: Promise<string> | undefined;

async function crawlTown(): Promise<string> {
  const town = await startTown(PRODUCT_CORE);
  await town.change(QUICK_TOWN);
  const site = ["crawl_pause_ms = 0"];
  const beffroi = await startUp("siege-crawl", { origin: town.port, hosts: [TOWN_HOST], site }, undefined);
  await waitForCrawl(beffroi);
  await beffroi.process.stop();
  await town.stop();
  const folder = join(beffroi.data, "snapshot");
  forgetPace(join(folder, `${SITE}.db`));
  return folder;
}

/** How long answers take was learned from the quick town: it would be taken for what calm is like in the real one. */
function forgetPace(path: string): void {
  const file = new Database(path);
  file.run("DELETE FROM memory WHERE name = 'baselines'");
  file.close();
}

export type BeffroiOptions = {
  gateway?: readonly string[];
  site?: readonly string[];
  /** With the town's snapshot on disk, and so without a crawl at the start. */
  withSnapshot: boolean;
};

/** Beffroi as its users run it: supervisor, gateway and keeper. What calm is like it learns by itself. */
export async function startBeffroi(site: Site, core: Core, options: BeffroiOptions): Promise<Beffroi> {
  const place = await beffroiSettings(`siege-beffroi-${site.origin}`, {
    origin: site.origin,
    hosts: [site.host, "127.0.0.1"],
    gateway: options.gateway ?? [],
    site: options.withSnapshot ? (options.site ?? []) : ["crawl = false", ...(options.site ?? [])],
  });
  if (options.withSnapshot) {
    snapshot ??= crawlTown();
    cpSync(await snapshot, join(place.data, "snapshot"), { recursive: true });
  }
  return startAgain("up", place, core);
}

export const serverOf = ({ port, process }: Beffroi): Server => ({
  name: OURS,
  port,
  pid: process.pid,
  stop: () => process.stop(),
});

function placeholders({ search, list }: Site, priority: "cookie" | "older" = "cookie"): Placeholders {
  return {
    search_path: search.path,
    search_parameter: search.parameter,
    list_path: list.path,
    list_parameter: list.parameter,
    priority,
    // HAProxy signs its cookies with a key of its own for each run.
    key: randomBytes(32).toString("base64"),
  };
}

/** Everybody else's products. Configurations: bench/peers/siege-*. */
export const PEERS: readonly Product[] = [
  {
    name: "nginx",
    start: (site, core) => startNginx("siege-nginx.conf", site.origin, core, {}, placeholders(site)),
  },
  {
    name: "HAProxy, cookie first",
    start: (site, core) => startHaproxy("siege-haproxy.cfg", site.origin, core, placeholders(site)),
  },
  {
    name: "HAProxy, older cookies first",
    start: (site, core) => startHaproxy("siege-haproxy.cfg", site.origin, core, placeholders(site, "older")),
  },
  {
    name: "Varnish",
    start: (site, core) =>
      startVarnish("siege-varnish.vcl", site.origin, core, VARNISH_PARAMETERS, placeholders(site)),
  },
  { name: "Caddy", start: (site, core) => startCaddy("siege-caddy.Caddyfile", site.origin, core) },
  {
    name: "chain, cookie first",
    start: (site, core) => startChain(site.origin, core, placeholders(site)),
  },
  {
    name: CHAIN_OLDER,
    start: (site, core) => startChain(site.origin, core, placeholders(site, "older")),
  },
];

/** Every product, ours first. */
export const products = (withSnapshot: boolean): Product[] => [
  {
    name: OURS,
    start: async (site, core) => serverOf(await startBeffroi(site, core, { withSnapshot })),
  },
  ...PEERS,
];
