import { z } from "zod";
import { json } from "../kernel/answer.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { GuardedCall, Route } from "../kernel/route.ts";
import { ACTS, type Act, type ActName } from "./acts.ts";
import { incidentIdSchema } from "./events.ts";
import { openCommandSchema, openIncident } from "./open-incident.ts";
import { type Desk, perform } from "./perform.ts";
import {
  allShownItems,
  findIncident,
  type ItemTexts,
  itemsBefore,
  itemsChanged,
  itemsQuery,
  listIncidents,
} from "./read.ts";
import { badRequest, noSuchIncident } from "./refusals.ts";
import { readTimeline, timelineQuery } from "./timeline.ts";

/** The room's routes: parse, call, answer. Evidence and reports have theirs beside what they do. */

/** Largest body of an act, in bytes: the longest texts, all of it escaped. */
export const ACT_BYTES_MAX = 128 * 1024;

const occurredAtSchema = z.iso.datetime({ precision: 3 }).optional();

export function roomRoutes(desk: Desk): Route[] {
  const acts = (Object.keys(ACTS) as ActName[]).map((name) =>
    actRoute(desk, name, ACTS[name] as Act<unknown>),
  );
  return [
    {
      method: "GET",
      path: "/api/incidents",
      needs: "observer",
      answer: () => json({ incidents: listIncidents(desk.journal) }),
    },
    {
      method: "POST",
      path: "/api/incidents",
      needs: "member",
      answer: async ({ request, caller }) => {
        const command = checked(openCommandSchema, await jsonBody(request, ACT_BYTES_MAX));
        return json({ incident: openIncident(desk, command, caller.actor) });
      },
    },
    {
      method: "GET",
      path: "/api/incidents/:incident",
      needs: "observer",
      answer: (call) => firstPage(desk, incidentOf(call)),
    },
    {
      method: "GET",
      path: "/api/incidents/:incident/items",
      needs: "observer",
      answer: (call) => itemsPage(desk, call),
    },
    {
      method: "GET",
      path: "/api/incidents/:incident/timeline",
      needs: "observer",
      answer: (call) => {
        const query = checked(timelineQuery, asked(call, ["before", "after", "limit", "q", "types"]));
        if (query.before !== undefined && query.after !== undefined) throw eitherOr("after", "before");
        return json(readTimeline(desk.journal, known(desk, incidentOf(call)), query));
      },
    },
    ...acts,
  ];
}

export function actRoute<Command>(desk: Desk, name: string, act: Act<Command>): Route {
  return {
    method: "POST",
    path: `/api/incidents/:incident/acts/${name}`,
    needs: act.needs,
    answer: async (call) => {
      const body = await jsonBody(call.request, ACT_BYTES_MAX);
      const { occurredAt, ...said } = checked(z.looseObject({ occurredAt: occurredAtSchema }), body);
      const command = checked(act.schema, said);
      const { actor } = call.caller;
      return json(perform(desk, act, command, { incident: incidentOf(call), actor, occurredAt }));
    },
  };
}

function firstPage({ journal }: Desk, id: string): Response {
  const incident = findIncident(journal, id);
  if (incident === undefined) throw noSuchIncident(id);
  const shown = allShownItems(journal, id);
  const more = Object.fromEntries(shown.map(([type, texts]) => [type, texts.more]));
  const items = shown.flatMap(([, texts]) => texts.items);
  return itemsAnswer(items, { incident, upTo: incident.changed, more });
}

function itemsPage(desk: Desk, call: GuardedCall): Response {
  const query = checked(itemsQuery, asked(call, ["type", "before", "changedAfter", "limit"]));
  const incident = known(desk, incidentOf(call));
  if (query.changedAfter === undefined) {
    const { items, more }: ItemTexts = itemsBefore(desk.journal, incident, query);
    return itemsAnswer(items, { more });
  }
  if (query.before !== undefined) throw eitherOr("changedAfter", "before");
  const { items, more, upTo, whole } = itemsChanged(desk.journal, incident, query);
  return itemsAnswer(items, { upTo, more, ...(whole ? { whole } : {}) });
}

/** Items go out as the texts that the tables hold: reading and writing thousands of them anew would cost the most. */
function itemsAnswer(items: readonly string[], rest: object): Response {
  const text = `{"items":[${items.join(",")}],${JSON.stringify(rest).slice(1)}`;
  return new Response(text, {
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  });
}

export function incidentOf({ param }: Pick<GuardedCall, "param">): string {
  return checked(z.object({ incident: incidentIdSchema }), { incident: param("incident") }).incident;
}

function known({ journal }: Desk, id: string): string {
  if (findIncident(journal, id) === undefined) throw noSuchIncident(id);
  return id;
}

function asked({ query }: GuardedCall, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query(name);
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
}

function eitherOr(one: string, other: string) {
  return badRequest(`Ask with ${one} or with ${other}, not with both.`, other);
}
