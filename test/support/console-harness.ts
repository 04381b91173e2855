import { join } from "node:path";
import { type ConsoleDependencies, type RefusedCall, startConsole } from "../../src/console/index.ts";
import type { Digest, GatewayCommand } from "../../src/gateway/events.ts";
import type { IncidentChange } from "../../src/incidents/events.ts";
import type { Entry, Listener, StoredEntry } from "../../src/journal/index.ts";
import { program } from "../../src/kernel/actor.ts";
import { json } from "../../src/kernel/answer.ts";
import { type Clock, ManualClock, systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { Refusal } from "../../src/kernel/refusal.ts";
import type { Role } from "../../src/kernel/role.ts";
import type { Caller, Route } from "../../src/kernel/route.ts";
import { coverageOf, digestOf, entriesOf, type Scene, scenes } from "./console-scenes.ts";

/**
 * A console on a cast of believable rooms in memory, for tests and for looking at the page without a town:
 * `bun test/support/console-harness.ts siege 127.0.0.1:8450`.
 */

export const TOKEN = "correct-horse-battery-staple";
export const WEB_FOLDER = join(import.meta.dir, "../../dist/console");

/** A journal in memory with the reading half of the real one's contract. */
export class MemoryJournal {
  private readonly stored: StoredEntry[] = [];
  private readonly listeners = new Set<Listener>();

  add(entry: Pick<Entry, "at" | "actor" | "kind" | "subject" | "body"> & Partial<Entry>): StoredEntry {
    const position = this.stored.length + 1;
    const id = new Bun.CryptoHasher("sha256").update(`${position}`).digest("hex");
    const whole: Entry = { v: 1, lane: "keeper", n: position, prev: "0".repeat(64), ...entry };
    const stored: StoredEntry = { position, id, signature: "", entry: whole };
    this.stored.push(stored);
    for (const listener of this.listeners) listener(stored);
    return stored;
  }

  read({ before, after, limit }: { before?: number; after?: number; limit: number }): StoredEntry[] {
    if (after !== undefined) return this.stored.filter((one) => one.position > after).slice(0, limit);
    const older = this.stored.filter((one) => before === undefined || one.position < before);
    return older.reverse().slice(0, limit);
  }

  head(): { n: number; id: string; at: string } | null {
    const last = this.stored.at(-1);
    return last === undefined ? null : { n: last.entry.n, id: last.id, at: last.entry.at };
  }

  count(): number {
    return this.stored.length;
  }

  follow(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** The rooms beside the console, with nobody and nothing in them. */
const emptyRooms = [
  ["/api/incidents", { incidents: [] }],
  ["/api/clocks", { at: new Date(0).toISOString(), clocks: [] }],
  ["/api/people", { people: [] }],
].map(
  ([path, value]): Route => ({
    method: "GET",
    path: String(path),
    needs: "observer",
    answer: () => json(value),
  }),
);

const ALICE = { id: "alice", name: "Alice Martin" };

export class Cast {
  readonly clock: Clock;
  readonly journal = new MemoryJournal();
  readonly commands: Array<{ site: string; command: GatewayCommand }> = [];
  readonly past: Digest[] = [];
  readonly refusals: RefusedCall[] = [];
  readonly incidentListeners = new Set<(change: IncidentChange) => void>();
  role: Role = "lead";
  signedIn = true;
  gatewaysConnected = true;
  private readonly listeners = new Set<(digest: Digest) => void>();

  constructor(
    readonly scene: Scene,
    clock: Clock = new ManualClock(Date.parse("2026-11-22T15:28:00Z")),
    historySeconds = 120,
  ) {
    this.clock = clock;
    for (const entry of entriesOf(scene, clock.now())) this.journal.add(entry);
    if (!scene.hasDigests) return;
    for (let second = historySeconds; second > 0; second--) {
      this.past.push(digestOf(scene, clock.now() - second * 1000, historySeconds - second));
    }
  }

  /** Lets one second of figures arrive. */
  tick(): Digest {
    const digest = digestOf(this.scene, this.clock.now(), this.past.length);
    this.past.push(digest);
    if (this.past.length > 900) this.past.shift();
    for (const listener of this.listeners) listener(digest);
    return digest;
  }

  dependencies(change: Partial<ConsoleDependencies> = {}): ConsoleDependencies {
    return {
      clock: this.clock,
      log: silentLog,
      version: "0.1.0",
      siteUrls: ["http://127.0.0.1:8080"],
      demo: this.scene.demo,
      journal: this.journal,
      gateways: () =>
        this.gatewaysConnected && this.scene.hasDigests
          ? [{ worker: 0, connected: true, lastDigestAtMs: this.past.at(-1)?.at }]
          : [],
      history: () => this.past,
      onDigest: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
      command: async (site, command) => this.obey(site, command),
      whoIs: async (request) => this.whoIs(request),
      refused: (refused) => void this.refusals.push(refused),
      routes: [this.sessionRoute(), ...emptyRooms],
      uploadBytesMax: 1024 * 1024,
      onIncident: (listener) => {
        this.incidentListeners.add(listener);
        return () => this.incidentListeners.delete(listener);
      },
      onWatch: () => () => {},
      onClaims: () => () => {},
      webFolder: WEB_FOLDER,
      ...change,
    };
  }

  private sessionRoute(): Route {
    const answer = () =>
      json({
        ...(this.signedIn
          ? { state: "signed-in", person: { ...ALICE, userName: "alice", role: this.role } }
          : { state: "signed-out" }),
        oidc: null,
        passkeys: false,
      });
    return { method: "GET", path: "/api/session", needs: "nobody", answer };
  }

  /** Everybody at this console is the lead, but who brings a token brings the right one or is refused. */
  private whoIs(request: Request): Caller | Refusal {
    const authorization = request.headers.get("authorization");
    if (authorization === null && !this.signedIn) {
      return new Refusal("not-signed-in", "Nobody is signed in.", "console", "Sign in.");
    }
    if (authorization !== null && authorization !== `Bearer ${TOKEN}`) {
      return new Refusal("wrong-token", "This is not the token.", "header Authorization", "Send the token.");
    }
    if (authorization !== null) {
      return { actor: { type: "operator", name: "token" }, role: "admin", via: "token", lasts: () => true };
    }
    return { actor: { type: "person", ...ALICE }, role: this.role, via: "session", lasts: () => true };
  }

  private obey(site: string, command: GatewayCommand): unknown {
    const known = this.past.at(-1)?.sites.map((one) => one.site) ?? [];
    if (!this.gatewaysConnected) {
      throw new Refusal("no-gateway", "No gateway is connected.", "keeper", "Wait a second and try again.");
    }
    if (!known.includes(site)) {
      throw new Refusal(
        "unknown-site",
        `There is no site "${site}".`,
        "gateway",
        `Sites here: ${known.join(", ")}.`,
      );
    }
    this.commands.push({ site, command });
    if (command.name === "purge") return { removed: 3 };
    if (command.name === "crawl") return { started: true };
    return command.name === "pin" ? { posture: command.posture } : coverageOf(this.scene, site);
  }
}

if (import.meta.main) {
  const [name = "calm", listen = "127.0.0.1:8450"] = process.argv.slice(2);
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`scenes: ${Object.keys(scenes).join(", ")}`);
  const cast = new Cast(scene, systemClock, 900);
  const console_ = await startConsole({ listen, hosts: [] }, cast.dependencies());
  if (scene.hasDigests && !scene.silent) setInterval(() => cast.tick(), 1_000);
  setInterval(() => {
    const at = new Date().toISOString();
    const body = { by: "url", target: "/actualites/budget", removed: 1 };
    cast.journal.add({
      at,
      actor: program("gateway-0-f3a9c1"),
      kind: "gateway.purged",
      subject: "mairie",
      body,
    });
  }, 60_000);
  process.stdout.write(`${name} ${console_.url}\n`);
}
