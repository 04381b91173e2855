import type { Database } from "bun:sqlite";

/** What was last learnt of each site beside its rounds: where it is, and until when its certificate holds. */

export const ADDRESSES_MAX = 8;

export type SiteFacts = {
  readonly site: number;
  /** The last seen first. */
  readonly addresses: readonly string[];
  /** ms since 1970; 0 when unknown. */
  readonly certificateEndsAt: number;
};

const NOTHING: Omit<SiteFacts, "site"> = { addresses: [], certificateEndsAt: 0 };

export class FactBook {
  private readonly facts = new Map<number, SiteFacts>();

  constructor(private readonly db: Database) {
    for (const { site, data } of db
      .query<{ site: number; data: string }, []>("SELECT * FROM site_facts")
      .all()) {
      const { a, c } = JSON.parse(data) as { a: string[]; c: number };
      this.facts.set(site, { site, addresses: a, certificateEndsAt: c });
    }
  }

  of(site: number): Omit<SiteFacts, "site"> {
    return this.facts.get(site) ?? NOTHING;
  }

  /** The facts, if this round changed them. */
  learn(site: number, address: string, certificateEndsAt: number): SiteFacts | undefined {
    const known = this.facts.get(site);
    const sameAddress = address === "" || known?.addresses.includes(address) === true;
    const sameEnd = certificateEndsAt === 0 || known?.certificateEndsAt === certificateEndsAt;
    if (sameAddress && sameEnd) return undefined;
    const others = known?.addresses.filter((one) => one !== address) ?? [];
    const facts: SiteFacts = {
      site,
      addresses: address === "" ? others : [address, ...others].slice(0, ADDRESSES_MAX),
      certificateEndsAt: certificateEndsAt === 0 ? (known?.certificateEndsAt ?? 0) : certificateEndsAt,
    };
    this.facts.set(site, facts);
    return facts;
  }

  write({ site, addresses, certificateEndsAt }: SiteFacts): void {
    this.db
      .query("INSERT OR REPLACE INTO site_facts (site, data) VALUES (?, ?)")
      .run(site, JSON.stringify({ a: addresses, c: certificateEndsAt }));
  }
}
