import { existsSync } from "node:fs";
import { Refusal } from "../../kernel/refusal.ts";
import { BANS_MAX, type Ban } from "./bans.ts";
import type { Peer } from "./peer.ts";

/** Runs one transaction of nftables commands: all of it happens, or nothing. Rejects with a Refusal. */
export type RunNft = (script: string) => Promise<void>;

export const TABLE = "inet beffroi";
/** Most elements of one transaction: it holds the kernel's lock while it runs. */
export const TRANSACTION_ELEMENTS_MAX = 5_000;
const NFT_TIMEOUT_MS = 10_000;
/** Fixed places: a privileged process does not let its environment choose what it runs. */
const NFT_PATHS = ["/usr/sbin/nft", "/sbin/nft", "/usr/bin/nft"];
const NFT_MESSAGE_CHARACTERS_MAX = 300;

/** Makes sure the table is there, so that deleting it cannot fail, and deletes it. */
export const REMOVE_SCRIPT = `add table ${TABLE}\ndelete table ${TABLE}\n`;
export const FLUSH_SCRIPT = `flush set ${TABLE} banned4\nflush set ${TABLE} banned6\n`;

/**
 * The table, empty, in place of whatever was there. Hash sets, never interval sets. The chain runs before connection
 * tracking, so that a dropped packet costs one look-up; it touches TCP to these ports only. Elements leave the sets by
 * themselves; the sets hold twice what is ever put in, because what ran out is swept a little later.
 */
export function tableScript(ports: readonly number[]): string {
  const to = `tcp dport { ${ports.join(", ")} }`;
  const set = (name: string, kind: string) =>
    `  set ${name} {\n    type ${kind}\n    flags timeout\n    size ${2 * BANS_MAX}\n  }\n`;
  return `${REMOVE_SCRIPT}table ${TABLE} {
${set("banned4", "ipv4_addr")}${set("banned6", "ipv6_addr")}  chain early {
    type filter hook prerouting priority raw; policy accept;
    ${to} ip saddr @banned4 counter drop
    ${to} ip6 saddr & ffff:ffff:ffff:ffff:: @banned6 counter drop
  }
}
`;
}

/** Transactions that shut these out, each for its time; none when there is nobody. */
export function banScripts(bans: readonly Ban[]): string[] {
  const timed = bans.map(({ peer, timeoutMs }) => ({
    ...peer,
    words: `${peer.element} timeout ${Math.ceil(timeoutMs / 1000)}s`,
  }));
  return inTransactions(timed, (some) => forEachFamily(some, "add", ({ words }) => words));
}

/**
 * Transactions that let these through. Deleting what has just run out would fail the whole transaction, so each is
 * added first.
 */
export function liftScripts(peers: readonly Peer[]): string[] {
  return inTransactions(
    peers,
    (some) =>
      forEachFamily(some, "add", ({ element }) => `${element} timeout 1s`) +
      forEachFamily(some, "delete", ({ element }) => element),
  );
}

function inTransactions<T>(all: readonly T[], scriptOf: (some: readonly T[]) => string): string[] {
  const scripts: string[] = [];
  for (let at = 0; at < all.length; at += TRANSACTION_ELEMENTS_MAX) {
    scripts.push(scriptOf(all.slice(at, at + TRANSACTION_ELEMENTS_MAX)));
  }
  return scripts;
}

function forEachFamily<P extends Peer>(
  peers: readonly P[],
  verb: "add" | "delete",
  words: (peer: P) => string,
): string {
  const line = (family: 4 | 6) => {
    const elements = peers.filter((peer) => peer.family === family).map(words);
    return elements.length === 0
      ? ""
      : `${verb} element ${TABLE} banned${family} { ${elements.join(", ")} }\n`;
  };
  return line(4) + line(6);
}

/** The machine's own nft. Throws a Refusal when it is not installed. */
export function findNft(): RunNft {
  const program = NFT_PATHS.find((path) => existsSync(path));
  if (program === undefined) {
    throw new Refusal(
      "nft-missing",
      "nftables is not installed.",
      NFT_PATHS.join(", "),
      "Install the package nftables, or do without the kernel filter: the gateway does not need it.",
    );
  }
  return (script) => runNft(program, script);
}

async function runNft(program: string, script: string): Promise<void> {
  const child = Bun.spawn([program, "-f", "-"], {
    stdin: new Blob([script]),
    stdout: "ignore",
    stderr: "pipe",
    env: {},
    timeout: NFT_TIMEOUT_MS,
    killSignal: "SIGKILL",
  });
  const [said, exitCode] = await Promise.all([new Response(child.stderr).text(), child.exited]);
  if (exitCode === 0) return;
  const denied = /operation not permitted|permission denied/i.test(said);
  throw new Refusal(
    "nft-failed",
    `nft refused the change: ${said.slice(0, NFT_MESSAGE_CHARACTERS_MAX).trim() || `exit code ${exitCode}`}.`,
    program,
    denied
      ? "Run the filter as root or with CAP_NET_ADMIN (docs/systemd/beffroi-filter.service)."
      : "See whether the kernel has nf_tables and what else changes the table inet beffroi.",
  );
}
