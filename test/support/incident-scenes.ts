import { ACTS, type Act, type ActName, decide } from "../../src/incidents/acts.ts";
import type { Incident, IncidentBody, Item } from "../../src/incidents/events.ts";
import { openCommandSchema, openIncident } from "../../src/incidents/open-incident.ts";
import { entryOf } from "../../src/incidents/perform.ts";
import { findIncident, sceneOf } from "../../src/incidents/read.ts";
import type { Journal, NewEntry } from "../../src/journal/index.ts";
import type { Actor } from "../../src/kernel/actor.ts";
import type { Clock } from "../../src/kernel/clock.ts";
import { Refusal } from "../../src/kernel/refusal.ts";
import * as words from "./incident-sentences.ts";
import { seeded } from "./journal.ts";

/**
 * A believable attack on a town hall, of any length, the same for the same seed: alerts at four in the afternoon,
 * isolation at 16:28, a crisis cell in the morning, then days of checking. Everything passes the room's own rules.
 */

/** Entries written in one transaction in a long story: none of a group depends on another of it, all have one `at`. */
const GROUP = 200;
/** Up to here each entry is written alone, at its own moment. */
const SHORT_STORY_MAX = 2_000;
/** When the first alert comes: 16:00 in Paris. */
const ALERT_AT_MS = Date.parse("2026-01-05T15:00:00.000Z");

export type Filling = {
  /** Entries in all, the opening one included. */
  entries: number;
  seed: number;
  id?: string;
  exercise?: boolean;
  /** Moves on with the story if it can be moved: a ManualClock. */
  clock: Clock & { advance?: (ms: number) => void };
};

/** Opens an incident and fills it. Throws a Refusal where the room's rules would. */
export function fillIncident(journal: Journal, filling: Filling): Incident {
  const { clock, seed, entries, exercise = false } = filling;
  const command = openCommandSchema.parse({
    id: filling.id ?? `i-scene-${seed}`,
    title: "Intrusion sur la messagerie, serveurs isolés",
    kind: "intrusion",
    summary: "Un compte de messagerie a servi à entrer ; les serveurs ont été isolés à 16 h 28.",
    exercise,
  });
  clock.advance?.(Math.max(0, ALERT_AT_MS - clock.now()));
  const { id } = openIncident({ journal, clock }, command, PERSONS.alice);
  const story = new Story(seed);
  const most = entries <= SHORT_STORY_MAX ? 1 : GROUP;
  for (let written = 1; written < entries; ) {
    const incident = findIncident(journal, id);
    if (incident === undefined) throw new Error(`incident ${id} is gone`);
    const scene = sceneOf(journal, incident);
    const group: NewEntry[] = [];
    story.beginGroup();
    while (group.length < Math.min(most, entries - written)) {
      clock.advance?.(story.pauseMs(entries));
      const { name, body, by, agoMs } = story.next();
      const said = decide(ACTS[name] as Act<unknown>, ACTS[name].schema.parse(body), scene);
      if (said instanceof Refusal) throw said;
      const occurredAt = agoMs === 0 ? undefined : new Date(clock.now() - agoMs).toISOString();
      group.push(...said.map((one) => entryOf(one, { actor: by, occurredAt, exercise })));
    }
    journal.appendAll(group);
    written += group.length;
    story.learn((item) => scene.item(item));
  }
  return findIncident(journal, id) as Incident;
}

const PERSONS = {
  alice: { type: "person", id: "alice", name: "Alice Martin" },
  bob: { type: "person", id: "bob", name: "Bob Lefèvre" },
  chloe: { type: "person", id: "chloe", name: "Chloé N’Diaye" },
} as const satisfies Record<string, Actor>;

type Step = { name: ActName; body: Record<string, unknown>; by: Actor; agoMs: number };

/** Tells one act after the other. What it changes was made in an earlier group, and is changed once a group. */
class Story {
  private readonly random: () => number;
  private readonly seed: number;
  private told = 0;
  private ids = 0;
  private readonly items: Item[] = [];
  private readonly made: string[] = [];
  private readonly touched = new Set<string>();

