import { z } from "zod";
import type { Journal } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import { json } from "../kernel/answer.ts";
import type { Clock } from "../kernel/clock.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { GuardedCall, Route } from "../kernel/route.ts";
import { line, prose } from "../kernel/text.ts";
import type { RateRequest, Vantage } from "./answers.ts";
import { bodyIdSchema, REASON_CHARACTERS_MAX, siteIdSchema, vantageIdSchema } from "./events.ts";
import { LOCAL_VANTAGE, type VantageTokens } from "./vantages.ts";
import { RAISED_FAST_FOR_MS, VANTAGES_MAX } from "./verdict/index.ts";
import { knownVantages } from "./views.ts";

/** What people do to the measuring itself: rates, and points of measurement. Lists and sites are the bodies' routes. */

/** Largest body of an act, in bytes. */
const BODY_BYTES_MAX = 64 * 1024;
/** How long bodies may be asked more often, in minutes. */
export const RATE_MINUTES_MAX = 24 * 60;

export const rateSchema = z
  .object({
    bodies: z.array(bodyIdSchema).max(500).default([]),
    sites: z.array(siteIdSchema).max(500).default([]),
    reason: prose(REASON_CHARACTERS_MAX).min(1),
    minutes: z.number().int().min(1).max(RATE_MINUTES_MAX),
  })
  .strict();
export const vantageAddSchema = z
  .object({
    id: vantageIdSchema,
    name: line(100).min(1),
    country: z.string().regex(/^[A-Z]{2}$/),
    network: line(80).default(""),
  })
  .strict();
export const reasonSchema = z.object({ reason: prose(REASON_CHARACTERS_MAX).min(1) }).strict();

export type ActingParts = {
  readonly journal: Pick<Journal, "append" | "query">;
  readonly clock: Clock;
  readonly tokens: VantageTokens;
  raise(request: RateRequest, actor: Actor): number;
  /** The point as it is now, once the journal has it. */
  vantage(id: string): Vantage;
  vantageRemoved(id: string): void;
};

export function actingRoutes(parts: ActingParts): Route[] {
  return [
    act("/api/watch/rates", "member", rateSchema, ({ minutes, ...asked }, { caller }) => {
      const nowMs = parts.clock.now();
      const slowUntil = nowMs + minutes * 60_000;
      const fastUntil = Math.min(slowUntil, nowMs + RAISED_FAST_FOR_MS);
      return { raised: parts.raise({ ...asked, fastUntil, slowUntil }, caller.actor) };
    }),
    act("/api/watch/vantages", "admin", vantageAddSchema, (asked, { caller }) => {
      addVantage(parts, asked, caller.actor);
      return { vantage: parts.vantage(asked.id), token: parts.tokens.make(asked.id) };
    }),
    act("/api/watch/vantages/:id/remove", "admin", reasonSchema, ({ reason }, { caller, param }) => {
      const id = param("id");
      if (!knownVantages(parts.journal).some((one) => one.id === id && !one.removed))
        throw unknownVantage(id);
      const body = { id, reason };
      parts.journal.append({ actor: caller.actor, kind: "watch.vantage-removed", subject: "watch", body });
      parts.tokens.remove(id);
      parts.vantageRemoved(id);
      return {};
    }),
  ];
}

function act<T>(
  path: string,
  needs: "member" | "admin",
  schema: z.ZodType<T>,
  perform: (body: T, call: GuardedCall) => object,
): Route {
  return {
    method: "POST",
    path,
    needs,
    answer: async (call) =>
      json(perform(checked(schema, await jsonBody(call.request, BODY_BYTES_MAX)), call)),
  };
}

/** A point that was removed may come back under its name; its numbers in the history are the same then. */
function addVantage({ journal }: ActingParts, body: z.infer<typeof vantageAddSchema>, actor: Actor): void {
  const known = knownVantages(journal);
  const isKnown = known.some(({ id }) => id === body.id);
  if (body.id === LOCAL_VANTAGE || known.some(({ id, removed }) => id === body.id && !removed)) {
    throw new Refusal("already-exists", "There is a point of this name.", body.id, "Choose another name.");
  }
  if (!isKnown && known.length + 1 >= VANTAGES_MAX) {
    throw new Refusal(
      "too-many-vantages",
      `There have been ${VANTAGES_MAX} points of measurement; no more can be told apart.`,
      body.id,
      "Use the name of one that was removed.",
    );
  }
  journal.append({ actor, kind: "watch.vantage-added", subject: "watch", body });
}

function unknownVantage(id: string): Refusal {
  return new Refusal("not-found", "There is no such point of measurement.", id, "Choose one from the list.");
}
