import { createHash } from "node:crypto";
import { join } from "node:path";
import { exportLines, type Journal, openJournal } from "../../journal/index.ts";
import { program } from "../../kernel/actor.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Log } from "../../kernel/log.ts";
import { errorLine } from "../../kernel/refusal.ts";
import { vantageEvents } from "../events.ts";
import { LINES_PER_EXCHANGE_MAX } from "../exchange.ts";
import type { Round } from "../measure.ts";
import type { Batch } from "./outbox.ts";

export const DIGEST_EVERY_MS = 3_600_000;
/** Lines of a lane's export that were acknowledged. */
const SETTLED = "lane-settled";

export type LaneNeeds = {
  folder: string;
  clock: Clock;
  log: Log;
  version: string;
  mark(name: string): number;
  setMark(name: string, value: number): void;
};

/**
 * What a point of measurement says in a lane of its own, signed: that it started, and each hour a digest of the batches that
 * it sent. Samples are in no journal; against the digest they can be checked all the same.
 */
export class Lane {
  readonly #needs: LaneNeeds;
  readonly #path: string;
  readonly #journal: Journal;
  #vantage: string | undefined;
  #settled: number;
  /** Lines that wait, as they were read last; undefined when there is something new. */
  #waiting: string[] | undefined;
  #from: number;
  #tally = { rounds: 0, down: 0, void: 0, batches: 0 };
  #hash = createHash("sha256");

  /** Throws a Refusal when the lane cannot be opened. */
  constructor(needs: LaneNeeds) {
    this.#needs = needs;
    this.#path = join(needs.folder, "lane.db");
    this.#journal = openJournal({
      path: this.#path,
      keysFolder: join(needs.folder, "keys"),
      lane: "probe",
      apart: true,
      clock: needs.clock,
      catalogue: vantageEvents,
      log: needs.log,
    });
    this.#settled = needs.mark(SETTLED);
    this.#from = needs.clock.now();
  }

  /** The keeper has told who we are: said once a start. */
  named(vantage: string): void {
    if (this.#vantage === vantage) return;
    this.#vantage = vantage;
    this.#say("vantage.started", { version: this.#needs.version, vantage });
  }

  count({ outcome }: Pick<Round, "outcome">): void {
    this.#tally.rounds++;
    if (outcome === "down" || outcome === "void") this.#tally[outcome]++;
  }

  sent({ rounds, count }: Batch): void {
    if (count === 0) return;
    this.#tally.batches++;
    this.#hash.update(rounds);
  }

  /** Says the digest when its hour is over, or at the end (`now`). Nothing measured, nothing said. */
  digest(now = false): void {
    const { clock } = this.#needs;
    const to = clock.now();
    if (!now && to - this.#from < DIGEST_EVERY_MS) return;
    const from = this.#from;
    const tally = this.#tally;
    const sha256 = this.#hash.digest("hex");
    this.#from = to;
    this.#tally = { rounds: 0, down: 0, void: 0, batches: 0 };
    this.#hash = createHash("sha256");
    if (tally.rounds === 0 || this.#vantage === undefined) return;
    const instants = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    this.#say("vantage.digest", { ...instants, ...tally, sha256 });
  }

  /** Lines that the keeper does not have yet, the lane's own line first; at most what one exchange carries. */
  lines(): readonly string[] {
    this.#waiting ??= this.#read();
    return this.#waiting;
  }

  /** The keeper has settled so many of the lines that it was sent. */
  settled(count: number): void {
    const lines = this.#waiting ?? [];
    if (count === 0 || lines.length === 0) return;
    // The first line names the lane and comes each time.
    this.#settled += Math.min(count, lines.length) - 1;
    this.#needs.setMark(SETTLED, this.#settled);
    this.#waiting = undefined;
  }

  close(): void {
    this.#journal.close();
  }

  #read(): string[] {
    if (this.#journal.count() <= this.#settled) return [];
    const lanes: string[] = [];
    const entries: string[] = [];
    let seen = 0;
    for (const line of exportLines(this.#path)) {
      if (line.startsWith('{"lane"')) lanes.push(line);
      else if (++seen > this.#settled) entries.push(line);
      if (entries.length === LINES_PER_EXCHANGE_MAX - 1) break;
    }
    return entries.length === 0 ? [] : [...lanes.slice(0, 1), ...entries];
  }

  #say(kind: keyof typeof vantageEvents, body: object): void {
    const subject = this.#vantage ?? "";
    try {
      this.#journal.append({ actor: program("prober"), kind, subject, body });
      this.#waiting = undefined;
    } catch (error) {
      this.#needs.log("error", "the prober's lane cannot be written", { kind, reason: errorLine(error) });
    }
  }
}
