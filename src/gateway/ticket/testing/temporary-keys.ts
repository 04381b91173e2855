import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock } from "../../../kernel/clock.ts";
import type { Log } from "../../../kernel/log.ts";
import { TicketKeys } from "../keys.ts";

/** A folder for keys and nonces that goes away, a clock, and what was logged. */
export class TemporaryKeys {
  readonly folder = mkdtempSync(join(tmpdir(), "beffroi-ticket-"));
  readonly path = join(this.folder, "keys", "tickets");
  readonly clock = new ManualClock();
  readonly lines: string[] = [];
  readonly log: Log = (level, message) => this.lines.push(`${level}: ${message}`);

  open(owner = true): TicketKeys {
    return TicketKeys.open({ path: this.path, owner, clock: this.clock, log: this.log });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
