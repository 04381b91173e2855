import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Log } from "../../kernel/log.ts";
import { errorLine } from "../../kernel/refusal.ts";
import type { GatewayEvent } from "../events.ts";

/** An event on its way to the journal. (source, sequence) names it, so that sending it twice writes it once. */
export type Spooled = { source: string; sequence: number; event: GatewayEvent };

/** Most events that may wait for the keeper. Postures change seldom, so this is months of absence. */
export const SPOOL_EVENTS_MAX = 10_000;

/**
 * Events that the journal has not confirmed yet, on disk. What is here after a crash is sent again by the next process.
 * Single writer: one spool file a worker.
 */
export class Spool {
  /** Undefined when the folder cannot be written: a site is served all the same, and events wait in memory. */
  private readonly fd: number | undefined;
  private readonly waiting: Spooled[];
  private sequence = 0;

  constructor(
    path: string,
    private readonly source: string,
    private readonly log: Log,
  ) {
    this.waiting = readSpool(path);
    this.fd = this.open(path);
    // A line that a crash cut in half must not swallow the next one.
    if (this.waiting.length > 0) this.write("\n");
  }

  /** Keeps the event durably. Undefined when the spool is full: the caller says so. */
  add(event: GatewayEvent): Spooled | undefined {
    if (this.waiting.length >= SPOOL_EVENTS_MAX) return undefined;
    const spooled: Spooled = { source: this.source, sequence: ++this.sequence, event };
    this.write(`${JSON.stringify(spooled)}\n`);
    this.waiting.push(spooled);
    return spooled;
  }

  /** The journal has it. When nothing waits any more the file is emptied. */
  confirmed(source: string, sequence: number): void {
    const index = this.waiting.findIndex((one) => one.source === source && one.sequence === sequence);
    if (index < 0) return;
    this.waiting.splice(index, 1);
    if (this.waiting.length === 0 && this.fd !== undefined) ftruncateSync(this.fd, 0);
  }

  unconfirmed(): readonly Spooled[] {
    return this.waiting;
  }

  close(): void {
    if (this.fd !== undefined) closeSync(this.fd);
  }

  private open(path: string): number | undefined {
    try {
      mkdirSync(dirname(path), { recursive: true });
      return openSync(path, "a", 0o600);
    } catch (error) {
      this.log("error", "events for the journal cannot be kept on disk; make the data folder writable", {
        path,
        error: errorLine(error),
      });
      return undefined;
    }
  }

  private write(line: string): void {
    if (this.fd === undefined) return;
    try {
      writeSync(this.fd, line);
      fsyncSync(this.fd);
    } catch (error) {
      // The event still goes out from memory; it is lost only if this process dies before the keeper has confirmed it.
      this.log("error", "an event for the journal could not be kept on disk", { error: errorLine(error) });
    }
  }
}

/** Reads what an earlier process left. A last line that a crash cut in half is dropped: it was never acknowledged. */
function readSpool(path: string): Spooled[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return [];
  }
  const spooled: Spooled[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    try {
      spooled.push(JSON.parse(line) as Spooled);
    } catch {
      // Half a line in the middle can only come from a torn write; what follows it is still good.
    }
  }
  return spooled.slice(-SPOOL_EVENTS_MAX);
}
