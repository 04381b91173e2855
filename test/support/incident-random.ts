import { ACTS, type Act, type ActName } from "../../src/incidents/acts.ts";
import type { Item } from "../../src/incidents/events.ts";
import { openCommandSchema, openIncident } from "../../src/incidents/open-incident.ts";
import { type Desk, perform } from "../../src/incidents/perform.ts";
import { listIncidents } from "../../src/incidents/read.ts";
import { Refusal } from "../../src/kernel/refusal.ts";
import { people } from "./incident-room.ts";

/** Random acts in several incidents, sensible and senseless, each through the room's own rules. */

const WORDS = [
  "isolé",
  "messagerie",
  "Œuvre",
  "serveur",
  "à 16 h 28",
  "NORD",
  "sauvegarde",
  "élu",
  "robot",
  "<b>",
];
const CERTAINTIES = ["fact", "hypothesis", "hearsay"] as const;
const who = (name: string) => ({ name });

type Asked = [ActName, object];

export class RandomActs {
  private ids = 0;

  constructor(
    /** Asked for each time: the journal may be closed and opened in between. */
    private readonly openDesk: () => Desk,
    private readonly random: () => number,
  ) {}

  private get desk(): Desk {
    return this.openDesk();
  }

  /** One act. True when something was written. */
  step(): boolean {
    const before = this.desk.journal.count();
    try {
      this.act();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    return this.desk.journal.count() > before;
  }

  private act(): void {
    const incidents = listIncidents(this.desk.journal).map(({ id }) => id);
    const actor = this.pick(Object.values(people));
    if (incidents.length === 0 || this.chance(0.06)) {
      const command = {
        id: `i-${this.newId("r")}`,
        title: this.words(2),
        kind: this.pick(["ddos", "intrusion"]),
        site: this.pick(["mairie", "cantine"]),
        exercise: this.chance(0.1),
      };
      openIncident(this.desk, openCommandSchema.parse(command), actor);
      return;
    }
    const incident = this.chance(0.7) ? (incidents[0] as string) : this.pick(incidents);
    const [name, body] = this.chance(0.12) ? this.ofIncident(incident, incidents) : this.ofItem(incident);
    const act = ACTS[name] as Act<unknown>;
    const occurredAt = this.chance(0.2) ? this.day() : undefined;
    perform(this.desk, act, act.schema.parse(body), { incident, actor, occurredAt });
  }

  private ofItem(incident: string): Asked {
    const item = this.chance(0.5) ? this.itemOf(incident) : undefined;
    return item === undefined ? this.made() : this.changed(item);
  }

  /** Now and then one of another incident: the rule must refuse it. */
  private itemOf(incident: string): Item | undefined {
    const where = this.chance(0.95) ? "incident = ?" : "incident <> ?";
    const rows = this.desk.journal.query<{ item: string }>(
      `SELECT item FROM incident_items WHERE ${where} ORDER BY id`,
      incident,
    );
    const row = rows[Math.floor(this.random() * rows.length)];
    return row === undefined ? undefined : (JSON.parse(row.item) as Item);
  }

  private made(): Asked {
    const text = this.words(4);
    const source = this.words(1);
    return this.pick<() => Asked>([
      () => ["note", { id: this.newId("n"), text, certainty: this.pick(CERTAINTIES), source }],
      () => ["decide", { id: this.newId("d"), text, reason: this.words(2), decider: who("Alice") }],
      () => [
        "add-task",
        { id: this.newId("t"), text, owner: this.chance(0.5) ? who("Bob") : null, dueAt: this.dayOrNull() },
      ],
      () => [
        "take-duty",
        { id: this.newId("u"), duty: this.pick(["it", "legal"]), who: who(source), from: this.day() },
      ],
    ])();
  }

  private changed(item: Item): Asked {
    const { id, entry } = item;
    if (this.chance(0.2) || !["note", "decision", "task", "duty"].includes(item.type)) {
      const old = "text" in item ? item.text : "";
      return ["correct", { id, entry, field: "text", old, new: this.words(3), reason: this.words(1) }];
    }
    if (item.type === "note") {
      return ["weigh-note", { id, old: item.certainty, new: this.pick(CERTAINTIES) }];
    }
    if (item.type === "decision") {
      return ["revoke-decision", { id, reason: this.words(2), decider: who("Alice") }];
    }
    if (item.type === "task") {
      const state = {
        field: "state",
        old: item.state,
        new: this.pick(["open", "started", "done", "dropped"]),
      };
      const due = { field: "dueAt", old: item.dueAt, new: this.dayOrNull() };
      return ["change-task", { id, changes: this.chance(0.5) ? [state] : [state, due] }];
    }
    return this.chance(0.5)
      ? ["end-duty", { id }]
      : ["hand-over", { id, next: this.newId("u"), to: who(this.words(1)), brief: this.words(3) }];
  }

  private ofIncident(incident: string, others: string[]): Asked {
    const items = this.desk.journal
      .query<{ id: string }>(
        "SELECT id FROM incident_items WHERE incident = ? ORDER BY id LIMIT 40",
        incident,
      )
      .map(({ id }) => id)
      .filter(() => this.chance(0.2));
    const reason = this.words(2);
    return this.pick<() => Asked>([
      () => ["close", { reason }],
      () => ["reopen", { reason }],
      () => ["merge", { into: this.pick(others), reason }],
      () => ["merge", { into: this.pick(others), reason }],
      () => [
        "split",
        { title: this.words(2), kind: "other", items: items.length > 0 ? items : ["none"], reason },
      ],
      () => ["change", { field: "summary", old: "", new: this.words(3) }],
    ])();
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }
  private words(count: number): string {
    return Array.from({ length: count }, () => this.pick(WORDS)).join(" ");
  }
  private chance(share: number): boolean {
    return this.random() < share;
  }
  /** Now and then one that is taken. */
  private newId(letter: string): string {
    if (this.chance(0.95)) this.ids += 1;
    return `${letter}${this.ids}`;
  }
  private day(): string {
    return new Date(Date.UTC(2026, 0, 1 + Math.floor(this.random() * 20), 9)).toISOString();
  }
  private dayOrNull(): string | null {
    return this.chance(0.5) ? this.day() : null;
  }
}
