import type { Journal } from "../../journal/index.ts";
import type { Route } from "../../kernel/route.ts";
import { eventIdSchema } from "../events.ts";
import { publicationOf, publications } from "../look-events.ts";
import { eventPageHtml, listPageHtml, notFoundHtml, type Page, type PublicLook } from "./page.ts";
import type { Language } from "./texts.ts";

/** The pages that the public reads: only what a person published. */

export type { PublicLook } from "./page.ts";

/** Published events that the list names: the last ones. */
export const LISTED_MAX = 100;

export function publicRoutes(journal: Pick<Journal, "query">, look: PublicLook): Route[] {
  const pages = (language: Language, path: string): Route[] => [
    {
      method: "GET",
      path,
      needs: "nobody",
      answer: ({ request }) =>
        answer(listPageHtml(publications(journal, LISTED_MAX), language, look), 200, request),
    },
    {
      method: "GET",
      path: `${path}/:event`,
      needs: "nobody",
      answer: ({ request, param }) => {
        const id = eventIdSchema.safeParse(param("event"));
        const published = id.success ? publicationOf(journal, id.data) : undefined;
        if (published === undefined || !id.success) return answer(notFoundHtml(language, look), 404, request);
        return answer(eventPageHtml({ ...published, event: id.data }, language, look), 200, request);
      },
    },
  ];
  return [...pages("fr", "/revendications"), ...pages("en", "/claims")];
}

function answer({ body, policy }: Page, status: number, request: Request): Response {
  const etag = `"${new Bun.CryptoHasher("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
    etag,
  };
  const known = (request.headers.get("if-none-match") ?? "").split(",");
  const same = status === 200 && known.some((tag) => tag.trim().replace(/^W\//, "") === etag);
  return same ? new Response(null, { status: 304, headers }) : new Response(body, { status, headers });
}