  constructor(seed: number) {
    this.seed = seed;
    this.random = seeded(seed);
  }

  /** As the script has it; then minutes in a short story, seconds in a long one: a month at most. */
  pauseMs(entries: number): number {
    const scripted = SCRIPT[this.told];
    if (scripted !== undefined) return scripted[0] * 60_000;
    const most = Math.min(20 * 60_000, (30 * 86_400_000) / entries);
    return Math.floor(this.random() * most);
  }

  beginGroup(): void {
    this.touched.clear();
  }

  /** Reads what the group made and changed. */
  learn(item: (id: string) => Item | undefined): void {
    const changed = new Set([...this.touched, ...this.made.splice(0)]);
    const kept = this.items.filter(({ id }) => !changed.has(id));
    const read = [...changed].flatMap((id) => item(id) ?? []);
    this.items.splice(0, this.items.length, ...kept, ...read);
    // A crisis cell works on what is recent.
    if (this.items.length > 400) this.items.splice(0, this.items.length - 400);
  }

  next(): Step {
    const scripted = SCRIPT[this.told];
    this.told += 1;
    const by = this.pick(Object.values(PERSONS));
    const agoMs = this.random() < 0.3 ? Math.floor(this.random() * 50 * 60_000) + 60_000 : 0;
    if (scripted !== undefined) return { ...this.make(scripted[1], scripted[2]), by, agoMs: 0 };
    const step = this.random() < 0.45 ? this.change() : undefined;
    return { ...(step ?? this.invent()), by, agoMs };
  }

  private invent(): Omit<Step, "by" | "agoMs"> {
    const dice = this.random();
    if (dice < 0.6) {
      const [certainty, text] = this.pick(words.NOTES);
      const source = this.random() < 0.5 ? { source: this.pick(words.SOURCES) } : {};
      return this.make("note", { certainty, text: this.fill(text), ...source });
    }
    if (dice < 0.85) {
      const owner = this.random() < 0.8 ? this.pick(words.TEAM) : null;
      const dueAt = this.random() < 0.6 ? this.day() : null;
      return this.make("add-task", { text: this.fill(this.pick(words.TASKS)), owner, dueAt });
    }
    if (dice < 0.95) {
      const [text, reason] = this.pick(words.DECISIONS);
      return this.make("decide", { text: this.fill(text), reason, decider: this.pick(words.TEAM) });
    }
    const duty = this.pick(["crisis-lead", "deputy", "log-keeper", "it", "communication", "legal"] as const);
    return this.make("take-duty", { duty, who: this.pick(words.TEAM), from: this.day(), until: null });
  }

  /** A change to something that was made before, if the thing that was picked can be changed now. */
  private change(): Omit<Step, "by" | "agoMs"> | undefined {
    const item = this.items[Math.floor(this.random() * this.items.length)];
    if (item === undefined || this.touched.has(item.id)) return undefined;
    const step = this.changeOf(item);
    if (step !== undefined) this.touched.add(item.id);
    return step;
  }

  private changeOf(item: Item): Omit<Step, "by" | "agoMs"> | undefined {
    const { id } = item;
    if (this.random() < 0.1 && (item.type === "note" || item.type === "decision")) {
      const text = `${item.text} (rectifié)`;
      if (text.length > 400) return undefined;
      const body = {
        id,
        entry: item.entry,
        field: "text",
        old: item.text,
        new: text,
        reason: "Erreur de saisie",
      };
      return { name: "correct", body };
    }
    if (item.type === "task") {
      const to = TASK_STEPS[item.state];
      if (to === undefined) return undefined;
      return { name: "change-task", body: { id, changes: [{ field: "state", old: item.state, new: to }] } };
    }
    if (item.type === "note" && item.certainty !== "fact") {
      return {
        name: "weigh-note",
        body: { id, old: item.certainty, new: "fact", reason: "Vérifié sur place" },
      };
    }
    if (item.type === "duty" && item.endedAt === null) {
      const next = this.newId();
      const brief = this.fill(this.pick(words.BRIEFS));
      return { name: "hand-over", body: { id, next, to: this.pick(words.TEAM), until: null, brief } };
    }
    if (item.type === "decision" && item.revoked === null && this.random() < 0.1) {
      return {
        name: "revoke-decision",
        body: { id, reason: "La situation a changé.", decider: words.TEAM[0] },
      };
    }
    return undefined;
  }

