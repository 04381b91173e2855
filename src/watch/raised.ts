import type { WatchBook } from "./bodies/index.ts";
import type { WatchedSite } from "./events.ts";
import type { RaisedRate } from "./views.ts";

/** Which sites are asked more often for a while, and why. */

type Rates = { readonly fastUntil: number; readonly slowUntil: number; readonly reason: string };
const USUAL: Rates = { fastUntil: 0, slowUntil: 0, reason: "" };

export class Raised {
  private readonly bySite = new Map<number, Rates>();
  private readonly byBody = new Map<string, Rates>();

  constructor(rates: readonly RaisedRate[]) {
    for (const rate of rates) this.add(rate);
  }

  add({ bodies, sites, reason, fastUntil, slowUntil }: RaisedRate): void {
    const rates: Rates = { fastUntil, slowUntil, reason };
    for (const site of sites) this.bySite.set(site, later(this.bySite.get(site), rates));
    for (const body of bodies) this.byBody.set(body, later(this.byBody.get(body), rates));
  }

  of({ site, body }: Pick<WatchedSite, "site" | "body">): Rates {
    const own = this.bySite.get(site);
    const ofBody = body === null ? undefined : this.byBody.get(body);
    if (own === undefined) return ofBody ?? USUAL;
    return ofBody === undefined ? own : later(own, ofBody);
  }

  /** Forgets what is over. */
  sweep(nowMs: number): void {
    for (const [site, rates] of this.bySite) if (isOver(rates, nowMs)) this.bySite.delete(site);
    for (const [body, rates] of this.byBody) if (isOver(rates, nowMs)) this.byBody.delete(body);
  }

  /** Sites that these bodies and sites name and that are watched. */
  static sitesOf(
    { bodies, sites }: { readonly bodies: readonly string[]; readonly sites: readonly number[] },
    book: WatchBook,
  ): WatchedSite[] {
    const found = new Map<number, WatchedSite>();
    for (const body of bodies) for (const site of book.sitesOf(body)) found.set(site.site, site);
    for (const number of sites) {
      const site = book.site(number);
      if (site !== undefined) found.set(number, site);
    }
    return [...found.values()];
  }
}

const isOver = ({ fastUntil, slowUntil }: Rates, nowMs: number) => fastUntil <= nowMs && slowUntil <= nowMs;

function later(one: Rates | undefined, other: Rates): Rates {
  if (one === undefined) return other;
  return {
    fastUntil: Math.max(one.fastUntil, other.fastUntil),
    slowUntil: Math.max(one.slowUntil, other.slowUntil),
    reason: other.reason,
  };
}
