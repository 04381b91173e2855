/**
 * Who may refresh a stale page now. A lease ends by itself, so a lost refresh never blocks the page for ever; failures
 * back off, so an origin in trouble is asked less and less.
 */
export class RefreshLeases {
  private readonly leases = new Map<string, { notBeforeMs: number; failures: number }>();

  constructor(
    private readonly leaseMs = 30_000,
    private readonly leasesMax = 20_000,
  ) {}

  /** True if the caller shall refresh `target` now; nobody else will be told so until it ends or the lease runs out. */
  begin(target: string, nowMs: number): boolean {
    const lease = this.leases.get(target);
    if (lease !== undefined && nowMs < lease.notBeforeMs) return false;
    if (lease === undefined && this.leases.size >= this.leasesMax) this.dropOldest();
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

  private dropOldest(): void {
    const oldest = this.leases.keys().next();
    if (!oldest.done) this.leases.delete(oldest.value);
  }
}
