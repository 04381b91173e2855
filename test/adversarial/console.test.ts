import { connect } from "node:net";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readSettings } from "../../src/config.ts";
import { seeded } from "../../src/journal/testing/views-match-rebuild.ts";
import { type Keeper, startKeeper } from "../../src/processes/keeper.ts";
import { Browser, type Cast, enrol, type Reply, signIn } from "../support/cast.ts";

/** The keeper's console under whatever a hostile hand sends to its port, signed in or not. */

let folder: string;
let keeper: Keeper;
let cast: Cast;
let program: Browser;
let bob: Browser;
/** What the keeper logged as a fault: a stranger must not be able to fill the log either. */
const faults: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-hostile-"));
  const settings = readSettings({ data: folder, console: "127.0.0.1:0", origin: "http://127.0.0.1:9" });
  keeper = await startKeeper(settings, (level, message, fields) => {
    if (level === "error") faults.push(`${message} ${JSON.stringify(fields)}`);
  });
  cast = await enrol(keeper.url, keeper.setupLink, ["bob", "chloe"]);
  bob = cast.bob.browser;
  const token = readFileSync(join(folder, "keys", "console.token"), "utf8").trim();
  program = new Browser(keeper.url, { authorization: `Bearer ${token}` });
  for (const id of ["i-one", "i-two"]) await bob.post("/api/incidents", { id, title: id, kind: "other" });
  await note("i-one", "n-one");
}, 30_000);
afterAll(async () => {
  await keeper.stop("the test is over");
  rmSync(folder, { recursive: true, force: true });
});

const note = (incident: string, id: string, text = "Le pare-feu", browser = bob) =>
  browser.post(`/api/incidents/${incident}/acts/note`, { id, text, certainty: "fact" });

