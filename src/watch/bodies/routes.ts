import { z } from "zod";
import { openGazetteerInTurns, QUERY_CHARACTERS_MAX, readyHosts } from "../../gazetteer/index.ts";
import { json } from "../../kernel/answer.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { checked, jsonBody } from "../../kernel/request.ts";
import type { Role } from "../../kernel/role.ts";
import type { GuardedCall, Route } from "../../kernel/route.ts";
import { csvAnswer } from "../csv.ts";
import { maintenanceIdSchema, siteIdSchema } from "../events.ts";
import {
  addSiteRequest,
  cancelRequest,
  changeRequest,
  importRequest,
  maintenanceRequest,
  previewRequest,
  removeRequest,
  tagRequest,
} from "./answers.ts";
import { addSite, changeSite, removeSites, tagSites } from "./change-site.ts";
import type { Desk } from "./desk.ts";
import { makeTurn } from "./draft.ts";
import { importList, previewList, unmatchedTable } from "./import-list.ts";
import { LIST_BYTES_MAX } from "./list-rows.ts";
import { watched } from "./match-site.ts";
import { cancelMaintenance, planMaintenance } from "./plan-maintenance.ts";

/** Parse, call, answer: lists, sites, tags, maintenance, and the search for a body. */

/** A list in JSON, its escapes and a decision for each of its lines included, in bytes. */
const LIST_BODY_BYTES_MAX = 3 * LIST_BYTES_MAX;
const BODY_BYTES_MAX = 256 * 1024;
/** How long a list may take to arrive, in ms. */
const LIST_BODY_MS_MAX = 120_000;
/** Lists that are read at the same time: each takes memory and turns of the processor. */
const LISTS_AT_ONCE_MAX = 2;
const FOUND_MAX = 20;
const IMPORTS_LISTED_MAX = 100;

export function bodiesRoutes(desk: Desk): Route[] {
  return [...listRoutes(desk), ...siteRoutes(desk), ...maintenanceRoutes(desk), ...readingRoutes(desk)];
}

function listRoutes(desk: Desk): Route[] {
  let reading = 0;
  /** One list after the other; who comes when too many wait is asked to come again. */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (reading >= LISTS_AT_ONCE_MAX) {
      throw new Refusal(
        "too-many-transfers",
        "Other lists are being read.",
        "import",
        "Try again in a minute.",
      );
    }
    reading++;
    try {
      return await work();
    } finally {
      reading--;
    }
  };
  const listBody = (call: GuardedCall) => jsonBody(call.request, LIST_BODY_BYTES_MAX, LIST_BODY_MS_MAX);
  return [
    {
      method: "POST",
      path: "/api/watch/imports/preview",
      needs: "member",
      answer: (call) =>
        inTurn(async () => {
          const { text, format } = checked(previewRequest, await listBody(call));
          return json(await previewList(desk, { text, format }));
        }),
    },
    {
      method: "POST",
      path: "/api/watch/imports/unmatched.csv",
      needs: "member",
      answer: (call) =>
        inTurn(async () => {
          const { text, format } = checked(previewRequest, await listBody(call));
          return csvAnswer(await unmatchedTable(desk, { text, format }), "unmatched.csv");
        }),
    },
    {
      method: "POST",
      path: "/api/watch/imports",
      needs: "lead",
      answer: (call) =>
        inTurn(async () => {
          const request = checked(importRequest, await listBody(call));
          return json(await importList(desk, request, call.caller.actor));
        }),
    },
    {
      method: "GET",
      path: "/api/watch/imports",
      needs: "observer",
      answer: () => {
        const imports = desk.journal.query(
          `SELECT id, at, source, licence, sha256, lines, added, known, refused, unmatched FROM watch_imports
           ORDER BY position DESC LIMIT ${IMPORTS_LISTED_MAX}`,
        );
        return json({ imports });
      },
    },
  ];
}

function siteRoutes(desk: Desk): Route[] {
  return [
    act("/api/watch/sites", "member", addSiteRequest, async (asked, { caller }) => {
      await readyFor(desk, asked.body);
      return addSite(desk, asked, caller.actor);
    }),
    act("/api/watch/sites/:site/change", "member", changeRequest, async ({ change }, call) => {
      if ("body" in change) await readyFor(desk, change.body ?? null);
      return changeSite(desk, siteOf(call), change, call.caller.actor);
    }),
    act("/api/watch/sites/remove", "lead", removeRequest, (asked, { caller }) => ({
      removed: removeSites(desk, asked, caller.actor),
    })),
    act("/api/watch/tags", "member", tagRequest, (asked, { caller }) => ({
      changed: tagSites(desk, asked, caller.actor),
    })),
  ];
}

function maintenanceRoutes(desk: Desk): Route[] {
  return [
    {
      method: "GET",
      path: "/api/watch/maintenance",
      needs: "observer",
      answer: () => json({ maintenance: desk.book.maintenance() }),
    },
    act("/api/watch/maintenance", "lead", maintenanceRequest, (asked, { caller }) =>
      planMaintenance(desk, asked, caller.actor),
    ),
    act("/api/watch/maintenance/:id/cancel", "lead", cancelRequest, ({ reason }, { param, caller }) => {
      const { id } = checked(z.object({ id: maintenanceIdSchema }), { id: param("id") });
      cancelMaintenance(desk, id, reason, caller.actor);
      return {};
    }),
  ];
}

function readingRoutes(desk: Desk): Route[] {
  return [
    {
      method: "GET",
      path: "/api/watch/tags",
      needs: "observer",
      answer: () => {
        const counts = new Map<string, number>();
        for (const { tags } of desk.book.sites()) {
          for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
        }
        const tags = [...counts].map(([tag, sites]) => ({ tag, sites }));
        return json({ tags: tags.sort((a, b) => a.tag.localeCompare(b.tag, "fr")) });
      },
    },
    {
      method: "GET",
      path: "/api/watch/gazetteer",
      needs: "observer",
      answer: async ({ query }) => {
        const asked = z.object({ q: z.string().max(QUERY_CHARACTERS_MAX) });
        const { q } = checked(asked, { q: query("q") ?? "" });
        await openGazetteerInTurns(makeTurn());
        return json({ bodies: desk.gazetteer().search(q, FOUND_MAX).map(watched) });
      },
    },
  ];
}

/** The book of bodies, if this act looks into it, is made ready in steps: the first such act must not hold up all others. */
async function readyFor({ book }: Desk, body: unknown): Promise<void> {
  if (body === undefined) await readyHosts(makeTurn());
  else if (typeof body === "string" && book.body(body) === undefined) await openGazetteerInTurns(makeTurn());
}

function siteOf({ param }: Pick<GuardedCall, "param">): number {
  return checked(z.object({ site: z.coerce.number().pipe(siteIdSchema) }), { site: param("site") }).site;
}

function act<T>(
  path: string,
  needs: Role,
  schema: z.ZodType<T>,
  perform: (asked: T, call: GuardedCall) => object | Promise<object>,
): Route {
  return {
    method: "POST",
    path,
    needs,
    answer: async (call) =>
      json(await perform(checked(schema, await jsonBody(call.request, BODY_BYTES_MAX)), call)),
  };
}
