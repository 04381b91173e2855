import type { DocumentInput, NamedHost } from "./document-input.ts";
import { HOSTS_MAX, hostOf, refanged } from "./hosts.ts";
import { isoOf } from "./moment.ts";

/**
 * Lists of targets. They are recipes: paths, parameters, bodies, ports and addresses are what an attack is made of. Only host
 * and time are kept, and they are taken out of each line or object one by one, so that nothing unknown can slip through.
 */

const LIST_LINES_MIN = 2;
const LIST_SHARE_MIN = 0.6;
const NODES_MAX = 500_000;
const HOST_KEYS = ["host", "hostname", "domain", "url", "target", "site", "cible", "hote"] as const;
const TIME_KEYS = [
  "at",
  "time",
  "date",
  "datetime",
  "timestamp",
  "added",
  "first_seen",
  "created_at",
] as const;

/** A list as a document: its text is its hosts, one a line. */
export function listOf(hosts: Iterable<NamedHost>): DocumentInput {
  const kept = new Map<string, NamedHost>();
  for (const named of hosts) {
    if (kept.size >= HOSTS_MAX) break;
    const known = kept.get(named.host);
    if (known === undefined || (known.at === undefined && named.at !== undefined))
      kept.set(named.host, named);
  }
  const list = [...kept.values()];
  const [first] = list.flatMap(({ at }) => at ?? []).sort();
  return {
    kind: "list",
    text: list.map(({ host }) => host).join("\n"),
    hosts: list,
    ...(first !== undefined && { publishedAt: first }),
  };
}

/** Plain list: one host or address a line, with or without marks; undefined when the text is something else. */
export function readPlainList(text: string): DocumentInput | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const filled = lines.filter((line) => line !== "" && !/^(#|\/\/)/.test(line));
  const hosts: NamedHost[] = [];
  let at: string | undefined;
  for (const line of lines) {
    const moment = isoOf(line.replace(/^[#/\s]+/, ""));
    if (moment !== undefined) at = moment;
    const host = /^#/.test(line) ? undefined : hostOfLine(line);
    if (host !== undefined) hosts.push({ host, ...(at !== undefined && { at }) });
  }
  if (hosts.length < LIST_LINES_MIN || hosts.length < filled.length * LIST_SHARE_MIN) return undefined;
  return listOf(hosts);
}

/** A line that is a host or an address, with bullets and emojis around it, and no prose. */
function hostOfLine(line: string): string | undefined {
  const words = refanged(line)
    .split(/[\s|]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0 || words.length > 3) return undefined;
  const [first, ...rest] = words.map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}/]+$/gu, ""));
  if (rest.some((word) => !/^(\d[\d:./-]*|https?:\/\/\S+|check-host\S+|OK|KO|down|off)$/i.test(word)))
    return undefined;
  return first === undefined || !first.includes(".") ? undefined : hostOf(first);
}

/** Any JSON with hosts in it, as the lists of DDoSia are; undefined when there are none. */
export function readTargetJson(value: unknown): DocumentInput | undefined {
  const hosts: NamedHost[] = [];
  let nodes = 0;
  const waiting: { node: unknown; at: string | undefined }[] = [{ node: value, at: undefined }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (++nodes > NODES_MAX || hosts.length >= HOSTS_MAX * 4) break;
    const { node } = next;
    if (typeof node !== "object" || node === null) {
      const host = typeof node === "string" ? hostOf(refanged(node)) : undefined;
      if (host !== undefined) hosts.push({ host, ...(next.at !== undefined && { at: next.at }) });
      continue;
    }
    const at = timeOf(node) ?? next.at;
    const host = Array.isArray(node) ? undefined : hostIn(node as Record<string, unknown>);
    if (host !== undefined) {
      hosts.push({ host, ...(at !== undefined && { at }) });
      continue;
    }
    // Strings stand for hosts in lists only: those of an object are paths, bodies and the like.
    const inner = Array.isArray(node) ? node : Object.values(node).filter((each) => typeof each === "object");
    for (let i = inner.length - 1; i >= 0; i--) waiting.push({ node: inner[i], at });
  }
  return hosts.length === 0 ? undefined : listOf(hosts);
}

function hostIn(node: Record<string, unknown>): string | undefined {
  for (const key of HOST_KEYS) {
    const given = node[key];
    const host = typeof given === "string" ? hostOf(refanged(given)) : undefined;
    if (host !== undefined) return host;
  }
  return undefined;
}

function timeOf(node: object): string | undefined {
  for (const key of TIME_KEYS) {
    const given = (node as Record<string, unknown>)[key];
    const at = typeof given === "string" || typeof given === "number" ? isoOf(given) : undefined;
    if (at !== undefined) return at;
  }
  return undefined;
}

/** A table with a column of hosts, and perhaps one of times; undefined when its first line names none. */
export function readTargetTable(text: string): DocumentInput | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const head = lines[0] ?? "";
  const mark = [";", "\t", ","].find((each) => head.includes(each)) ?? ",";
  const names = cells(head, mark).map((cell) => cell.toLowerCase());
  const hostColumn = names.findIndex((name) => (HOST_KEYS as readonly string[]).includes(name));
  if (hostColumn < 0) return undefined;
  const timeColumn = names.findIndex((name) => (TIME_KEYS as readonly string[]).includes(name));
  const hosts = lines.slice(1, NODES_MAX).flatMap((line): NamedHost[] => {
    const row = cells(line, mark);
    const host = hostOf(refanged(row[hostColumn] ?? ""));
    const at = timeColumn < 0 ? undefined : isoOf(row[timeColumn] ?? "");
    return host === undefined ? [] : [{ host, ...(at !== undefined && { at }) }];
  });
  return hosts.length === 0 ? undefined : listOf(hosts);
}

/** Cells of one line (RFC 4180, without line breaks inside a cell). */
function cells(line: string, mark: string): string[] {
  const found: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const letter = line[i] as string;
    if (letter === '"' && quoted && line[i + 1] === '"') cell += line[i++];
    else if (letter === '"') quoted = !quoted;
    else if (letter === mark && !quoted) {
      found.push(cell.trim());
      cell = "";
    } else cell += letter;
  }
  return [...found, cell.trim()];
}
