import { join } from "node:path";
import type { Log } from "../kernel/log.ts";
import type { SiteSettings } from "./config.ts";
import type { Crawlers } from "./crawlers/crawlers.ts";
import type { Posture } from "./events.ts";
import { headerOf } from "./answer.ts";
import { makeNetworks } from "./identity.ts";
import { decodedBody } from "./notice.ts";
import type { PageStore } from "./cache/page-store.ts";
import type { Snapshot } from "./snapshot/ports.ts";
import { Budgets } from "./ticket/budget.ts";
import { Envelopes } from "./ticket/envelope.ts";
import type { TicketKeys } from "./ticket/keys.ts";
import { Once } from "./ticket/once.ts";
import { Tickets } from "./ticket/ticket.ts";
import { type Look, lookFrom, PLAIN_LOOK } from "./waiting/look.ts";

/** What one ticket may cost outside calm: a burst, and what comes back each second, in ms of the origin's work. */
const TICKET_BURST_MS = 6_000;
const TICKET_MS_PER_SECOND = 60;
/** How often one address may get the waiting page without coming back before it is taken for a robot. */
const PAGES_BURST = 40;
const PAGES_PER_SECOND = 0.5;
/** Tickets and addresses watched at once. */
const BUDGET_ENTRIES = 65_536;
/** Tickets given out with page views in one second: beyond, the crowd is no crowd of citizens. */
export const VISIT_TICKETS_PER_SECOND = 200;
/** Visitors whose early press of the button is being held back at once. */
const HELD_PRESSES_MAX = 1_000;

/** The answer to a carried form, whole, so that the second click of a double click gets the same one. */
export type CarriedAnswer = { status: number; headers: Array<[string, string]>; body: Uint8Array };

export type ReceptionDependencies = {
  keys: TicketKeys;
  crawlers: Crawlers;
  dataFolder: string;
  log: Log;
  /** Tells the kernel filter that tickets come from this network. */
  spare: (prefix: string) => void;
};

/** What one site knows of those who ask: tickets, who is declared, who was verified, who costs too much. */
export class Reception {
  readonly tickets: Tickets;
  readonly envelopes: Envelopes;
  readonly once: Once<CarriedAnswer>;
  readonly ticketBudgets = new Budgets({
    entries: BUDGET_ENTRIES,
    burstMs: TICKET_BURST_MS,
    msPerSecond: TICKET_MS_PER_SECOND,
  });
  /** Waiting pages given to each address; one counts as a millisecond. */
  readonly pagesGiven = new Budgets({
    entries: BUDGET_ENTRIES,
    burstMs: PAGES_BURST,
    msPerSecond: PAGES_PER_SECOND,
  });
  readonly crawlers: Crawlers;
  /** True for addresses of the staff and of monitors. */
  readonly isDeclared: (address: string) => boolean;
  readonly spare: (prefix: string) => void;
  private look: Look = PLAIN_LOOK;
  /** Hash of the home page from which the look was taken. */
  private lookOf = "";
  private visitTicketsLeft = VISIT_TICKETS_PER_SECOND;
  private pressesHeld = 0;

  constructor(
    private readonly settings: SiteSettings,
    shared: ReceptionDependencies,
  ) {
    this.spare = shared.spare;
    this.crawlers = shared.crawlers;
    this.tickets = new Tickets(settings.name, shared.keys);
    this.envelopes = new Envelopes(settings.name, shared.keys);
    this.once = new Once({ folder: join(shared.dataFolder, "once", settings.name), log: shared.log });
    const where = `site ${settings.name}`;
    const isStaff = makeNetworks(settings.staff, `${where}: staff`);
    const isMonitor = makeNetworks(settings.monitors, `${where}: monitors`);
    this.isDeclared = (address) => isStaff(address) || isMonitor(address);
  }

  /** The site's own look for the waiting page, from the home page that is kept. */
  learnLook(pages: PageStore, snapshot: Snapshot): void {
    const [stored] = pages.peek("/")?.variants.values() ?? [];
    const home = stored ?? snapshot.read("/");
    if (home === undefined || home.status !== 200 || home.bodyHash === this.lookOf) return;
    const body = decodedBody(home);
    if (body === undefined) return;
    const { hosts } = this.settings;
    this.look = lookFrom(textOf(body, headerOf(home, "content-type")), hosts[0] ?? "", hosts);
    this.lookOf = home.bodyHash;
  }

  currentLook(): Look {
    return this.look;
  }

  /** True if a visitor's page view may earn a ticket now. */
  mayGiveVisitTicket(posture: Posture): boolean {
    return posture === "calm" && this.visitTicketsLeft > 0;
  }
  gaveVisitTicket(): void {
    this.visitTicketsLeft--;
  }

  /** A button cannot be pressed by a person before the page was read. False when too many are held back already. */
  async holdPress(ms: number): Promise<boolean> {
    if (ms <= 0) return true;
    if (this.pressesHeld >= HELD_PRESSES_MAX) return false;
    this.pressesHeld++;
    await Bun.sleep(ms);
    this.pressesHeld--;
    return true;
  }

  /** Once a second. */
  tick(): void {
    this.visitTicketsLeft = VISIT_TICKETS_PER_SECOND;
  }
}

/** Text of a page in its own character set; older town sites still use ISO 8859-1. */
function textOf(body: Uint8Array, contentType = ""): string {
  const named = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? "utf-8";
  try {
    return new TextDecoder(named as "utf-8").decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}
