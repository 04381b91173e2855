import type { Log } from "../../kernel/log.ts";
import { errorLine } from "../../kernel/refusal.ts";
import { type Ban, Bans, type Why } from "./bans.ts";
import { type ReadConnections, SlowConnections } from "./connections.ts";
import type { Answer, Wish } from "./frames.ts";
import { banScripts, FLUSH_SCRIPT, liftScripts, REMOVE_SCRIPT, type RunNft, tableScript } from "./nft.ts";
import { type NeverTaken, type Peer, ticketedPrefix } from "./peer.ts";
import { TicketedPrefixes } from "./ticketed.ts";

/** Connections are counted this often, and the machine's own addresses read again, in ticks of one second. */
const LOOK_TICKS = 5;
const OWN_ADDRESSES_TICKS = 30;
/** Most addresses named in one log line. */
const ADDRESSES_LOGGED_MAX = 10;

export type FilterOptions = {
  ports: readonly number[];
  never: NeverTaken;
  /** What the whole site bears: `connections_max` of all workers together. */
  connectionsMax: number;
  nft: RunNft;
  readConnections: ReadConnections;
  log: Log;
  now: () => number;
  /** Called once when the table can be kept no longer: the process should end. */
  onFailure: (error: unknown) => void;
};

/** Who has said which prefixes hold tickets; the server makes one for each connection. */
export type Reporter = { hasSaidTickets: boolean };

/**
 * Owns the kernel's table: takes wishes, tells the kernel once a second, and looks for slow connections. At most one
 * transaction runs at a time.
 */
export class Filter {
  private readonly bans: Bans;
  private readonly ticketed = new TicketedPrefixes(0);
  private readonly slow: SlowConnections;
  private readonly ports: ReadonlySet<number>;
  private readonly reporters = new Set<Reporter>();
  private toLift: Peer[] = [];
  private work: Promise<void> = Promise.resolve();
  private working = false;
  private flushing: Promise<number> | undefined;
  private connectionsReadable = true;
  private ticks = 0;
  private stopped = false;

  private constructor(private readonly options: FilterOptions) {
    this.ports = new Set(options.ports);
    this.slow = new SlowConnections(options.connectionsMax);
    this.bans = new Bans({
      never: (peer) => options.never.has(peer),
      ticketed: (prefix) => this.ticketed.has(prefix),
      ticketsUnknown: () => this.ticketed.full,
    });
  }

  /** Makes the table anew, empty. Rejects with a Refusal when nft cannot. */
  static async start(options: FilterOptions): Promise<Filter> {
    await options.nft(tableScript(options.ports));
    return new Filter(options);
  }

  connected(): Reporter {
    const reporter = { hasSaidTickets: false };
    this.reporters.add(reporter);
    return reporter;
  }

  disconnected(reporter: Reporter): void {
    this.reporters.delete(reporter);
  }

  /** Does what is wished, at the latest a second later, and says what became of it. Only `flush` waits for the kernel. */
  async obey(wish: Wish, reporter: Reporter): Promise<Answer> {
    if ("ban" in wish) return { ban: this.take(wish.ban) };
    if ("spare" in wish) return this.spare(wish.spare, reporter);
    if ("flush" in wish) return { flushed: await this.flush() };
    return {
      status: {
        banned: this.bans.size,
        ticketed: this.ticketed.size,
        gateways: this.gateways(),
        ports: [...this.ports],
        connectionsReadable: this.connectionsReadable,
      },
    };
  }

  /** Once a second. Resolves when the kernel has been told. */
  async tick(): Promise<void> {
    const now = this.options.now();
    this.ticks++;
    this.bans.expire(now);
    this.ticketed.expire(now);
    if (this.ticks % OWN_ADDRESSES_TICKS === 0) this.options.never.lookAtOwnAddresses();
    if (this.ticks % LOOK_TICKS === 0) this.lookAtConnections();
    if (this.working || this.stopped) return;
    const lifts = liftScripts(this.toLift);
    this.toLift = [];
    const bans = this.bans.tell(now);
    if (lifts.length === 0 && bans.length === 0) return;
    await this.inTurn(() => this.change([...lifts, ...banScripts(bans)]));
    this.logBans(bans);
  }

  /** Takes the table away. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.inTurn(() => this.options.nft(REMOVE_SCRIPT));
  }

  private take(wishes: ReadonlyArray<{ address: string; why: Why }>): Record<string, number> {
    const now = this.options.now();
    const outcomes: Record<string, number> = {};
    for (const { address, why } of wishes) {
      const outcome = this.bans.take(address, why, now);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    return outcomes;
  }

  private spare(texts: readonly string[], reporter: Reporter): Answer {
    const now = this.options.now();
    const prefixes = new Set<string>();
    let invalid = 0;
    for (const text of texts) {
      const prefix = ticketedPrefix(text);
      if (prefix === undefined) {
        invalid++;
        continue;
      }
      prefixes.add(prefix);
      this.ticketed.see(prefix, now);
    }
    reporter.hasSaidTickets = true;
    if (prefixes.size > 0) this.toLift.push(...this.bans.lift(prefixes));
    return { spare: prefixes.size, invalid };
  }

  /** Those who ask while one is under way get its result. */
  private flush(): Promise<number> {
    this.flushing ??= this.inTurn(async () => {
      const count = this.bans.clear();
      this.toLift = [];
      await this.change([FLUSH_SCRIPT]);
      this.options.log("info", "the kernel filter lets everybody through again", { banned: count });
      return count;
    }).finally(() => {
      this.flushing = undefined;
    });
    return this.flushing;
  }

  private lookAtConnections(): void {
    // Without a gateway nobody vouches that no proxy stands in front, nor says who holds tickets.
    if (this.gateways() === 0) return;
    try {
      const connections = this.options.readConnections(this.ports, this.slow.worthALook);
      this.connectionsReadable = true;
      this.take(this.slow.look(connections).map((address) => ({ address, why: "slow connections" })));
    } catch (error) {
      if (!this.connectionsReadable) return;
      this.connectionsReadable = false;
      this.options.log("warn", "connections cannot be counted: slow connections are not acted on", {
        error: errorLine(error),
      });
    }
  }

  private gateways(): number {
    let count = 0;
    for (const { hasSaidTickets } of this.reporters) count += hasSaidTickets ? 1 : 0;
    return count;
  }

  /** Somebody else may have removed the table (a reload of the firewall): then it is made anew, empty, once. */
  private async change(scripts: readonly string[]): Promise<void> {
    try {
      for (const script of scripts) await this.options.nft(script);
    } catch (error) {
      this.options.log(
        "warn",
        "the kernel's table was not as left; it is made anew and everybody let through",
        {
          error: errorLine(error),
        },
      );
      this.bans.clear();
      try {
        await this.options.nft(tableScript(this.options.ports));
      } catch (again) {
        this.stopped = true;
        this.options.onFailure(again);
        throw again;
      }
    }
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.work.then(async () => {
      this.working = true;
      try {
        return await act();
      } finally {
        this.working = false;
      }
    });
    this.work = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  private logBans(bans: readonly Ban[]): void {
    if (bans.length === 0) return;
    const addresses = bans.slice(0, ADDRESSES_LOGGED_MAX).map(({ peer, why }) => `${peer.element} (${why})`);
    this.options.log("info", "the kernel filter shuts out", {
      count: bans.length,
      addresses: addresses.join(", "),
    });
  }
}
