import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import { people, temporaryRoom } from "../../test/support/incident-room.ts";
import type { Act } from "./acts.ts";
import { SHIPPED_SHEETS } from "./aids.ts";
import { clockActs } from "./clocks/clock-acts.ts";
import type { AnyClock } from "./clocks/clock-item.ts";
import { clockView } from "./clocks/clock-view.ts";
import { RULES } from "./clocks/law/index.ts";
import { warnNow } from "./clocks/warn.ts";
import { type Item, itemIdSchema } from "./events.ts";
import { itemId } from "./fields.ts";
import { openIncident } from "./open-incident.ts";
import { perform } from "./perform.ts";
import { playbookActs } from "./playbook/playbook-acts.ts";
import { playbookView } from "./playbook/playbook-view.ts";
import { openSheets } from "./playbook/sheets.ts";
import { shownItems } from "./read.ts";
import { Refusal } from "../kernel/refusal.ts";
import { silentLog } from "../kernel/log.ts";

/** Random histories of clocks and sheets through the real acts, on a real journal, with requests that come twice. */

const RUNS = 40;
const sheets = (folder: string) => openSheets(SHIPPED_SHEETS, join(folder, "playbooks"));

let place: ReturnType<typeof temporaryRoom>;
let room: ReturnType<(typeof place)["open"]>;
beforeEach(() => {
  place = temporaryRoom();
  room = place.open();
});
afterEach(() => {
  room.close();
  place.verifyAndRemove();
});

/** What a person may ask for; small choices stand for places in lists, so that most of them fit and some do not. */
const wish = fc.record({
  what: fc.constantFrom(
    "start",
    "fill",
    "send",
    "correct",
    "stop",
    "sheet",
    "done",
    "skip",
    "choose",
    "reopen",
    "end",
    "warn",
  ),
  who: fc.constantFrom("alice", "bob" as const),
  a: fc.nat(7),
  b: fc.nat(30),
  hours: fc.integer({ min: 0, max: 40 }),
  twice: fc.boolean(),
});
type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

