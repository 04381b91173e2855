import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/**
 * The most careless origin that can be thought of. It finds its page whatever stands around the name in the path, obeys
 * every header that overrides method, path or host, prints into the page and into headers whatever the request says, and
 * declares all of it public as its profile wants. Whatever a shared cache keeps of that for others, others will see.
 *
 *   compte-PROFILE-N    a page for one visitor: prints cookies, authorisation and keys
 *   reflect-PROFILE-N   a page for everybody that prints the request
 *
 * A page begins with "PAGE name", says "END" when it is whole, and names its language.
 */
export type MarkingOrigin = { port: number; requests(): number; stop(): void };

/** What an origin may say about storing: from nothing to outright wrong. */
export const PRIVATE_PROFILES = {
  silent: {},
  validators: { ETag: '"v1"', "Last-Modified": "Mon, 05 Jan 2026 09:00:00 GMT" },
  private: { "Cache-Control": "private, max-age=300" },
  nostore: { "Cache-Control": "no-store" },
  wrong: { "Cache-Control": "public, max-age=300" },
  shared: { "Cache-Control": "s-maxage=300" },
  expires: { Expires: "Fri, 01 Jan 2038 00:00:00 GMT" },
  stylesheet: { "Cache-Control": "public, max-age=300, immutable", "Content-Type": "text/css" },
  cookie: { "Set-Cookie": "sid_learned=SELF; Path=/", "Cache-Control": "public, max-age=300" },
  vary: { "Cache-Control": "public, max-age=300", Vary: "Cookie" },
  revalidate: {
    "Cache-Control": "public, max-age=300, stale-while-revalidate=300, stale-if-error=300",
    ETag: '"v1"',
  },
} as const satisfies Record<string, Record<string, string>>;

export const PUBLIC_PROFILES = {
  public: { "Cache-Control": "public, max-age=300" },
  silent: {},
  validators: {
    "Cache-Control": "public, max-age=300",
    ETag: '"v1"',
    "Last-Modified": "Mon, 05 Jan 2026 09:00:00 GMT",
  },
  stale: { "Cache-Control": "max-age=0, stale-while-revalidate=300" },
  language: { "Cache-Control": "public, max-age=300", Vary: "Accept-Language" },
  flood: { "Cache-Control": "public, max-age=300", Vary: "X-Flavour, Accept-Language" },
  redirect: { "Cache-Control": "public, max-age=300" },
  script: { "Cache-Control": "public, max-age=300", "Content-Type": "text/javascript" },
} as const satisfies Record<string, Record<string, string>>;

type Profile = Record<string, string>;

const OVERSIZED_BYTES = 4_000;
const IDENTITY = ["cookie", "authorization", "x-api-key", "x-auth-token", "x-remote-user"];

export function startMarkingOrigin(): Promise<MarkingOrigin> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () =>
      send(request, response, reply(request, Buffer.concat(pieces).toString("latin1"))),
    );
    request.on("error", () => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const stop = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ port, requests: () => requests, stop });
    });
  });
}

type Reply = { status: number; headers: Profile; text: string };

function reply(request: IncomingMessage, body: string): Reply {
  const head = (name: string) => String(request.headers[name] ?? "");
  const target = head("x-original-url") || head("x-rewrite-url") || (request.url ?? "/");
  const overrides = ["x-http-method-override", "x-method-override", "x-http-method"].map(head);
  const method = overrides.find((value) => value !== "") ?? request.method;
  const found = /(compte|reflect)-([a-z]+)-(\d+)/.exec(readAsMuchAsPossible(target));
  if (found === null) return { status: 404, headers: {}, text: "PAGE none\nEND\n" };
  const [name, kind, profile = ""] = found;
  const profiles: Record<string, Profile> = kind === "compte" ? PRIVATE_PROFILES : PUBLIC_PROFILES;
  const headers = { "Content-Type": "text/html", ...profiles[profile] };
  if (Object.values(request.headers).some((value) => String(value).length > OVERSIZED_BYTES)) {
    return { status: 400, headers, text: "PAGE too large\nEND\n" };
  }
  if (method !== "GET" && method !== "HEAD") {
    return { status: 200, headers, text: `PAGE changed by ${method} ${body}\nEND\n` };
  }
  const language = /^[a-z]{2}/.exec(head("accept-language"))?.[0] ?? "fr";
  if (kind !== "compte") return reflection(request, { name, profile, headers, language, body, target });
  const identity = IDENTITY.map(head).filter((value) => value !== "");
  const text = `PAGE ${name}\nlang=${language}\nBonjour ${identity.join(", ") || "anonyme"}\nEND\n`;
  return { status: 200, headers, text };
}

type Reflected = {
  name: string;
  profile: string;
  headers: Profile;
  language: string;
  body: string;
  target: string;
};

/** A page for everybody that repeats the request: links from the host, a header from the path, the rest in the text. */
function reflection(request: IncomingMessage, page: Reflected): Reply {
  const head = (name: string) => String(request.headers[name] ?? "");
  const host = head("x-forwarded-host") || head("x-host") || head("x-original-host") || head("host");
  const scheme = head("x-forwarded-proto") || head("x-forwarded-scheme") || "http";
  const port = head("x-forwarded-port") === "" ? "" : `:${head("x-forwarded-port")}`;
  const base = `${scheme}://${host}${port}${head("x-forwarded-prefix")}`;
  const headers: Profile = { ...page.headers, "X-Canonical": printable(`${base}/${page.name}`) };
  if (page.profile === "redirect") {
    const location = printable(`${base}/${page.name}/`);
    return { status: 302, headers: { ...headers, Location: location }, text: `PAGE ${page.name}\nEND\n` };
  }
  const lines = [
    `PAGE ${page.name}`,
    `lang=${page.language}`,
    `<link rel=canonical href="${base}${page.target}">`,
    `search ${page.body || page.target.slice(page.target.indexOf("?") + 1)}`,
    ...request.rawHeaders,
    "END",
  ];
  return { status: 200, headers, text: `${lines.join("\n")}\n` };
}

/** Conditions, ranges and HEAD as a real server does them, and as carelessly: the status changes, the headers stay. */
function send(request: IncomingMessage, response: ServerResponse, { status, headers, text }: Reply): void {
  const body = Buffer.from(text, "latin1");
  const { ETag: tag } = headers;
  if (status === 200 && tag !== undefined && request.headers["if-none-match"] === tag) {
    response.writeHead(304, headers).end();
    return;
  }
  const range = status === 200 ? /^bytes=(\d+)-(\d*)$/.exec(String(request.headers.range ?? "")) : null;
  if (range !== null) {
    const first = Number(range[1]);
    const part = body.subarray(first, range[2] === "" ? undefined : Number(range[2]) + 1);
    const place = `bytes ${first}-${first + part.length - 1}/${body.length}`;
    response.writeHead(206, { ...headers, "Content-Range": place, "Content-Length": part.length }).end(part);
    return;
  }
  response.writeHead(status, { ...headers, "Content-Length": body.length });
  response.end(request.method === "HEAD" ? undefined : body);
}

/** Decodes twice, as chains of servers do, and folds case and backslashes. */
function readAsMuchAsPossible(target: string): string {
  let text = target;
  for (let round = 0; round < 2; round++) {
    text = text.replace(/%([0-9a-f]{2})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  }
  return text.toLowerCase().replaceAll("\\", "/");
}

const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, "?");
