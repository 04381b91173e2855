import type { Incident, IncidentChange } from "../../../incidents/events.ts";
import { ask } from "../ask.ts";
import type { LiveStore } from "../live-store.ts";
import { RoomStore } from "./room-store.ts";
import { WhoStore } from "./who-store.ts";

/** All incidents, kept up to date by the live stream. Started once somebody is signed in. */

export type Incidents = {
  /** Open ones first, real ones before exercises, then the newest; undefined until they came once. */
  list: readonly Incident[] | undefined;
  /** Why they did not come. */
  error: unknown;
};

export class IncidentStore {
  private state: Incidents = { list: undefined, error: undefined };
  private readonly listeners = new Set<() => void>();
  private readonly rooms = new Map<string, RoomStore>();
  readonly who = new WhoStore();
  private stops: Array<() => void> = [];

  constructor(private readonly live: Pick<LiveStore, "onIncident" | "onReturn">) {}

  /** Listens until the function returned is called. */
  readonly start = (): (() => void) => {
    this.stops = [
      this.live.onIncident((change) => this.take(change)),
      this.live.onReturn(() => void this.load()),
    ];
    void this.load();
    return () => {
      for (const stop of this.stops.splice(0)) stop();
    };
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): Incidents => this.state;

  readonly load = async (): Promise<void> => {
    try {
      const { incidents } = await ask<{ incidents: Incident[] }>("/api/incidents");
      this.change({ list: sorted(incidents), error: undefined });
      for (const incident of incidents) this.rooms.get(incident.id)?.takeIncident(incident);
    } catch (error) {
      this.change({ ...this.state, error });
    }
  };

  /** The room of one incident; asked for again it is the same. */
  room(id: string): RoomStore {
    const known = this.rooms.get(id);
    if (known !== undefined) return known;
    const made = new RoomStore(id, this.live, (change) => this.take(change));
    this.rooms.set(id, made);
    return made;
  }

  private take({ incident }: IncidentChange): void {
    const { list = [] } = this.state;
    const held = list.find(({ id }) => id === incident.id);
    if (held !== undefined && held.changed > incident.changed) return;
    this.change({ ...this.state, list: sorted([incident, ...list.filter(({ id }) => id !== incident.id)]) });
  }

  private change(state: Incidents): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function sorted(incidents: readonly Incident[]): Incident[] {
  const rank = ({ state, exercise }: Incident) => (state !== "open" ? 2 : exercise ? 1 : 0);
  return [...incidents].sort((a, b) => rank(a) - rank(b) || b.openedAt.localeCompare(a.openedAt));
}