describe("made-up requests", () => {
  const VALUES: unknown[] = [
    ...[null, 0, -1, 1e308, true, "", "x", [], [[]], {}, { a: {} }, "__proto__", "constructor", "i-one"],
    ...[
      "n-one",
      "\0",
      "\ud800",
      "a\u202eb",
      "\u200b",
      "x".repeat(20_000),
      "é".repeat(5_000),
      "../../etc/passwd",
    ],
    ...["%2f", "=cmd|'/C calc'!A0", "<script>alert(1)</script>", "2026-11-28T01:00:00.000Z", "9".repeat(400)],
  ];
  const PARTS = [
    ...["x", "i-one", "i-two", "n-one", "%2f", "%2e%2e", "%00", "..%2f..%2fetc%2fpasswd", "%ed%a0%80", "%ff"],
    ...["__proto__", "a".repeat(3_000), "%E2%80%AE", "i-one%00", "0".repeat(64), "%"],
  ];
  const FIELDS =
    "id text certainty title kind name old new userName password code token reason into items response role changes who duty label from until to next brief entry field level fr en services phones occurredAt exercise incident step state stage value subject decider cause rule answer document decision documents publication stance speaker modality quote bodies html base64 url".split(
      " ",
    );
  const QUERY = "limit before after q types type changedAfter id name description occurredAt lang site".split(
    " ",
  );

  test("of every route are refused with a reason, and none is a fault of ours", async () => {
    const random = seeded(20_261_128);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const value = (depth = 0): unknown => {
      const kind = random();
      if (depth > 3 || kind < 0.5) return pick(VALUES);
      if (kind < 0.6) return Array.from({ length: 3 }, () => value(depth + 1));
      return Object.fromEntries(Array.from({ length: 4 }, () => [pick(FIELDS), value(depth + 1)]));
    };
    const text = (): string => {
      const kind = random();
      if (kind < 0.1) return pick(["{", "[".repeat(16_000), '{"a":'.repeat(3_000), "\0", "\ufeff{}", ""]);
      return kind < 0.15 ? '{"__proto__":{"id":"x"}}' : JSON.stringify(value());
    };
    const wrong: string[] = [];
    for (const { method, path } of keeper.routes) {
      if (path === "/api/live") continue;
      for (let n = 0; n < 12; n++) {
        const query = QUERY.filter(() => random() < 0.1).map(
          (name) => `${name}=${encodeURIComponent(String(pick(VALUES)).toWellFormed().slice(0, 500))}`,
        );
        const address = `${path.replace(/:\w+/g, () => pick(PARTS))}?${query.join("&")}`;
        const type = pick(["application/json", "application/json", "application/octet-stream", "text/plain"]);
        const body = method === "GET" ? undefined : text();
        const browser = path.startsWith("/api/account") ? cast.chloe.browser : program;
        if (cast.chloe.browser.session === undefined) await signIn(cast.chloe.browser, "chloe");
        const { status, code } = await browser.ask(method, address, body, { "content-type": type });
        // Pages that anybody reads say in their own words that there is nothing.
        const isPage = status === 404 && !path.startsWith("/api/");
        const isReasoned =
          status < 400 || status === 431 || code !== undefined || isPage || path.includes("oidc");
        if (status < 500 ? isReasoned : status === 503) continue;
        wrong.push(`${method} ${address.slice(0, 100)} ${body?.slice(0, 100)}: ${status} ${code}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(faults).toEqual([]);
  }, 120_000);

  test("that borrow an item's id from another incident change nothing there", async () => {
    expect((await note("i-two", "n-one")).code).toBe("already-exists");
    const { entry } = (await bob.get("/api/incidents/i-one")).json.items[0];
    const change = { old: "Le pare-feu", new: "Rien", reason: "x", field: "text", entry, id: "n-one" };
    expect((await bob.post("/api/incidents/i-two/acts/correct", change)).status).toBe(404);
    const weigh = { id: "n-one", old: "fact", new: "hearsay" };
    expect((await bob.post("/api/incidents/i-two/acts/weigh-note", weigh)).status).toBe(404);
    const split = { title: "x", kind: "other", items: ["n-one"], reason: "x" };
    expect((await bob.post("/api/incidents/i-two/acts/split", split)).status).toBe(404);
    expect((await bob.get("/api/incidents/i-one")).json.items[0]).toMatchObject({
      text: "Le pare-feu",
      certainty: "fact",
      changed: expect.any(Number),
      corrections: 0,
    });
  });
});

describe("every answer", () => {
  const POLICY = /frame-ancestors 'none'|^sandbox/;

  test("forbids framing, sniffing and scripts from elsewhere, also of files, reports, pages and refusals", async () => {
    const file = await bob.ask("POST", "/api/incidents/i-one/evidence?id=e-one&name=a.html", HOSTILE, {
      "content-type": "application/octet-stream",
    });
    const report = await bob.post("/api/incidents/i-one/report", {});
    const paths = [
      ...[
        "/",
        "/api/session",
        "/api/incidents",
        "/nothing",
        "/api/nothing",
        "/etat",
        "/status",
        "/etat.atom",
      ],
      ...["/healthz", "/metrics", "/api/live", "/api/incidents/i-one/dossier", "/api/journal?limit=0"],
      ...["/api/session/oidc", "/api/session/oidc/callback?code=x&state=y"],
      `/api/files/${file.json.items[0].sha256}`,
      `/api/reports/${report.json.items[0].sha256}`,
    ];
    for (const path of paths) {
      const { headers } = await bob.get(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect({ path, policy }).toEqual({ path, policy: expect.stringMatching(POLICY) });
      expect({ path, policy }).not.toEqual({ path, policy: expect.stringContaining("unsafe") });
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  test("with a file of evidence saves it, whatever it is and whatever it is called", async () => {
    for (const [n, name] of [
      "a.html",
      "a.svg",
      "a.js",
      "../../x.html",
      'x";y=.html',
      "a\r\nX-A: b",
    ].entries()) {
      const query = new URLSearchParams({ id: `e-${n}`, name });
      const sent = await bob.ask("POST", `/api/incidents/i-one/evidence?${query}`, `${HOSTILE}${n}`, {
        "content-type": "application/octet-stream",
      });
      // A name with a line break is refused.
      if (name.includes("\r")) expect(sent.code).toBe("bad-request");
      if (sent.status !== 200) continue;
      const { headers } = await bob.get(`/api/files/${sent.json.items[0].sha256}`);
      expect(headers.get("content-type")).toBe("application/octet-stream");
      expect(headers.get("content-disposition")).toMatch(
        /^attachment; filename="[^"/\\]*"; filename\*=UTF-8''[^/]*$/,
      );
    }
  });
});

const HOSTILE = `<img src=x onerror=alert(1)>"'\`</script><script>alert(1)</script>`;

describe("what people write", () => {
  const isMarkup = /<img|<script|onerror=alert\(1\)>/;

  test("is text in the report and the public pages, in every field", async () => {
    const who = { name: HOSTILE.slice(0, 128), function: HOSTILE.slice(0, 128) };
    const from = "2026-01-01T00:00:00.000Z";
    const incident = {
      id: "i-markup",
      title: HOSTILE,
      summary: HOSTILE,
      kind: "leak",
      site: HOSTILE.slice(0, 100),
    };
    const acts: [string, object][] = [
      ["note", { id: "m-1", text: HOSTILE, certainty: "hearsay", source: HOSTILE }],
      ["decide", { id: "m-2", text: HOSTILE, reason: HOSTILE, decider: who }],
      ["add-task", { id: "m-3", text: HOSTILE, owner: who }],
      ["take-duty", { id: "m-4", duty: "other", label: HOSTILE, who, from }],
      ["hand-over", { id: "m-4", next: "m-5", to: who, brief: HOSTILE }],
      ["revoke-decision", { id: "m-2", reason: HOSTILE, decider: who }],
      ["close", { reason: HOSTILE }],
    ];
    expect((await bob.post("/api/incidents", incident)).status).toBe(200);
    for (const [act, body] of acts) {
      const { status } = await bob.post(`/api/incidents/i-markup/acts/${act}`, body);
      expect({ act, status }).toEqual({ act, status: 200 });
    }
    const report = await bob.post("/api/incidents/i-markup/report", {});
    const page = await bob.get(`/api/reports/${report.json.items[0].sha256}`);
    expect(page.text).toContain("alert(1)");
    expect(page.text).not.toMatch(isMarkup);
    const words = { title: HOSTILE.slice(0, 120), text: HOSTILE };
    const statement = {
      ...{ level: "major", fr: words, en: words, hours: { fr: HOSTILE, en: HOSTILE }, old: null },
      services: [{ id: "x", fr: HOSTILE.slice(0, 80), state: "closed", note: { fr: HOSTILE, en: HOSTILE } }],
      phones: [{ fr: HOSTILE.slice(0, 80), number: "02 31 00 00 00" }],
    };
    expect((await bob.post("/api/status-page", statement)).status).toBe(200);
    for (const path of ["/etat", "/status", "/etat.atom"]) {
      const { text } = await new Browser(keeper.url).get(path);
      expect(text).toContain("alert(1)");
      expect(text).not.toMatch(isMarkup);
    }
  });

  test("is no formula in the dossier's table, no path in its archive, no line of its read-me", async () => {
    const formula = `=HYPERLINK("http://evil.example")`;
    await bob.post("/api/incidents", { id: "i-formula", title: `${formula} ../../x`, kind: "other" });
    await note("i-formula", "f-1", formula);
    const named = `/api/incidents/i-formula/evidence?${new URLSearchParams({ id: "f-2", name: "../../../etc/cron.d/x" })}`;
    await bob.ask("POST", named, "x", { "content-type": "application/octet-stream" });
    const cookie = [...bob.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const tar = await fetch(`${keeper.url}/api/incidents/i-formula/dossier`, { headers: { cookie } });
    const path = join(folder, "dossier.tar");
    await Bun.write(path, await tar.bytes());
    const names = Bun.spawnSync(["tar", "-tf", path]).stdout.toString().trim().split("\n");
    for (const name of names) expect(name).toMatch(/^beffroi-extrait-\d+\/([a-z]+\/)?[\w.-]+$/i);
    const csv = Bun.spawnSync(["tar", "-xOf", path, "--wildcards", "*/journal.csv"]).stdout.toString();
    for (const cell of csv.split(/[;\r\n]+/)) expect(cell).not.toMatch(/^"?[=+@\t-]/);
    const forged = { id: "i-lines", title: "x\nVerdict : bon", kind: "other" };
    expect((await bob.post("/api/incidents", forged)).code).toBe("bad-request");
  });
});

/** What comes back for bytes as they are, up to the first silence. */
function spoken(bytes: string): Promise<string> {
  const { hostname, port } = new URL(keeper.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let heard = "";
    let timer: Timer | undefined;
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(heard);
    };
    socket.on("data", (chunk) => {
      heard += chunk.toString("latin1");
      clearTimeout(timer);
      timer = setTimeout(end, 200);
    });
    socket.on("close", end);
    socket.on("error", end);
    socket.write(Buffer.from(bytes, "latin1"));
  });
}

describe("requests with two readings", () => {
  const HOST = "Host: 127.0.0.1\r\n";
  const JSON_TYPE = "Content-Type: application/json\r\n";
  const hidden = `GET /healthz HTTP/1.1\r\n${HOST}\r\n`;
  const post = (headers: string, body: string) =>
    `POST /api/session/sign-in HTTP/1.1\r\n${HOST}${JSON_TYPE}${headers}\r\n${body}`;

  test.each([
    ["both lengths", post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", `0\r\n\r\n${hidden}`)],
    ["two lengths", post("Content-Length: 2\r\nContent-Length: 4\r\n", `{}${hidden}`)],
    ["a length with a sign", post("Content-Length: +2\r\n", `{}${hidden}`)],
    ["a negative length", post("Content-Length: -1\r\n", hidden)],
    ["an unknown coding", post("Transfer-Encoding: xchunked\r\n", `0\r\n\r\n${hidden}`)],
    ["a coding after chunked", post("Transfer-Encoding: chunked, identity\r\n", `0\r\n\r\n${hidden}`)],
    [
      "a chunk of endless size",
      post("Transfer-Encoding: chunked\r\n", `FFFFFFFFFFFFFFFF\r\n{}\r\n${hidden}`),
    ],
    [
      "a line break in a chunk's extension",
      post("Transfer-Encoding: chunked\r\n", `2;a=\n${hidden}\r\n{}\r\n`),
    ],
    ["a folded header", `GET /healthz HTTP/1.1\r\n${HOST}X: a\r\n b\r\n\r\n`],
    ["a space before the colon", `GET /healthz HTTP/1.1\r\n${HOST}X : a\r\n\r\n`],
    ["bare line feeds", "GET /healthz HTTP/1.1\nHost: 127.0.0.1\n\n"],
    ["no host", "GET /healthz HTTP/1.1\r\n\r\n"],
    ["two hosts", `GET /healthz HTTP/1.1\r\nHost: evil.example\r\n${HOST}\r\n`],
    ["a host with a user", "GET /healthz HTTP/1.1\r\nHost: evil@127.0.0.1\r\n\r\n"],
    ["NUL in a header", `GET /healthz HTTP/1.1\r\n${HOST}X: a\0b\r\n\r\n`],
  ])("are refused: %s", async (_, bytes) => {
    const heard = await spoken(bytes);
    expect(heard).toMatch(/^HTTP\/1\.1 (400|421|505) /);
    expect(heard).not.toContain("HTTP/1.1 200");
    expect(faults).toEqual([]);
  });

  test("of a path lead to the same guard as the plain one", async () => {
    for (const path of [
      "/%61pi/people",
      "/etat/../api/people",
      "/x/%2e%2e/api/people",
      "/etat\\..\\api\\people",
    ]) {
      expect(await spoken(`GET ${path} HTTP/1.1\r\n${HOST}\r\n`)).toContain("not-signed-in");
    }
    for (const path of ["//api/people", "/API/people", "/api/people/", "/api/people;x", "/api%2fpeople"]) {
      expect((await new Browser(keeper.url).get(path)).status).not.toBe(200);
    }
  });
});

describe("cookies", () => {
  const stateWith = async (cookie: string) =>
    (await fetch(`${keeper.url}/api/session`, { headers: { cookie } }).then((answer) => answer.json())) as {
      state: string;
      person?: { userName: string };
    };

  test("that somebody planted do not become the session of who signs in", async () => {
    const planted = "a".repeat(43);
    const victim = new Browser(keeper.url);
    victim.cookies.set("beffroi-session", planted);
    expect((await signIn(victim, "chloe")).status).toBe(200);
    expect(victim.session).not.toBe(planted);
    expect((await stateWith(`beffroi-session=${planted}`)).state).toBe("signed-out");
  });

  test("of somebody else's session end it when another signs in over it", async () => {
    const mallory = new Browser(keeper.url);
    await signIn(mallory, "chloe");
    const victim = mallory.copy();
    await signIn(victim, "bob");
    expect((await stateWith(`beffroi-session=${mallory.session}`)).state).toBe("signed-out");
    expect((await victim.get("/api/session")).json.person.userName).toBe("bob");
  });

  test("beside the right one: the one under the protected name counts", async () => {
    const [chloe, own] = [new Browser(keeper.url), new Browser(keeper.url)];
    await signIn(chloe, "chloe");
    await signIn(own, "bob");
    const { person } = await stateWith(
      `beffroi-session=${chloe.session}; __Host-beffroi-session=${own.session}`,
    );
    expect(person?.userName).toBe("bob");
  });
});

test("a thousand requests at once are answered, and so is everybody after them", async () => {
  const ask = (n: number): Promise<Reply> =>
    n % 10 === 0
      ? note("i-two", `crowd-${n}`)
      : bob.get(n % 2 === 0 ? "/api/incidents" : "/api/incidents/i-one");
  const replies = await Promise.all(Array.from({ length: 1_000 }, (_, n) => ask(n)));
  expect(replies.filter(({ status }) => status !== 200)).toEqual([]);
  const { items } = (await bob.get("/api/incidents/i-two")).json;
  expect(items.filter(({ id }: { id: string }) => id.startsWith("crowd-"))).toHaveLength(100);
  expect(faults).toEqual([]);
}, 60_000);
