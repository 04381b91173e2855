import { z } from "zod";
import { json } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { Role } from "../kernel/role.ts";
import type { GuardedCall, Route } from "../kernel/route.ts";
import {
  type ActDependencies,
  changeGroup,
  groupRemovalSchema,
  groupSchema,
  queueNotice,
  queueSchema,
  removeGroup,
  stopNotice,
  stopSchema,
  takeBackTold,
  takenBackSchema,
  tellByHand,
  toldSchema,
} from "./acts.ts";
import { callListOf } from "./call-list.ts";
import { type ChannelInfo, groupIdSchema, type NoticeDetail } from "./events.ts";
import { listGroups, listNotices, NOTICES_PAGE, readNotice, readRecipients } from "./read.ts";
import type { Sender } from "./sender.ts";

/** Largest body of an act, in bytes: 2,000 recipients by name and the longest text. */
export const BODY_BYTES_MAX = 192 * 1024;

const listQuery = z.object({
  incident: z.string().max(40).optional(),
  before: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});

export type RouteDependencies = ActDependencies & {
  sender: Pick<Sender, "take" | "drop" | "attemptOf" | "restOf">;
};

export function makeRoutes(deps: RouteDependencies): Route[] {
  return [...readingRoutes(deps), ...actingRoutes(deps), ...groupRoutes(deps)];
}

function readingRoutes(deps: RouteDependencies): Route[] {
  const { journal, sender } = deps;
  const detailOf = (id: string): NoticeDetail => {
    const detail = readNotice(journal, id, (notice, n) => sender.attemptOf(notice, n));
    if (detail !== undefined) return detail;
    throw new Refusal("not-found", "There is no such notice.", id, "Choose one from the list.");
  };
  return [
    {
      method: "GET",
      path: "/api/notice-channels",
      needs: "observer",
      answer: () => json({ channels: channelInfos(deps) }),
    },
    {
      method: "GET",
      path: "/api/notices",
      needs: "observer",
      answer: ({ query }) => {
        const asked = checked(listQuery, { incident: query("incident"), before: query("before") });
        const found = listNotices(journal, { ...asked, limit: NOTICES_PAGE + 1 });
        return json({ notices: found.slice(0, NOTICES_PAGE), more: found.length > NOTICES_PAGE });
      },
    },
    {
      method: "GET",
      path: "/api/notices/:id",
      needs: "observer",
      answer: ({ param }) => json(detailOf(param("id"))),
    },
    {
      method: "GET",
      path: "/api/notices/:id/call-list",
      needs: "observer",
      answer: ({ param }) => {
        const id = param("id");
        const rows = readRecipients(journal, id);
        return json(callListOf(detailOf(id), rows, deps.contacts(), deps.clock.now()));
      },
    },
  ];
}

function channelInfos({ channels, sender }: RouteDependencies): ChannelInfo[] {
  return channels.map(({ name, kind, place, charactersMax }) => {
    const rest = sender.restOf(name);
    return {
      name,
      kind,
      personal: place === null,
      to: place,
      charactersMax,
      pausedUntil: rest === undefined ? null : new Date(rest.untilMs).toISOString(),
      pausedFor: rest?.reason ?? null,
    };
  });
}

function actingRoutes(deps: RouteDependencies): Route[] {
  return [
    act("POST", "/api/notices", "lead", queueSchema, (body, { caller }) => {
      const notice = queueNotice(deps, body, caller.actor);
      deps.sender.take(notice.id);
      return { notice };
    }),
    act("POST", "/api/notices/:id/stop", "lead", stopSchema, (body, { caller, param }) => {
      const notice = stopNotice(deps, param("id"), body, caller.actor);
      deps.sender.drop(notice.id);
      return { notice };
    }),
    act("POST", "/api/notices/:id/told-by-hand", "member", toldSchema, (body, { caller, param }) =>
      tellByHand(deps, param("id"), body, caller.actor),
    ),
    act("POST", "/api/notices/:id/told-taken-back", "member", takenBackSchema, (body, { caller, param }) =>
      takeBackTold(deps, param("id"), body, caller.actor),
    ),
  ];
}

function groupRoutes(deps: RouteDependencies): Route[] {
  const groupId = (call: GuardedCall) =>
    checked(z.object({ id: groupIdSchema }), { id: call.param("id") }).id;
  return [
    {
      method: "GET",
      path: "/api/notice-groups",
      needs: "observer",
      answer: () => json({ groups: listGroups(deps.journal) }),
    },
    act("PUT", "/api/notice-groups/:id", "member", groupSchema, (body, call) => ({
      group: changeGroup(deps, groupId(call), body, call.caller.actor),
    })),
    act("POST", "/api/notice-groups/:id/remove", "member", groupRemovalSchema, (body, call) => {
      removeGroup(deps, groupId(call), body, call.caller.actor);
      return {};
    }),
  ];
}

function act<T>(
  method: "POST" | "PUT",
  path: string,
  needs: Role,
  schema: z.ZodType<T>,
  perform: (body: T, call: GuardedCall) => object,
): Route {
  return {
    method,
    path,
    needs,
    answer: async (call) =>
      json(perform(checked(schema, await jsonBody(call.request, BODY_BYTES_MAX)), call)),
  };
}
