import { readFileSync } from "node:fs";
import ipaddr from "ipaddr.js";
import { Refusal } from "../../kernel/refusal.ts";
import type { Server } from "./dns-ask.ts";

const DNS_PORT = 53;
export const RESOLVERS_MAX = 8;
const SYSTEM_FILE = "/etc/resolv.conf";

/** Resolvers as they are written in the settings. @throws Refusal wrong-option */
export function readServers(texts: readonly string[]): Server[] {
  return texts.slice(0, RESOLVERS_MAX).map((text) => {
    const server = readServer(text.trim());
    if (server !== undefined) return server;
    const remedy = "Write an address, with a port if it is not 53: 192.0.2.1 or 192.0.2.1:5353.";
    throw new Refusal("wrong-option", `"${text.slice(0, 60)}" is no resolver.`, "resolvers", remedy);
  });
}

function readServer(text: string): Server | undefined {
  if (ipaddr.isValid(text)) return { address: text, port: DNS_PORT };
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const address = bracketed ?? plain;
  const port = Number(digits);
  if (address === undefined || !ipaddr.isValid(address) || port < 1 || port > 65_535) return undefined;
  return { address, port };
}

/** The system's resolvers; the local one when the file names none (resolv.conf(5)). */
export function systemServers(file: string = SYSTEM_FILE): Server[] {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    // As if it were empty.
  }
  const named = [...text.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, address]) => address as string);
  const servers = named
    .filter((address) => ipaddr.isValid(address))
    .map((address) => ({ address, port: DNS_PORT }));
  return servers.length > 0 ? servers.slice(0, RESOLVERS_MAX) : [{ address: "127.0.0.1", port: DNS_PORT }];
}
