import type { SiteModel } from "./events.ts";
import { COUNT_PATH, OriginTally } from "./origin-tally.ts";
import { RESULTS_FOR, type Survey, type SurveyedFile, USUAL_WORDS } from "./site-survey.ts";

/** Like a CMS on eight PHP workers: what a page and a search or form take, and how many may wait. */
const WORKERS = 8;
const PAGE_MS = 120;
const HEAVY_MS = 220;
const BACKLOG_MAX = 511;
const BODY_BYTES_MAX = 1_048_576;

export type StandIn = { readonly url: string; readonly countUrl: string; stop(): Promise<void> };

/**
 * A server that stands for a town's own during a drill: the surveyed pages as they are, a search and a contact form that
 * answer on the paths of the real ones, and the slowness of a CMS. It listens on 127.0.0.1 only and asks nobody.
 */
export function startStandIn({ site, files }: Survey): StandIn {
  const tally = new OriginTally();
  const pool = new Pool();
  let messages = 0;
  const answerOf = async (request: Request, path: string, query: URLSearchParams): Promise<Response> => {
    if (site.contact?.path === path && request.method === "POST") {
      const message = await messageOf(site, request);
      if (message === undefined) return page("Formulaire incomplet", "<p>Il manque le message.</p>", 422);
      tally.accepted(message);
      messages++;
      return page("Message reçu", `<p id="recu">N-${String(messages).padStart(6, "0")}</p>`);
    }
    if (site.search?.path === path && query.has(site.search.parameter)) {
      const asked = Bun.escapeHTML((query.get(site.search.parameter) ?? "").slice(0, 120));
      return page("Recherche", `<p>Résultats ${RESULTS_FOR.replace("{q}", asked)}</p>`);
    }
    const file = files.get(path);
    return file === undefined || query.size > 0
      ? page("Page introuvable", "<p>Rien ici.</p>", 404)
      : fileAnswer(file);
  };
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 60,
    maxRequestBodySize: BODY_BYTES_MAX,
    fetch: async (request) => {
      const told = tally.answer(request);
      if (told !== undefined) return told;
      const url = URL.parse(request.url);
      if (url === null) return new Response(null, { status: 400 });
      const file = files.get(url.pathname);
      // A web server gives files by itself; pages and everything that is asked take a worker.
      if (file !== undefined && !file.type.startsWith("text/html")) return fileAnswer(file);
      tally.took(request.headers, pool.held);
      const heavy = request.method === "POST" || url.search !== "";
      if (!(await pool.work(heavy ? HEAVY_MS : PAGE_MS))) {
        tally.refused();
        return page("502", "", 502);
      }
      return answerOf(request, url.pathname, url.searchParams);
    },
    error: () => page("500", "", 500),
  });
  const url = `http://127.0.0.1:${server.port}`;
  return { url, countUrl: url + COUNT_PATH, stop: () => server.stop(true) };
}

/** Pages of a town for a site of which no copy is there: the same paths, plain text of a usual length. */
export function inventedSurvey(name: string, paths: readonly string[]): Survey {
  const home = `<form action="/recherche"><input type="search" name="q"></form><p><a href="/contact">Contact</a></p>`;
  const pages = [
    ...new Set(["/", ...paths, ...Array.from({ length: 12 }, (_, index) => `/page-${index + 1}`)]),
  ];
  const files = new Map(
    pages.map((path): [string, SurveyedFile] => {
      const text = `<h1>${Bun.escapeHTML(path)}</h1>${home}${"<p>Texte de la page, de longueur ordinaire.</p>\n".repeat(200)}`;
      return [path, { type: "text/html; charset=utf-8", body: Buffer.from(html(name, text)) }];
    }),
  );
  const words = [...USUAL_WORDS, "urbanisme"];
  const site: SiteModel = {
    name,
    mark: `<title>${Bun.escapeHTML(name)}</title>`,
    pages,
    assets: [],
    feeds: [],
    documents: [],
    search: { path: "/recherche", parameter: "q", words, expects: RESULTS_FOR },
    contact: {
      path: "/contact",
      fields: { nom: "{name}", email: "{email}", message: "{message}" },
      receipt: '<p id="recu">(N-\\d{6,})</p>',
    },
  };
  return { site, files };
}

/** The field of the contact form that carries the message, as it was sent. */
async function messageOf(site: SiteModel, request: Request): Promise<string | undefined> {
  const field = Object.entries(site.contact?.fields ?? {}).find(([, value]) => value === "{message}")?.[0];
  if (field === undefined) return undefined;
  try {
    const value = (await request.formData()).get(field);
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    return undefined;
  }
}

function fileAnswer({ type, body }: SurveyedFile): Response {
  return new Response(body.slice(), { headers: { "Content-Type": type } });
}

function page(title: string, body: string, status = 200): Response {
  return new Response(html(title, body), { status, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

const html = (title: string, body: string): string =>
  `<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>${Bun.escapeHTML(title)}</title></head><body>${body}</body></html>\n`;

/** Workers that each hold one request for its whole time; others wait in order. */
class Pool {
  private busy = 0;
  private readonly waiting: Array<() => void> = [];

  get held(): number {
    return this.busy + this.waiting.length;
  }

  /** False at once when too many wait. */
  async work(durationMs: number): Promise<boolean> {
    if (this.busy >= WORKERS) {
      if (this.waiting.length >= BACKLOG_MAX) return false;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.busy++;
    await Bun.sleep(durationMs);
    const next = this.waiting.shift();
    if (next === undefined) this.busy--;
    else next();
    return true;
  }
}
