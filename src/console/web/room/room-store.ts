import type {
  Incident,
  IncidentChange,
  IncidentPage,
  Item,
  ItemsPage,
  ItemType,
} from "../../../incidents/events.ts";
import { ask } from "../ask.ts";
import type { LiveStore } from "../live-store.ts";
import { isOpenTask } from "./words.ts";

/** One incident and its items, as they are now. Loads while somebody looks, and catches up after an absence. */

/** Items of one page of older ones. */
const PAGE_ITEMS = 100;

export type Room = {
  incident: Incident | undefined;
  items: ReadonlyMap<string, Item>;
  /** Whether there are older ones of a type than those held. */
  more: Partial<Record<ItemType, boolean>>;
  /** Position up to which the items are as they are. */
  upTo: number;
  error: unknown;
};

const NOTHING: Room = { incident: undefined, items: new Map(), more: {}, upTo: 0, error: undefined };

export class RoomStore {
  private room: Room = NOTHING;
  private readonly listeners = new Set<() => void>();
  private stops: Array<() => void> = [];
  private loading: Promise<void> | undefined;
  /** What was missed is being asked for: until it is here, what the stream tells does not move `upTo`. */
  private isCatchingUp = false;
  /** Where the next page of older items of a type begins. */
  private olderThan: Partial<Record<ItemType, number | undefined>> = {};

  /** @param told hears of changes that this page made itself, before the stream brings them */
  constructor(
    readonly id: string,
    private readonly live: Pick<LiveStore, "onIncident" | "onReturn">,
    private readonly told: (change: IncidentChange) => void,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.listeners.size === 0) this.begin();
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) for (const stop of this.stops.splice(0)) stop();
    };
  };

  readonly read = (): Room => this.room;

  /** What an act of this page changed, from the answer to it. */
  readonly take = (change: IncidentChange): void => {
    this.told(change);
    if (change.whole === true) return void this.load();
    this.change({
      incident: newer(this.room.incident, change.incident),
      items: merged(this.room.items, change.items, this.id),
    });
  };

  readonly takeIncident = (incident: Incident): void => {
    if (this.room.incident !== undefined) this.change({ incident: newer(this.room.incident, incident) });
  };

  /** Brings the items that changed while the stream was away; everything, where that is not known. */
  readonly refresh = async (): Promise<void> => {
    const { incident, upTo } = this.room;
    if (incident === undefined) return this.load();
    this.isCatchingUp = true;
    try {
      for (let from = upTo; ; ) {
        const page = await ask<ItemsPage>(`${this.path}/items?changedAfter=${from}`);
        if (page.whole === true) return await this.load();
        from = page.upTo ?? from;
        this.change({ items: merged(this.room.items, page.items, this.id), upTo: from, error: undefined });
        if (!page.more) break;
      }
      this.isCatchingUp = false;
    } catch (error) {
      // The next return begins where this one did.
      this.change({ error });
    }
  };

  readonly loadOlder = async (type: ItemType): Promise<void> => {
    const before = this.olderThan[type] ?? oldestInOrder(this.room.items, type);
    const query = new URLSearchParams({ type, limit: String(PAGE_ITEMS) });
    if (before !== undefined) query.set("before", String(before));
    const page = await ask<ItemsPage>(`${this.path}/items?${query}`);
    this.olderThan[type] = page.items.at(-1)?.position;
    this.change({
      items: merged(this.room.items, page.items, this.id),
      more: { ...this.room.more, [type]: page.more },
    });
  };

  get path(): string {
    return `/api/incidents/${encodeURIComponent(this.id)}`;
  }

  private begin(): void {
    this.stops = [
      this.live.onIncident((change) => this.hear(change)),
      this.live.onReturn(() => void this.refresh()),
    ];
    void this.load();
  }

  /** A change from the stream. It misses none while it is open, so what it told up to here is known. */
  private hear(change: IncidentChange): void {
    const { upTo, incident } = this.room;
    if (change.incident.id !== this.id) {
      // An item may have gone from here to another incident.
      if (change.items.some(({ id }) => this.room.items.has(id))) void this.load();
      return;
    }
    this.take(change);
    if (incident !== undefined && !this.isCatchingUp) this.change({ upTo: Math.max(upTo, change.position) });
  }

  /** Everything anew. */
  load(): Promise<void> {
    this.loading ??= this.loadWhole().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  private async loadWhole(): Promise<void> {
    try {
      const { incident, items, upTo, more } = await ask<IncidentPage>(this.path);
      const found = new Map(items.map((item) => [item.id, item]));
      // What the stream brought while the answer was on its way is newer than it.
      const late = [...this.room.items.values()].filter(({ changed }) => changed > upTo);
      this.olderThan = {};
      this.isCatchingUp = false;
      this.change({
        incident: newer(this.room.incident, incident),
        items: merged(found, late, this.id),
        upTo,
        more,
        error: undefined,
      });
    } catch (error) {
      this.change({ error });
    }
  }

  private change(part: Partial<Room>): void {
    this.room = { ...this.room, ...part };
    for (const listener of this.listeners) listener();
  }
}

/**
 * Position of the oldest item of which all newer ones are held. What still has to be done is held however old it is, so
 * it says nothing about the rest.
 */
function oldestInOrder(items: ReadonlyMap<string, Item>, type: ItemType): number | undefined {
  let oldest: number | undefined;
  for (const item of items.values()) {
    if (item.type !== type || isLive(item)) continue;
    oldest = Math.min(oldest ?? item.position, item.position);
  }
  return oldest;
}

function isLive(item: Item): boolean {
  if (item.type === "task") return isOpenTask(item);
  if (item.type === "duty") return item.endedAt === null;
  return item.type === "decision" && item.revoked === null;
}

function newer(held: Incident | undefined, come: Incident): Incident {
  return held !== undefined && held.changed > come.changed ? held : come;
}

/** The items with those that came; an older state of an item never replaces a newer one. */
export function merged(
  held: ReadonlyMap<string, Item>,
  come: readonly Item[],
  room: string,
): Map<string, Item> {
  const items = new Map(held);
  for (const item of come) {
    const known = items.get(item.id);
    if (known !== undefined && known.changed > item.changed) continue;
    if (item.incident === room) items.set(item.id, item);
    else items.delete(item.id);
  }
  return items;
}
