import { decode } from "./decode.ts";
import { refanged } from "./hosts.ts";
import type { ByteSource } from "./read-bytes.ts";

/** How often a list names one route of one of our own hosts. */
export type OwnTarget = { readonly host: string; readonly path: string; readonly times: number };

export const OWN_TARGETS_MAX = 500;
const PATH_CHARACTERS_MAX = 200;
const NODES_MAX = 500_000;

/**
 * Which routes of hosts that are ours a target list names, most named first: what the gateway will have to bear. Of other
 * hosts nothing is given, of ours no query, no method and no body. The answer is for the one who asks, not for the journal.
 */
export function readOwnTargets(
  bytes: Uint8Array,
  source: ByteSource,
  ownHosts: ReadonlySet<string>,
): OwnTarget[] {
  const text = decode(bytes, source.name, source.contentType);
  const counts = new Map<string, { host: string; path: string; times: number }>();
  const add = (host: string, path: string) => {
    const known = host.toLowerCase().replace(/:\d+$/, "");
    if (!ownHosts.has(known)) return;
    const route = (/^[^?#\s]*/.exec(path.startsWith("/") ? path : `/${path}`)?.[0] ?? "/").slice(
      0,
      PATH_CHARACTERS_MAX,
    );
    const key = `${known} ${route}`;
    const entry = counts.get(key);
    if (entry !== undefined) entry.times++;
    else if (counts.size < OWN_TARGETS_MAX) counts.set(key, { host: known, path: route, times: 1 });
  };
  const addAddress = (word: string) => {
    const found = /^(?:https?:\/\/)?([^/?#\s]+)([^\s]*)$/i.exec(word);
    if (found !== null) add(found[1] as string, found[2] === "" ? "/" : (found[2] as string));
  };
  const json = parsed(text);
  if (json === undefined) for (const word of refanged(text).split(/[\s"'<>,;|]+/)) addAddress(word);
  else
    for (const target of targetsIn(json))
      target.path === undefined ? addAddress(target.host) : add(target.host, target.path);
  return [...counts.values()].sort((a, b) => b.times - a.times || (a.path < b.path ? -1 : 1));
}

function* targetsIn(json: unknown): Generator<{ host: string; path?: string }> {
  const waiting: unknown[] = [json];
  for (let nodes = 0; waiting.length > 0 && nodes < NODES_MAX; nodes++) {
    const node = waiting.pop();
    if (typeof node === "string") yield { host: node };
    if (typeof node !== "object" || node === null) continue;
    const { host, url, path } = node as Record<string, unknown>;
    if (typeof host === "string") yield { host, path: typeof path === "string" ? path : "/" };
    else if (typeof url === "string") yield { host: url };
    else for (const inner of Object.values(node)) waiting.push(inner);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
