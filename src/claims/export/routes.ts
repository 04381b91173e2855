import type { Journal } from "../../journal/index.ts";
import { json } from "../../kernel/answer.ts";
import { checked } from "../../kernel/request.ts";
import type { GuardedCall, Route } from "../../kernel/route.ts";
import type { EventPage } from "../answers.ts";
import { eventIdSchema } from "../events.ts";
import { attacksOfEvent, statementsOfEvent } from "../look-documents.ts";
import { bodiesOf, eventList, eventPage, PAGE_ATTACKS_MAX, PAGE_STATEMENTS_MAX } from "../look-events.ts";
import { notFound } from "../review.ts";
import type { Lang } from "../title.ts";
import { correctionLines } from "./corrections.ts";
import { claimsCsv } from "./csv.ts";
import { mispEvent } from "./misp.ts";
import { stixBundle } from "./stix.ts";

/** The routes that bring the register out to other programs; `?lang=en` gives English titles where a format has one. */

/** Events of the table of all: enough for years, and bounded. */
export const TABLE_EVENTS_MAX = 5_000;

export function exportRoutes({ journal }: { readonly journal: Pick<Journal, "query"> }): Route[] {
  const get = (
    path: string,
    needs: "observer" | "member",
    answer: (call: GuardedCall) => Response,
  ): Route => ({
    method: "GET",
    path: `/api/claims${path}`,
    needs,
    answer,
  });
  const page = (call: GuardedCall): Omit<EventPage, "near" | "proposal"> => {
    const event = checked(eventIdSchema, call.param("event"));
    const found = eventPage(journal, event);
    if (found === undefined) throw notFound("There is no such event.", event);
    return found;
  };
  const lang = (call: GuardedCall): Lang => (call.query("lang") === "en" ? "en" : "fr");
  return [
    get("/events/:event/stix.json", "observer", (call) => {
      const found = page(call);
      return json(stixBundle(found), 200, asFile(`${found.row.event}.stix.json`, "application/stix+json"));
    }),
    get("/events/:event/misp.json", "observer", (call) => {
      const found = page(call);
      return json(
        mispEvent(found, lang(call)),
        200,
        asFile(`${found.row.event}.misp.json`, "application/json"),
      );
    }),
    get("/events/:event/claims.csv", "observer", (call) => {
      const found = page(call);
      return streamed(
        claimsCsv([found], lang(call)),
        asFile(`${found.row.event}.csv`, "text/csv; charset=utf-8"),
      );
    }),
    get("/claims.csv", "observer", (call) =>
      streamed(claimsCsv(allEvents(journal), lang(call)), asFile("claims.csv", "text/csv; charset=utf-8")),
    ),
    get("/corrections.jsonl", "member", () =>
      streamed(correctionLines(journal), asFile("corrections.jsonl", "application/jsonl; charset=utf-8")),
    ),
  ];
}

function asFile(name: string, type: string): Record<string, string> {
  return { "content-type": type, "content-disposition": `attachment; filename="${name}"` };
}

/** Made while it is sent: a table of years is never whole in memory. */
function streamed(lines: Iterator<string>, headers: Record<string, string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = lines.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return new Response(body, {
    headers: { ...headers, "cache-control": "no-store", "x-content-type-options": "nosniff" },
  });
}

function* allEvents(journal: Pick<Journal, "query">) {
  const each = 100;
  for (let offset = 0; offset < TABLE_EVENTS_MAX; offset += each) {
    const { events } = eventList(journal, {
      words: "",
      type: undefined,
      verdict: undefined,
      actor: undefined,
      body: undefined,
      published: false,
      review: false,
      exercise: false,
      sort: "from",
      offset,
      limit: each,
    });
    for (const row of events) {
      const attacks = attacksOfEvent(journal, row.event, PAGE_ATTACKS_MAX);
      yield {
        row,
        bodies: bodiesOf(journal, row.event, attacks),
        statements: statementsOfEvent(journal, row.event, PAGE_STATEMENTS_MAX),
      };
    }
    if (events.length < each) return;
  }
}
