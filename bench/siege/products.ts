import { randomBytes } from "node:crypto";
import { type Beffroi, startUp } from "../harness/beffroi.ts";
import type { Core } from "../harness/process.ts";
import {
  type Server,
  startCaddy,
  startChain,
  startHaproxy,
  startNginx,
  startVarnish,
} from "../peers/peers.ts";
import { waitForCrawl } from "../harness/crawl.ts";
import { TOWN_HOST } from "./town.ts";

/** A product as it is put in front of an origin, ready and pinned to a core. */
export type Product = { readonly name: string; start(origin: number, core: Core): Promise<Server> };

/** Beffroi's name in the tables. */
export const OURS = "Beffroi";

/** One thread of Varnish for each connection of a siege. */
const VARNISH_PARAMETERS = ["thread_pools=1", "thread_pool_min=200", "thread_pool_max=4000"];

/** Beffroi as its users run it, supervisor, gateway and keeper, once its crawl is done. */
export async function startBeffroi(
  origin: number,
  core: Core,
  more: { gateway?: readonly string[]; hosts?: readonly string[] } = {},
): Promise<Beffroi> {
  const beffroi = await startUp(
    `siege-beffroi-${origin}`,
    {
      origin,
      hosts: more.hosts ?? [TOWN_HOST, "127.0.0.1"],
      gateway: more.gateway ?? [],
      site: ["crawl_pause_ms = 0"],
    },
    core,
  );
  await waitForCrawl(beffroi);
  return beffroi;
}

async function beffroiServer(origin: number, core: Core): Promise<Server> {
  const beffroi = await startBeffroi(origin, core);
  return { name: OURS, port: beffroi.port, pid: beffroi.process.pid, stop: () => beffroi.process.stop() };
}

/** HAProxy signs its cookies with a key of its own for each run. */
const signed = (priority: "cookie" | "older") => ({ priority, key: randomBytes(32).toString("base64") });

/** Every product, ours first. Configurations: bench/peers/siege-*. */
export const PRODUCTS: readonly Product[] = [
  { name: OURS, start: beffroiServer },
  { name: "nginx", start: (origin, core) => startNginx("siege-nginx.conf", origin, core) },
  {
    name: "HAProxy, cookie first",
    start: (origin, core) => startHaproxy("siege-haproxy.cfg", origin, core, signed("cookie")),
  },
  {
    name: "HAProxy, older cookies first",
    start: (origin, core) => startHaproxy("siege-haproxy.cfg", origin, core, signed("older")),
  },
  {
    name: "Varnish",
    start: (origin, core) => startVarnish("siege-varnish.vcl", origin, core, VARNISH_PARAMETERS),
  },
  { name: "Caddy", start: (origin, core) => startCaddy("siege-caddy.Caddyfile", origin, core) },
  {
    name: "HAProxy > Varnish > HAProxy, cookie first",
    start: (origin, core) => startChain(origin, core, signed("cookie")),
  },
  {
    name: "the same, older cookies first",
    start: (origin, core) => startChain(origin, core, signed("older")),
  },
];
