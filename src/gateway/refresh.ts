import { OldestFirst } from "./cache/oldest-first.ts";

/** Most pages that are being refreshed or wait for their next try; beyond, the oldest is forgotten. */
export const LEASES_MAX = 20_000;

/**
 * Who may refresh a stale page now. A lease ends by itself, so a lost refresh never blocks the page for ever; failures
 * back off, so an origin in trouble is asked less and less.
 */
export class RefreshLeases {
  private readonly leases: OldestFirst<string, { notBeforeMs: number; failures: number }>;

  constructor(
    private readonly leaseMs = 30_000,
    leasesMax = LEASES_MAX,
  ) {
    this.leases = new OldestFirst(leasesMax);
  }

  /** True if the caller shall refresh `target` now; nobody else will be told so until it ends or the lease runs out. */
  begin(target: string, nowMs: number): boolean {
    const lease = this.leases.get(target);
    if (lease !== undefined && nowMs < lease.notBeforeMs) return false;
    this.leases.set(target, { notBeforeMs: nowMs + this.leaseMs, failures: lease?.failures ?? 0 });
    return true;
  }

  succeeded(target: string): void {
    this.leases.delete(target);
  }

  /** Next try after 1, 2, 4 ... 60 s, spread by up to a quarter so that pages do not come back all at once. */
  failed(target: string, nowMs: number, random = Math.random()): void {
    const failures = Math.min((this.leases.get(target)?.failures ?? 0) + 1, 10);
    const delayMs = Math.min(60_000, 1_000 * 2 ** (failures - 1));
    this.leases.set(target, { notBeforeMs: nowMs + delayMs * (1 + random / 4), failures });
  }

  get size(): number {
    return this.leases.size;
  }
}
