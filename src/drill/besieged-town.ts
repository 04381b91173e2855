import type { SiteModel } from "./events.ts";
import { OriginTally } from "./origin-tally.ts";
import { leadingZeroBits } from "./proof.ts";

/** For tests: a tiny site that shows the waiting page as the gateway does, and notes what visitors did. */

const SUITE = "beffroi-suite";
const HTML = { "Content-Type": "text/html; charset=utf-8" };

export const TINY_SITE: SiteModel = {
  name: "tiny",
  mark: "<title>Petite ville</title>",
  pages: ["/", "/services"],
  assets: ["/style.css"],
  feeds: ["/flux"],
  documents: ["/plan.pdf"],
  search: { path: "/recherche", parameter: "q", words: ["mairie", "école"], expects: "pour «{q}»" },
  contact: { path: "/contact", fields: { nom: "{name}", message: "{message}" }, receipt: "reçu (N-\\d+)" },
  appointment: {
    path: "/rendez-vous",
    kind: 'href="(/rendez-vous/[a-z]+)"',
    slot: 'href="(/rendez-vous/[a-z]+/\\d+)"',
    fields: { nom: "{name}" },
    confirmation: "rendez-vous (R-\\d+)",
  },
};

export type Behaviour = {
  /** Searches and forms without the confirmed cookie get the waiting page. */
  siege: boolean;
  /** So many searches and forms are refused plainly first. */
  refusals: number;
  /** Pages are not what they were. */
  altered: boolean;
  /** Every message is accepted twice. */
  doubling: boolean;
  /** Nothing of the site's script can be loaded. */
  scriptless: boolean;
};

export type BesiegedTown = {
  readonly url: string;
  readonly behaviour: Behaviour;
  readonly tally: OriginTally;
  /** What came back from the waiting page: whether with a right proof, and after how long. */
  readonly pressed: Array<{ proved: boolean; afterMs: number }>;
  readonly asked: string[];
  /** Addresses that sent the cookie which every page sets. */
  readonly cookied: Set<string>;
  /** Addresses that sent something. */
  readonly addresses: Set<string>;
  stop(): Promise<void>;
};

/** What never changes. */
const STILL: Readonly<Record<string, string>> = {
  "/style.css": "p{}",
  "/flux": "<feed></feed>",
  "/plan.pdf": "x".repeat(5_000),
  "/rendez-vous": '<a href="/rendez-vous/titres">',
  "/rendez-vous/titres": '<a href="/rendez-vous/titres/1">',
  "/rendez-vous/titres/1": "coordonnées",
};

const CALM: Behaviour = { siege: false, refusals: 0, altered: false, doubling: false, scriptless: false };

export function startBesiegedTown(behaviour: Partial<Behaviour> = {}): BesiegedTown {
  return new Town({ ...CALM, ...behaviour });
}

class Town implements BesiegedTown {
  readonly tally = new OriginTally();
  readonly pressed: BesiegedTown["pressed"] = [];
  readonly asked: string[] = [];
  readonly addresses = new Set<string>();
  readonly cookied = new Set<string>();
  private readonly used = new Set<string>();
  private count = 0;
  private readonly server: Bun.Server<undefined>;