function cast(incident: string) {
  const settings = { nis2: true, holidays: "metropole" } as const;
  const running = (id: string) => clocks(id).filter(({ stopped }) => stopped === null);
  const clocks = (id: string) =>
    (["clock", "exercise-clock"] as const).flatMap((type) =>
      shownItems(room.journal, id, type).items.map((item) => JSON.parse(item) as AnyClock),
    );
  const shelf = sheets(place.folder);
  const acts = { ...clockActs({ clock: place.clock, settings, running }), ...playbookActs(shelf) };
  const iso = (ms: number) => new Date(ms).toISOString();
  const playbooks = shelf.shelf().sheets.map(({ sheet }) => sheet);

  function commandOf({ what, a, b, hours }: Wish): [keyof typeof acts, object] {
    const now = place.clock.now();
    const clock = clocks(incident).find(({ id }) => id === `${incident}-c${a}`);
    const rule = RULES[a % RULES.length];
    const sheet = playbooks[a % playbooks.length];
    const step = sheet?.order[b % sheet.order.length] ?? "";
    switch (what) {
      case "start":
        return [
          "start-clock",
          { id: `${incident}-c${a}`, rule: rule?.rule, awareAt: iso(now - hours * 3_600_000) },
        ];
      case "fill": {
        const item = rule?.items[b % rule.items.length]?.item ?? "none";
        const old = clock?.filled[item] ?? null;
        return [
          "fill-clock-item",
          { id: `${incident}-c${a}`, item, old, new: old === null || b % 3 > 0 ? `texte ${b}` : null },
        ];
      }
      case "send": {
        const stage = rule?.stages[b % rule.stages.length]?.stage ?? "none";
        return ["send-clock-stage", { id: `${incident}-c${a}`, stage, sentAt: iso(now) }];
      }
      case "correct": {
        const old = clock?.awareAt ?? iso(now);
        return [
          "correct-clock-awareness",
          { id: `${incident}-c${a}`, old, new: iso(now - hours * 1_800_000), reason: "r" },
        ];
      }
      case "stop":
        return [
          "stop-clock",
          { id: `${incident}-c${a}`, reason: b % 2 === 0 ? "done" : "not-applicable", text: "t" },
        ];
      case "sheet":
        return ["start-playbook", { id: `${incident}-p${a}`, playbook: sheet?.cacao.id }];
      case "done":
        return ["do-step", { id: `${incident}-p${a}`, step, note: "" }];
      case "skip":
        return ["skip-step", { id: `${incident}-p${a}`, step, reason: "r" }];
      case "choose":
        return [
          "make-choice",
          { id: `${incident}-p${a}`, step, choice: ["network", "hold", "copy"][b % 3], reason: "r" },
        ];
      case "reopen":
        return ["reopen-step", { id: `${incident}-p${a}`, step, reason: "r" }];
      default:
        return ["stop-playbook", { id: `${incident}-p${a}`, reason: "r" }];
    }
  }

  function attempt(one: Wish, [name, command]: [keyof typeof acts, object]): number | string {
    const act = acts[name] as Act<unknown>;
    const parsed = act.schema.safeParse(command);
    if (!parsed.success) return "bad-request";
    try {
      return perform(room.desk, act, parsed.data, {
        incident,
        actor: people[one.who as "alice"],
        occurredAt: undefined,
      }).position;
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  }
  return { commandOf, attempt, clocks };
}

const allItems = () =>
  room.journal.query<{ item: string }>("SELECT item FROM incident_items ORDER BY id").map(({ item }) => item);

describe("clocks and sheets", () => {
  let count = 0;
  test("hold over random histories: a repeat writes nothing, a rebuild gives the same, law and exercise stay apart", () => {
    const written: number[] = [];
    fc.assert(
      fc.property(fc.array(wish, { minLength: 20, maxLength: 60 }), fc.boolean(), (wishes, exercise) => {
        const id = `i-random-${count++}`;
        const opening = { id, title: "t", kind: "intrusion", summary: "", exercise } as const;
        openIncident(room.desk, opening, people.alice);
        const { commandOf, attempt, clocks } = cast(id);
        const before = room.journal.count();
        for (const one of wishes) {
          place.clock.advance(one.hours * 60_000);
          if (one.what === "warn") {
            warnNow({ ...room.desk, log: silentLog });
            expect(warnNow({ ...room.desk, log: silentLog })).toBe(0);
            continue;
          }
          const command = commandOf(one);
          const first = attempt(one, command);
          if (!one.twice || typeof first === "string") continue;
          const entries = room.journal.count();
          expect(attempt(one, command)).toBe(first);
          expect(room.journal.count()).toBe(entries);
        }
        written.push(room.journal.count() - before);
        for (const clock of clocks(id)) {
          expect(clock.type).toBe(exercise ? "exercise-clock" : "clock");
          checkClock(clock);
        }
        checkRuns(id);
      }),
      { numRuns: RUNS, seed: 33 },
    );
    // Most wishes are granted: the histories are no mere rows of refusals.
    expect(written.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(RUNS * 8);
    const shown = allItems();
    room.journal.rebuildViews();
    expect(allItems()).toEqual(shown);
  }, 120_000);

  /** What every clock keeps, whatever happened to it. */
  function checkClock(clock: AnyClock): void {
    const view = clockView(clock, place.clock.now());
    expect(view.missing).toBe(view.items.filter(({ required, text }) => required && text === null).length);
    if (view.leftMs !== null) expect(view.state === "late").toBe(view.leftMs < 0);
    for (const { state, dueAt, sentAt } of view.stages) {
      if (state === "sent-late") expect((sentAt ?? "") > (dueAt ?? "9")).toBe(true);
      if (sentAt !== null) expect(state).toStartWith("sent");
    }
    const warned = clock.warned.map(({ stage, threshold }) => `${stage} ${threshold}`);
    expect(new Set(warned).size).toBe(warned.length);
  }

  /** No step is lost from sight, one at most is next, and a branch that was not chosen is not asked for. */
  function checkRuns(incident: string): void {
    const shelf = sheets(place.folder);
    for (const item of shownItems(room.journal, incident, "playbook").items) {
      const run = JSON.parse(item) as Extract<Item, { type: "playbook" }>;
      const sheet = shelf.kept(run.revision);
      const { steps, state, done, total } = playbookView(run, sheet);
      expect(steps.map(({ step }) => step)).toEqual([...(sheet?.order ?? [])]);
      expect(steps.filter((one) => one.state === "next").length).toBe(done < total ? 1 : 0);
      if (state === "finished") expect(done).toBe(total);
      for (const one of steps) if (one.mark !== null) expect(one.state).toBe(one.mark.state);
    }
  }
});

describe("fields that two files of events share", () => {
  test("are alike", () => {
    for (const id of ["a", "x-1", "0".repeat(40), "", "A", "a_b", "0".repeat(41)]) {
      expect(itemId.safeParse(id).success).toBe(itemIdSchema.safeParse(id).success);
    }
  });
});
