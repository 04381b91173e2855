import { z } from "zod";
import { json } from "../kernel/answer.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { Route } from "../kernel/route.ts";
import { documentIdSchema } from "./events.ts";
import type { Rereader } from "./rereading.ts";
import { documentPage, type Looking } from "./routes-look.ts";

/** The routes by which documents are read again with today's rules. */

const BODY_BYTES_MAX = 1_024;
const nothing = z.object({}).strict();

export function rereadRoutes(desk: Looking & { readonly rereader: Rereader }): Route[] {
  const { rereader } = desk;
  return [
    {
      method: "GET",
      path: "/api/claims/rereading",
      needs: "observer",
      answer: () => json(rereader.look()),
    },
    {
      method: "POST",
      path: "/api/claims/rereading",
      needs: "member",
      answer: async ({ request, caller }) => {
        checked(nothing, await jsonBody(request, BODY_BYTES_MAX));
        rereader.start(caller.actor);
        return json(rereader.look());
      },
    },
    {
      method: "POST",
      path: "/api/claims/documents/:document/reread",
      needs: "member",
      answer: async ({ request, caller, param }) => {
        checked(nothing, await jsonBody(request, BODY_BYTES_MAX));
        const document = checked(documentIdSchema, param("document"));
        const outcome = rereader.one(document, caller.actor);
        return json({ outcome, document: documentPage(desk, document, true) });
      },
    },
  ];
}
