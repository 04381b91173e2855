import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { HosterIncident } from "./answers.ts";
import type { WatchBook } from "./bodies/index.ts";
import type { Verdict } from "./codes.ts";
import type { VerdictChange } from "./events.ts";
import type { SpokenVerdict } from "./views.ts";

/**
 * Tells people of verdicts that changed: one message for all that changed together, one for an incident of a host, and no
 * more than one in five minutes. What is in a maintenance is told to nobody.
 */

/** Longest wait of a first change, so that those that follow within the minute go along with it, in ms. */
export const GATHER_MS = 60_000;
/** Least time between two messages, in ms. */
export const PAUSE_MS = 5 * 60_000;
/** Sites of one message; those that follow come with the next. */
export const SITES_PER_ALERT = 500;
/** A word said longer ago than this is told to nobody any more, when a stop came between, in ms. */
export const UNTOLD_MS_MAX = 60 * 60_000;
/** Sites that a message names; the others are counted. */
const NAMED_MAX = 12;

export type Message = {
  readonly subject: string;
  readonly text: string;
  readonly groups: readonly string[];
  readonly exercise: false;
};
export type Tell = (message: Message) => void;

export type AlertParts = {
  readonly journal: Pick<Journal, "append">;
  readonly clock: Clock;
  readonly log: Log;
  readonly book: WatchBook;
  /** Groups of the notices; without any nobody is told. */
  readonly groups: readonly string[];
  hasGroup(name: string): boolean;
  /** How many points of measurement decide and can be trusted now: with one nothing can be confirmed, and is told as it is. */
  deciding(): number;
  /** What was last said and told of each site, before this start. */
  readonly spoken: readonly SpokenVerdict[];
  incident(id: string): HosterIncident | undefined;
  readonly tell: Tell | undefined;
};

type Waiting = {
  readonly atMs: number;
  readonly verdict: Verdict;
  readonly confirmed: boolean;
  readonly hoster: string | undefined;
};

export class Alerts {
  private readonly waiting = new Map<number, Waiting>();
  /** The word that was last told of a site. */
  private readonly told = new Map<number, Verdict>();
  private lastMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly parts: AlertParts) {
    for (const { site, told } of parts.spoken) if (told !== null) this.told.set(site, told);
    const sinceMs = parts.clock.now() - UNTOLD_MS_MAX;
    for (const { site, verdict, since, confirmed, hoster } of parts.spoken) {
      const atMs = Date.parse(since);
      if (atMs >= sinceMs) this.wait(site, { atMs, verdict, confirmed, hoster: hoster ?? undefined });
    }
  }

  /** Takes in what was just written to the journal. */
  take(changes: readonly VerdictChange[]): void {
    const atMs = this.parts.clock.now();
    for (const { site, is, hoster } of changes)
      this.wait(site, { atMs, verdict: is.verdict, confirmed: is.confirmed, hoster });
  }

  private wait(number: number, one: Waiting): void {
    const { groups, tell, book } = this.parts;
    if (groups.length === 0 || tell === undefined) return;
    const site = book.site(number);
    if (site === undefined || book.maintenanceAt(site, one.atMs) !== undefined) return;
    // What went and came back before anybody was told is told to nobody.
    if ((this.told.get(number) ?? "accessible") === one.verdict) this.waiting.delete(number);
    else this.waiting.set(number, one);
  }

  /** Sends what is due. To be called every second. */
  tick(): void {
    const { clock, tell, groups, log } = this.parts;
    const nowMs = clock.now();
    if (tell === undefined || this.waiting.size === 0) return;
    if (nowMs - this.lastMs < PAUSE_MS) return;
    // Where a second point could confirm, one alone is not enough.
    const canConfirm = this.parts.deciding() > 1;
    const due = [...this.waiting].filter(([, { confirmed }]) => confirmed || !canConfirm);
    if (!due.some(([, { atMs }]) => nowMs - atMs >= GATHER_MS)) return;
    const some = due.slice(0, SITES_PER_ALERT);
    const { subject, text } = this.wording(some);
    // One that is missing keeps nobody of the others from being told; where none is there, the refusal says so.
    const there = groups.filter((group) => this.parts.hasGroup(group));
    this.lastMs = nowMs;
    try {
      tell({ subject, text, groups: there.length === 0 ? groups : there, exercise: false });
      this.parts.journal.append({
        actor: program("watch"),
        kind: "watch.alert-raised",
        subject: "watch",
        body: { sites: some.map(([site]) => site), text },
      });
    } catch (error) {
      // It is tried again after the pause.
      log("error", "nobody could be told of changed verdicts", { reason: errorLine(error) });
      return;
    }
    for (const [site, { verdict }] of some) {
      this.told.set(site, verdict);
      this.waiting.delete(site);
    }
  }

  private wording(some: readonly (readonly [number, Waiting])[]): { subject: string; text: string } {
    const lines = [...this.hosterLines(some), ...this.verdictLines(some)];
    const confirmed = some.filter(([, one]) => one.confirmed).length;
    const how =
      confirmed === some.length
        ? "Confirmé par plusieurs points de mesure."
        : confirmed === 0
          ? "Mesuré depuis un seul point\u00a0: à recouper avant de conclure."
          : "Mesuré en partie depuis un seul point\u00a0: à recouper avant de conclure.";
    const count = some.length;
    const subject =
      count === 1
        ? `Veille\u00a0: ${lines[0]?.slice(0, 80) ?? ""}`
        : `Veille\u00a0: ${count} sites ont changé d’état`;
    return { subject, text: `${lines.join("\n")}\n\n${how}`.slice(0, 1_900) };
  }

  private hosterLines(some: readonly (readonly [number, Waiting])[]): string[] {
    const ids = new Set(some.flatMap(([, { hoster }]) => hoster ?? []));
    return [...ids].slice(0, NAMED_MAX).flatMap((id) => {
      const incident = this.parts.incident(id);
      if (incident === undefined) return [];
      const { down, watched, network } = incident;
      return [
        `Incident d’hébergeur sur ${network}\u00a0: ${down} des ${watched} sites suivis ne répondent plus.`,
      ];
    });
  }

  private verdictLines(some: readonly (readonly [number, Waiting])[]): string[] {
    return (["inaccessible", "intermittent", "accessible"] as const).flatMap((verdict) => {
      const found = some.filter(([, one]) => one.verdict === verdict && one.hoster === undefined);
      if (found.length === 0) return [];
      const named = found.slice(0, NAMED_MAX).map(([site]) => this.nameOf(site));
      const rest = found.length > NAMED_MAX ? ` et ${found.length - NAMED_MAX} autres` : "";
      return [`${WORDS[verdict]}\u00a0: ${named.join(", ")}${rest}.`];
    });
  }

  private nameOf(number: number): string {
    const { book } = this.parts;
    const site = book.site(number);
    const host = (site?.url ?? "").replace(/^[a-z]+:\/*/, "").slice(0, 80);
    const name = site?.name || book.bodyOf(number)?.name || "";
    return name === "" ? host : `${name.slice(0, 60)} (${host})`;
  }
}

const WORDS = {
  inaccessible: "Inaccessible",
  intermittent: "Accessible par intermittence",
  accessible: "De nouveau accessible",
} as const;