  private make(name: ActName, body: Record<string, unknown>): Omit<Step, "by" | "agoMs"> {
    return { name, body: { id: this.newId(), ...body } };
  }

  private newId(): string {
    this.ids += 1;
    const id = `s${this.seed}-${this.ids}`;
    this.made.push(id);
    return id;
  }

  private day(): string {
    return new Date(Date.UTC(2026, 0, 5 + Math.floor(this.random() * 20), 8)).toISOString();
  }

  private fill(text: string): string {
    return text
      .replace("{machine}", this.pick(words.MACHINES))
      .replace("{place}", this.pick(words.PLACES))
      .replace("{day}", String(1 + Math.floor(this.random() * 5)))
      .replace("{n}", String(2 + Math.floor(this.random() * 97)));
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }
}

const TASK_STEPS: Readonly<Partial<Record<string, string>>> = { open: "started", started: "done" };

type Scripted = [minutesAfter: number, ActName, Record<string, unknown>];

function note(
  minutesAfter: number,
  text: string,
  certainty: IncidentBody<"incident.noted">["certainty"],
  source?: string,
): Scripted {
  return [minutesAfter, "note", { text, certainty, ...(source === undefined ? {} : { source }) }];
}

/** How such a day begins. */
const SCRIPT: readonly Scripted[] = [
  note(
    2,
    "Les deux pare-feu alertent : connexions répétées vers la messagerie.",
    "fact",
    "console du pare-feu",
  ),
  note(
    3,
    "Dix essais de mot de passe par seconde sur srv-mail-01.",
    "fact",
    "journal du serveur de messagerie",
  ),
  note(2, "Un compte de la messagerie a peut-être été pris.", "hypothesis"),
  note(4, "Un agent dit avoir vu son écran changer tout seul vers 15 h.", "hearsay", "appel d’un agent"),
  [
    1,
    "take-duty",
    { duty: "crisis-lead", who: words.TEAM[0], from: "2026-01-05T15:12:00.000Z", until: null },
  ],
  [0, "take-duty", { duty: "it", who: words.TEAM[1], from: "2026-01-05T15:12:00.000Z", until: null }],
  [
    8,
    "decide",
    {
      text: "Isoler tous les serveurs du réseau, sans les éteindre.",
      reason: "L’attaque est en cours et peut atteindre les sauvegardes.",
      decider: words.TEAM[0],
    },
  ],
  note(8, "Les serveurs sont isolés.", "fact"),
  [
    2,
    "add-task",
    {
      text: "Débrancher les sauvegardes et le vérifier sur place",
      owner: words.TEAM[1],
      dueAt: "2026-01-05T16:00:00.000Z",
    },
  ],
  [
    1,
    "add-task",
    {
      text: "Dire à tous les agents de ne rien rallumer",
      owner: words.TEAM[2],
      dueAt: "2026-01-05T16:15:00.000Z",
    },
  ],
  note(14, "Les sauvegardes sont hors du réseau, dernière copie de la nuit.", "fact"),
  [
    20,
    "decide",
    {
      text: "Réunir la cellule de crise demain à 8 h 30.",
      reason: "Chacun doit savoir ce qu’il fait à l’ouverture.",
      decider: words.TEAM[0],
    },
  ],
  [
    5,
    "add-task",
    { text: "Appeler la société de sécurité", owner: words.TEAM[1], dueAt: "2026-01-06T08:00:00.000Z" },
  ],
  [3, "add-task", { text: "Déposer plainte", owner: words.TEAM[0], dueAt: "2026-01-08T15:00:00.000Z" }],
  [
    14 * 60,
    "take-duty",
    { duty: "communication", who: words.TEAM[2], from: "2026-01-06T07:30:00.000Z", until: null },
  ],
  [
    1,
    "take-duty",
    { duty: "data-protection", who: words.TEAM[4], from: "2026-01-06T07:30:00.000Z", until: null },
  ],
];
