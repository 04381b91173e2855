import { z } from "zod";
import type { Journal } from "../../journal/index.ts";
import { json } from "../../kernel/answer.ts";
import type { Clock as Time } from "../../kernel/clock.ts";
import { checked } from "../../kernel/request.ts";
import type { GuardedCall, Route } from "../../kernel/route.ts";
import type { Act } from "../acts.ts";
import {
  type ClocksAnswer,
  type Incident,
  type Item,
  type ItemType,
  itemIdSchema,
  type RunningClocks,
} from "../events.ts";
import type { Desk } from "../perform.ts";
import { findIncident, findItem, itemsBefore, shownItems } from "../read.ts";
import { badRequest, noSuchIncident, noSuchItem } from "../refusals.ts";
import { PAPER_POLICY } from "../report/routes.ts";
import { actRoute, incidentOf } from "../routes.ts";
import { dayAt } from "./civil.ts";
import { clockActs, isClock } from "./clock-acts.ts";
import type { AnyClock } from "./clock-item.ts";
import { clockView, ruleView } from "./clock-view.ts";
import type { ClockSettings } from "./config.ts";
import { DRAFT_LINES_MAX, draftPage } from "./draft.ts";
import { notesOn, rulesOn } from "./law/index.ts";

/** Clocks of law over HTTP: what stands, what can be started, the acts, and the draft to print. */

/** Running clocks that one answer holds, the newest of them. */
export const RUNNING_CLOCKS_MAX = 500;

export type ClockParts = {
  readonly desk: Desk;
  readonly settings: ClockSettings & { readonly town: string };
};

export function clockRoutes({ desk, settings }: ClockParts): Route[] {
  const acts = clockActs({
    clock: desk.clock,
    settings,
    running: (incident) => clocksOf(desk.journal, incident).filter(({ stopped }) => stopped === null),
  });
  return [
    {
      method: "GET",
      path: "/api/clocks",
      needs: "observer",
      answer: () => json(runningAnswer(desk)),
    },
    {
      method: "GET",
      path: "/api/incidents/:incident/clocks",
      needs: "observer",
      answer: (call) => json(clocksAnswer(desk, settings, known(desk.journal, incidentOf(call)))),
    },
    {
      method: "GET",
      path: "/api/incidents/:incident/cnil",
      needs: "member",
      answer: (call) => draftAnswer(desk, settings.town, call),
    },
    ...Object.entries(acts).map(([name, act]) => actRoute(desk, name, act as Act<unknown>)),
  ];
}

/** All clocks that still wait for somebody, in closed incidents too: the next due first. */
function runningAnswer({ journal, clock }: { journal: Journal; clock: Time }): RunningClocks {
  const now = clock.now();
  // The index is read in its own order; what is due is told by the clock itself.
  const rows = journal.query<{ item: string }>(
    `SELECT item FROM incident_items WHERE live = 1 AND type IN ('clock', 'exercise-clock')
     ORDER BY position DESC LIMIT ${RUNNING_CLOCKS_MAX}`,
  );
  const clocks = rows
    .map(({ item }) => clockView(JSON.parse(item) as AnyClock, now))
    .filter(({ state }) => state !== "done")
    .sort((a, b) => (a.leftMs ?? Number.POSITIVE_INFINITY) - (b.leftMs ?? Number.POSITIVE_INFINITY));
  return { at: new Date(now).toISOString(), clocks };
}

function clocksAnswer(
  { journal, clock }: { journal: Journal; clock: Time },
  settings: ClockSettings,
  incident: Incident,
): ClocksAnswer {
  const now = clock.now();
  const views = clocksOf(journal, incident.id).map((one) => clockView(one, now));
  // What the penal law says goes by the day of the facts, what must be done by the day on which it is known: today.
  const facts = dayAt(Date.parse(incident.occurredAt ?? incident.openedAt), "Europe/Paris");
  return {
    at: new Date(now).toISOString(),
    clocks: views.filter(({ exercise }) => !exercise),
    exerciseClocks: views.filter(({ exercise }) => exercise),
    rules: rulesOn(dayAt(now, "Europe/Paris"), settings).map(ruleView),
    notes: notesOn(facts).map(({ id, label, text, source, since }) => ({
      id,
      label,
      text,
      source: { ...source, since },
    })),
  };
}

/** All clocks of the incident, of law or of its exercise, newest first; stopped ones are shown up to the bound of a list. */
function clocksOf(journal: Journal, incident: string): AnyClock[] {
  const of = (type: "clock" | "exercise-clock") =>
    shownItems(journal, incident, type).items.map((item) => JSON.parse(item) as AnyClock);
  return [...of("clock"), ...of("exercise-clock")];
}

function draftAnswer({ journal, clock }: Desk, town: string, call: GuardedCall): Response {
  const incident = known(journal, incidentOf(call));
  const { clock: id } = checked(z.object({ clock: itemIdSchema }), { clock: call.query("clock") });
  const item = findItem(journal, id);
  if (!isClock(item) || item.incident !== incident.id) throw noSuchItem(id, "clock");
  const now = clock.now();
  const view = clockView(item, now);
  if (!view.draft)
    throw badRequest("There is no draft for this rule.", "clock", "Choose a clock of article 33.");
  const newest = <T extends Item>(type: ItemType) =>
    itemsBefore(journal, incident.id, { type, limit: DRAFT_LINES_MAX }).items.map(
      (one) => JSON.parse(one) as T,
    );
  const page = draftPage({
    town,
    incident,
    clock: view,
    notes: newest("note"),
    decisions: newest("decision"),
    tasks: newest("task"),
    head: journal.head(),
    madeAt: new Date(now).toISOString(),
  });
  return new Response(page, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": PAPER_POLICY,
      "cache-control": "no-store",
    },
  });
}

export function known(journal: Journal, id: string): Incident {
  const incident = findIncident(journal, id);
  if (incident === undefined) throw noSuchIncident(id);
  return incident;
}
