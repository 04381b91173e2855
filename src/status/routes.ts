import type { Journal } from "../journal/index.ts";
import { json } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { Call, Route } from "../kernel/route.ts";
import { type Links, type Look, linked, type Page, statusPage } from "./page.ts";
import { publish, withdraw } from "./publish.ts";
import { publishSchema, type Surroundings, withdrawSchema } from "./statement.ts";
import { saidNow, statusPageOf } from "./views.ts";
import { type PublicPage, type PublicWord, shownOf } from "./word.ts";

/** Largest body, in bytes: the longest statement in the characters that take most. */
export const STATEMENT_BYTES_MAX = 128 * 1024;

/** Where the console itself serves the pages. */
const LINKS: Links = { fr: "/etat", en: "/status", atom: "/etat.atom", home: "/etat" };
const REHEARSAL_PATH = "/api/status-page/rehearsal";
const REHEARSAL_LINKS: Links = {
  fr: `${REHEARSAL_PATH}?lang=fr`,
  en: `${REHEARSAL_PATH}?lang=en`,
  atom: LINKS.atom,
  home: `${REHEARSAL_PATH}?lang=fr`,
};

export type RouteParts = {
  readonly journal: Pick<Journal, "append" | "query">;
  readonly look: Look;
  around(incident: string | null): Surroundings;
  word(): PublicWord;
  /** Told after something was published or withdrawn. */
  changed(): void;
};

export function statusRoutes(parts: RouteParts): Route[] {
  const { journal, look } = parts;
  const page = () => json(statusPageOf(journal));
  return [
    { method: "GET", path: "/api/status-page", needs: "observer", answer: page },
    {
      method: "POST",
      path: "/api/status-page",
      needs: "lead",
      answer: async ({ request, caller }) => {
        const asked = checked(publishSchema, await jsonBody(request, STATEMENT_BYTES_MAX));
        publish(journal, asked, caller.actor, parts.around(asked.incident), look);
        parts.changed();
        return page();
      },
    },
    {
      method: "POST",
      path: "/api/status-page/withdraw",
      needs: "lead",
      answer: async ({ request, caller }) => {
        const asked = checked(withdrawSchema, await jsonBody(request, STATEMENT_BYTES_MAX));
        withdraw(journal, asked, caller.actor);
        parts.changed();
        return page();
      },
    },
    {
      method: "GET",
      path: REHEARSAL_PATH,
      needs: "observer",
      answer: (call) => rehearsal(call, parts),
    },
    publicRoute(LINKS.fr, () => parts.word().pages.fr),
    publicRoute(LINKS.en, () => parts.word().pages.en),
    publicRoute(LINKS.atom, () => parts.word().pages.atom),
  ];
}

function publicRoute(path: string, pageOf: () => PublicPage): Route {
  return {
    method: "GET",
    path,
    needs: "nobody",
    answer: ({ request }) => {
      const { type, policy, body } = pageOf();
      const text = linked(body, LINKS);
      const etag = `"${new Bun.CryptoHasher("sha256").update(text).digest("base64url").slice(0, 22)}"`;
      const headers = { ...pageHeaders(type, policy), "cache-control": "no-cache", etag };
      const known = (request.headers.get("if-none-match") ?? "").split(",");
      if (known.some((tag) => tag.trim().replace(/^W\//, "") === etag)) {
        return new Response(null, { status: 304, headers });
      }
      return new Response(text, { headers });
    },
  };
}

/** What would be published, for who is signed in only. */
function rehearsal({ query }: Call, { journal, look }: RouteParts): Response {
  const { rehearsed } = saidNow(journal);
  if (rehearsed === null) {
    throw new Refusal(
      "not-found",
      "Nothing is rehearsed.",
      REHEARSAL_PATH,
      "Publish a message that belongs to an exercise.",
    );
  }
  const made: Page = statusPage(shownOf(rehearsed), query("lang") === "en" ? "en" : "fr", look);
  const headers = { ...pageHeaders("text/html; charset=utf-8", made.policy), "cache-control": "no-store" };
  return new Response(linked(made.body, REHEARSAL_LINKS), { headers });
}

function pageHeaders(type: string, policy: string): Record<string, string> {
  return {
    "content-type": type,
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  };
}
