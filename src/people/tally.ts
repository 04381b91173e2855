import type { z } from "zod";
import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { peopleEvents } from "./events.ts";

/**
 * Writes down what was refused, added up: an attacker who tries a million times must neither fill the journal nor hide in
 * it. Every minute gives at most DIFFERENT_MAX lines and one for the rest of each kind.
 */

export type RefusedLine = Omit<z.infer<(typeof peopleEvents)["people.refused"]>, "count">;

/** Different lines of one minute that are kept apart. */
export const DIFFERENT_MAX = 10;
export const TALLY_MS = 60_000;
/** What stands for code, target and address of the rest. */
export const OTHERS = "others";

export class Tally {
  private counts = new Map<string, { line: RefusedLine; count: number }>();
  private readonly timer: Timer;

  constructor(
    private readonly journal: Pick<Journal, "appendAll">,
    private readonly log: Log,
  ) {
    this.timer = setInterval(() => this.write(), TALLY_MS);
    this.timer.unref();
  }

  add({ what, code, target, address }: RefusedLine): void {
    const line = {
      what,
      code: code.slice(0, 64),
      target: target.slice(0, 200),
      address: address.slice(0, 64),
    };
    const key = JSON.stringify(line);
    if (this.counts.has(key) || this.counts.size < DIFFERENT_MAX) this.count(key, line);
    else this.count(what, { what, code: OTHERS, target: OTHERS, address: OTHERS });
  }

  /** Writes what was added up since the last time. What cannot be written now is tried again the next time. */
  write(): void {
    if (this.counts.size === 0) return;
    const entries = [...this.counts.values()].map(({ line, count }) => ({
      actor: program("keeper"),
      kind: "people.refused",
      subject: "console",
      body: { ...line, count },
    }));
    try {
      this.journal.appendAll(entries);
      this.counts = new Map();
    } catch (error) {
      this.log("error", "refusals cannot be written to the journal", { reason: errorLine(error) });
    }
  }

  close(): void {
    clearInterval(this.timer);
    this.write();
  }

  private count(key: string, line: RefusedLine): void {
    const known = this.counts.get(key);
    if (known === undefined) this.counts.set(key, { line, count: 1 });
    else known.count += 1;
  }
}
