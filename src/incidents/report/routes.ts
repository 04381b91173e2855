import { randomUUID } from "node:crypto";
import { z } from "zod";
import { json } from "../../kernel/answer.ts";
import { checked, jsonBody } from "../../kernel/request.ts";
import type { Route } from "../../kernel/route.ts";
import { itemIdSchema } from "../events.ts";
import { namedFile, noSuchFile } from "../evidence-routes.ts";
import { ACT_BYTES_MAX, incidentOf } from "../routes.ts";
import { type ReportDesk, reportMaker } from "./make.ts";
import { PAPER_STYLE_PATH } from "./paper.ts";
import { PAPER_STYLE } from "./style.ts";

/** Situation reports: making one, reading one, and the style sheet of all printed pages. */

const makeBody = z.object({ id: itemIdSchema.default(() => randomUUID()) }).strict();
const hash = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** Of a printed page: its own style sheet and nothing else; no script, no frame, no form. */
export const PAPER_POLICY =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE_AGE_SECONDS = 300;

export function reportRoutes(desk: ReportDesk): Route[] {
  const make = reportMaker(desk);
  return [
    {
      method: "POST",
      path: "/api/incidents/:incident/report",
      needs: "member",
      answer: async (call) => {
        const { id } = checked(makeBody, await jsonBody(call.request, ACT_BYTES_MAX));
        return json(await make(incidentOf(call), id, call.caller.actor));
      },
    },
    {
      method: "GET",
      path: "/api/reports/:sha256",
      needs: "observer",
      answer: async ({ param }) => {
        const { sha256 } = checked(hash, { sha256: param("sha256") });
        const known = namedFile(desk, sha256);
        const isReport = known?.type === "report";
        const file = isReport ? desk.files.read(sha256) : undefined;
        if (file === undefined) throw noSuchFile(sha256, isReport);
        // Whole, so that a page whose bytes are not its own is refused and not shown in part.
        return new Response(await new Response(file).bytes(), {
          headers: {
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": PAPER_POLICY,
            "cache-control": "no-store",
          },
        });
      },
    },
    {
      method: "GET",
      path: PAPER_STYLE_PATH,
      needs: "nobody",
      answer: () =>
        new Response(PAPER_STYLE, {
          headers: {
            "content-type": "text/css; charset=utf-8",
            "cache-control": `public, max-age=${STYLE_AGE_SECONDS}`,
          },
        }),
    },
  ];
}
