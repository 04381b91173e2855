import type { Role } from "../../src/kernel/role.ts";

/**
 * The people of every test about rights: Alice administers, Bob leads, Chloé writes, David reads, Emma is shut out, a
 * stranger has no account, and a program has the token. They come in over the real routes.
 */

/** A browser as the console sees one: it keeps cookies and says where its requests come from. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    readonly url: string,
    /** Further fields of every request, for instance Host. */
    private readonly headers: Record<string, string> = {},
  ) {}

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const { protocol, host: ownHost } = new URL(this.url);
    const host = this.headers.host ?? ownHost;
    const response = await fetch(this.url + path, {
      method,
      redirect: "manual",
      headers: {
        ...(cookie === "" ? {} : { cookie }),
        ...(method === "GET" ? {} : { origin: `${protocol}//${host}`, "sec-fetch-site": "same-origin" }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...this.headers,
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      tls: { rejectUnauthorized: false },
    });
    this.keep(response);
    return replyOf(response);
  }

  get = (path: string, headers?: Record<string, string>) => this.ask("GET", path, undefined, headers);
  post = (path: string, body: unknown = {}, headers?: Record<string, string>) =>
    this.ask("POST", path, body, headers);

  /** The cookie of the session, under either of its names. */
  get session(): string | undefined {
    return this.cookies.get("beffroi-session") ?? this.cookies.get("__Host-beffroi-session");
  }

  /** Another browser with the same cookies: what a thief of them would have. */
  copy(): Browser {
    const copy = new Browser(this.url, this.headers);
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }

  private keep(response: Response): void {
    for (const field of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = field.split("; ");
      const at = pair.indexOf("=");
      const name = pair.slice(0, at);
      if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, pair.slice(at + 1));
    }
  }
}

export type Reply = {
  status: number;
  headers: Headers;
  text: string;
  /** The answer's JSON, or undefined. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
  json: any;
  /** Code of the refusal, or undefined. */
  code: string | undefined;
};

async function replyOf(response: Response): Promise<Reply> {
  // The live stream never ends.
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  if (isStream) await response.body?.cancel();
  const text = isStream ? "" : await response.text();
  let json: Reply["json"];
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const { status, headers } = response;
  return { status, headers, text, json, code: json?.error?.code };
}

export const PASSWORDS = {
  alice: "le beffroi sonne a midi",
  bob: "la halle ouvre a six heures",
  chloe: "le marche du samedi matin",
  david: "une voix au conseil municipal",
  emma: "le pont levis est releve",
} as const;
export type Name = keyof typeof PASSWORDS;

const ROLES: Record<Exclude<Name, "alice">, { name: string; role: Role }> = {
  bob: { name: "Bob Lefèvre", role: "lead" },
  chloe: { name: "Chloé Petit", role: "member" },
  david: { name: "David Roux", role: "observer" },
  emma: { name: "Emma Garnier", role: "lead" },
};

export type Cast = Record<Name, { id: string; browser: Browser }>;

const OTHERS = ["bob", "chloe", "david", "emma"] as const;

/**
 * Lets the cast in, or Alice and some of it, over the set-up link of a new house; every one of them is signed in but Emma,
 * who is shut out.
 */
export async function enrol(
  url: string,
  setupLink: string | undefined,
  others: readonly (typeof OTHERS)[number][] = OTHERS,
): Promise<Cast> {
  const alice = new Browser(url);
  const token = setupLink?.split("/").at(-1);
  const set = { token, name: "Alice Martin", userName: "alice", password: PASSWORDS.alice };
  expectDone(await alice.post("/api/setup", set));
  const cast = { alice: { id: (await alice.get("/api/session")).json.person.id, browser: alice } } as Cast;
  const join = async (name: (typeof OTHERS)[number]) => {
    const invited = expectDone(await alice.post("/api/people/invitations", ROLES[name]));
    const browser = new Browser(url);
    const path = `/api/invitations/${invited.json.link.split("/").at(-1)}`;
    expectDone(await browser.post(path, { userName: name, password: PASSWORDS[name] }));
    cast[name] = { id: invited.json.person.id, browser };
  };
  await Promise.all(others.map(join));
  if (others.includes("emma")) {
    expectDone(await alice.post(`/api/people/${cast.emma.id}/disable`, { reason: "has left" }));
  }
  return cast;
}

export async function signIn(
  browser: Browser,
  name: Name,
  password: string = PASSWORDS[name],
): Promise<Reply> {
  return browser.post("/api/session/sign-in", { userName: name, password });
}

export function expectDone(reply: Reply): Reply {
  if (reply.status < 300) return reply;
  throw new Error(`refused with ${reply.status}: ${reply.text}`);
}
