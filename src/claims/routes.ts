import type { z } from "zod";
import type { Gazetteer } from "../gazetteer/index.ts";
import type { Journal } from "../journal/index.ts";
import { json } from "../kernel/answer.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { GuardedCall, Route } from "../kernel/route.ts";
import { eventIdSchema } from "./events.ts";
import {
  mergeEvents,
  mergeSchema,
  moveDocuments,
  moveSchema,
  nameEvent,
  nameSchema,
  partEvents,
  partSchema,
  reasonSchema,
} from "./event-acts.ts";
import { publicationOf } from "./look-events.ts";
import { publish, publishSchema, withdraw, withdrawSchema } from "./publish.ts";
import { release } from "./react.ts";
import {
  addAttack,
  addAttackSchema,
  addStatement,
  addStatementSchema,
  attackReviewSchema,
  dismissName,
  dismissNameSchema,
  reviewAttack,
  reviewStatement,
  statementReviewSchema,
} from "./review.ts";
import type { Rereader } from "./rereading.ts";
import { documentPage, type Looking, readRoutes } from "./routes-look.ts";
import { rereadRoutes } from "./routes-reread.ts";
import { type Taking, takeRoutes } from "./routes-take.ts";

/** The routes of the register: what is asked, read and shown. Acts are parsed here and done elsewhere. */

export type RegisterDesk = Looking &
  Taking & {
    readonly rereader: Rereader;
    readonly journal: Journal;
    gazetteer(): Gazetteer;
    /** Something about an event was read or corrected: it is judged anew and acted upon. */
    changed(event: string): void;
    alert(site: string, untilMs: number): Promise<void>;
  };

/** Largest body of an act, in bytes: a publication with all its replies, in the characters that take most. */
export const ACT_BYTES_MAX = 512 * 1024;

export function claimsRoutes(desk: RegisterDesk): Route[] {
  return [
    ...readRoutes(desk),
    ...takeRoutes(desk),
    ...rereadRoutes(desk),
    ...reviewRoutes(desk),
    ...eventRoutes(desk),
  ];
}

async function asked<T>(schema: z.ZodType<T>, { request }: GuardedCall): Promise<T> {
  return checked(schema, await jsonBody(request, ACT_BYTES_MAX));
}

const eventIn = (call: GuardedCall): string => checked(eventIdSchema, call.param("event"));

function reviewRoutes(desk: RegisterDesk): Route[] {
  const act = <T>(
    name: string,
    schema: z.ZodType<T>,
    done: (command: T, call: GuardedCall) => unknown,
  ): Route => ({
    method: "POST",
    path: `/api/claims/reviews/${name}`,
    needs: "member",
    answer: async (call) => json(done(await asked(schema, call), call)),
  });
  return [
    act("attack", attackReviewSchema, (command, { caller }) => {
      const attack = reviewAttack(desk, command, caller.actor);
      for (const event of new Set([command.old.event, attack?.event ?? command.old.event])) {
        desk.changed(event);
      }
      return { attack };
    }),
    act("statement", statementReviewSchema, (command, { caller }) => {
      const statement = reviewStatement(desk, command, caller.actor);
      changedOf(desk, command.document);
      return { statement };
    }),
    act("add-attack", addAttackSchema, (command, { caller }) => {
      const attack = addAttack(desk, command, caller.actor);
      desk.changed(attack.event);
      return { attack };
    }),
    act("add-statement", addStatementSchema, (command, { caller }) => {
      const statement = addStatement(desk, command, caller.actor);
      changedOf(desk, command.document);
      return { statement };
    }),
    act("dismiss-name", dismissNameSchema, (command, { caller }) => {
      dismissName(desk, command, caller.actor);
      return { document: documentPage(desk, command.document, true) };
    }),
  ];
}

/** All events that a document tells of. */
function changedOf({ journal, changed }: RegisterDesk, document: string): void {
  const rows = journal.query<{ event: string }>(
    "SELECT DISTINCT event FROM claims_attacks WHERE document = ?",
    document,
  );
  for (const { event } of rows) changed(event);
}

function eventRoutes(desk: RegisterDesk): Route[] {
  const { journal } = desk;
  const act = <T>(
    name: string,
    needs: "member" | "lead",
    schema: z.ZodType<T>,
    done: (event: string, command: T, call: GuardedCall) => unknown,
  ): Route => ({
    method: "POST",
    path: `/api/claims/events/:event/${name}`,
    needs,
    answer: async (call) => json(await done(eventIn(call), await asked(schema, call), call)),
  });
  return [
    act("name", "member", nameSchema, (event, command, { caller }) => ({
      row: nameEvent(desk, event, command, caller.actor),
    })),
    act("move", "member", moveSchema, (event, command, { caller }) => {
      const row = moveDocuments(desk, event, command, caller.actor);
      desk.changed(event);
      desk.changed(row.event);
      return { row };
    }),
    act("merge", "member", mergeSchema, (event, command, { caller }) => {
      const row = mergeEvents(desk, event, command, caller.actor);
      desk.changed(row.event);
      return { row };
    }),
    act("part", "member", partSchema, (event, command, { caller }) =>
      partEvents(desk, event, command, caller.actor),
    ),
    act("release", "lead", reasonSchema, async (event, { reason }, { caller }) => ({
      released: await release(desk, event, reason, caller.actor),
    })),
    act("publish", "lead", publishSchema, (event, command, { caller }) => ({
      publication: publish(desk, event, command, caller.actor),
    })),
    act("withdraw", "lead", withdrawSchema, (event, command, { caller }) => {
      withdraw(desk, event, command, caller.actor);
      return { publication: publicationOf(journal, event) ?? null };
    }),
  ];
}
