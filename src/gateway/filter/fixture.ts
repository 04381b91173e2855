import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "../../kernel/log.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { Connections } from "./connections.ts";
import { Filter, type FilterOptions } from "./filter.ts";
import { filterPath, type Wish } from "./frames.ts";
import { NeverTaken } from "./peer.ts";
import { FilterReports } from "./reports.ts";
import { serveFilter } from "./serve-filter.ts";

/** A source that may be taken. */
export const A = "198.51.100.7";

export const wish = (...addresses: string[]): Wish => ({
  ban: addresses.map((address) => ({ address, why: "protocol violation" })),
});

/** For tests: filters and reports in a folder of their own, with a clock that stands still and an nft that only listens. */
export class FilterRig {
  readonly folder = mkdtempSync(join(tmpdir(), "beffroi-filter-"));
  readonly path = filterPath(this.folder);
  now = 1_000_000;
  /** What nft was given, in order; `refuse` makes it fail. */
  readonly scripts: string[] = [];
  refuse: (script: string) => boolean = () => false;
  connections: () => Connections = () => ({ total: 0, bySource: new Map() });
  readonly failures: unknown[] = [];
  readonly open: Array<() => unknown> = [];

  startFilter(change: Partial<FilterOptions> = {}): Promise<Filter> {
    return Filter.start({
      ports: [80, 443],
      never: new NeverTaken({
        networks: ["203.0.113.0/24"],
        setting: "--never",
        ownAddresses: () => ["198.51.100.1"],
      }),
      connectionsMax: 20_000,
      nft: async (script) => {
        this.scripts.push(script);
        if (this.refuse(script)) throw new Refusal("nft-failed", "No such table.", "nft", "Look.");
      },
      readConnections: () => this.connections(),
      log: silentLog,
      now: () => this.now,
      onFailure: (error) => void this.failures.push(error),
      ...change,
    });
  }

  async startServing(): Promise<Filter> {
    const filter = await this.startFilter();
    this.open.push(serveFilter(this.path, filter, silentLog));
    return filter;
  }

  startReports(): FilterReports {
    const reports = new FilterReports({ path: this.path, log: silentLog, now: () => this.now });
    this.open.push(() => reports.close());
    return reports;
  }

  async close(): Promise<void> {
    for (const close of this.open.splice(0).reverse()) await close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