  constructor(readonly behaviour: Behaviour) {
    this.server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: (request, server) => {
        const address = server.requestIP(request)?.address ?? "";
        this.addresses.add(address);
        if (request.headers.get("cookie")?.includes("seen=1")) this.cookied.add(address);
        return this.answer(request);
      },
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.server.port}`;
  }

  stop(): Promise<void> {
    return this.server.stop(true);
  }

  private async answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const target = url.pathname + url.search;
    const cookies = request.headers.get("cookie") ?? "";
    this.asked.push(target);
    const body = request.method === "POST" ? await request.text() : undefined;
    if (url.pathname === "/.beffroi/suite.js")
      return new Response("", { status: this.behaviour.scriptless ? 404 : 200 });
    if (target.endsWith(SUITE))
      return this.comeBack(target.slice(0, -SUITE.length - 1), new URLSearchParams(body));
    const acts = request.method === "POST" || url.search !== "";
    if (acts && this.behaviour.refusals > 0) {
      this.behaviour.refusals--;
      return new Response("occupé", { status: 503, headers: { "Retry-After": "1" } });
    }
    if (acts && this.behaviour.siege && !cookies.includes("confirmed=1"))
      return this.waitingPage(request.method, target, body);
    if (request.headers.get("if-none-match") === `"${url.pathname}"`)
      return new Response(null, { status: 304 });
    return this.site(url, body);
  }

  private site({ pathname: path, searchParams }: URL, body: string | undefined): Response {
    const page = (text: string, more = {}) =>
      new Response(text, { headers: { ...HTML, "Set-Cookie": "seen=1", ...more } });
    if (path === "/" || path === "/services") {
      const text = `<title>Petite ville</title>${this.behaviour.altered ? "altéré" : "texte"} ${path}`;
      return page(text, { ETag: `"${path}"` });
    }
    if (path === "/contact" && body !== undefined) {
      const message = new URLSearchParams(body).get("message") ?? "";
      this.tally.accepted(message);
      if (this.behaviour.doubling) this.tally.accepted(message);
      return page(`reçu N-${++this.count}`);
    }
    if (path === "/rendez-vous/titres/1" && body !== undefined)
      return new Response(null, { status: 303, headers: { Location: "/merci" } });
    if (path === "/merci") return page(`rendez-vous R-${++this.count}`);
    if (path === "/recherche") return page(`résultats pour «${searchParams.get("q")}»`);
    const text = STILL[path];
    return text === undefined ? new Response("rien", { status: 404 }) : page(text);
  }

  private waitingPage(method: string, target: string, body: string | undefined): Response {
    const envelope = btoa(JSON.stringify({ method, at: performance.now(), n: ++this.count }));
    const fields = [`<input type="hidden" name="beffroi-envelope" value="${envelope}">`];
    if (body !== undefined)
      fields.push(
        `<input type="hidden" name="beffroi-body" value="${Buffer.from(body).toString("base64")}">`,
      );
    const action = Bun.escapeHTML(`${target}${target.includes("?") ? "&" : "?"}${SUITE}`);
    const form = `<form id="${SUITE}" method="post" action="${action}" data-challenge="c.${envelope}" data-bits-min="4" data-bits-max="8">`;
    const rest = `<input type="hidden" name="beffroi-proof" value=""><button>Continuer</button></form><script src="/.beffroi/suite.js" defer></script>`;
    return new Response(form + fields.join("") + rest, {
      status: 503,
      headers: { ...HTML, "Retry-After": "5" },
    });
  }

  private comeBack(target: string, fields: URLSearchParams): Response {
    const envelope = fields.get("beffroi-envelope") ?? "";
    if (this.used.has(envelope)) return new Response("déjà envoyé", { status: 409 });
    this.used.add(envelope);
    const { method, at } = JSON.parse(atob(envelope)) as { method: string; at: number };
    const proved = isProved(`c.${envelope}`, fields.get("beffroi-proof") ?? "");
    this.pressed.push({ proved, afterMs: performance.now() - at });
    const cookie = "confirmed=1; Path=/; HttpOnly";
    if (method === "GET")
      return new Response(null, { status: 303, headers: { "Set-Cookie": cookie, Location: target } });
    const body = Buffer.from(fields.get("beffroi-body") ?? "", "base64").toString("utf8");
    const answer = this.site(new URL(target, this.url), body);
    answer.headers.set("Set-Cookie", cookie);
    return answer;
  }
}

function isProved(challenge: string, proof: string): boolean {
  const [bits, counter] = proof.split(".");
  if (counter === undefined) return false;
  const hash = new Bun.CryptoHasher("sha256").update(`${challenge}.${counter}`).digest();
  return leadingZeroBits(hash) >= Number(bits) && Number(bits) >= 4;
}
