import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "../../src/config.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { mayAs, type Role } from "../../src/kernel/role.ts";
import { type Keeper, startKeeper } from "../../src/processes/keeper.ts";
import { Browser, type Cast, enrol, type Reply, signIn } from "../support/cast.ts";
import { EXPECTED, type Needed } from "./expected.ts";

/** Every route of the real keeper, asked for by everybody of the cast: let through, or refused with the right code. */

const ROLES = { alice: "admin", bob: "lead", chloe: "member", david: "observer" } as const;

let folder: string;
let keeper: Keeper;
let cast: Cast;
let stranger: Browser;
let program: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-rights-"));
  const origin = "http://127.0.0.1:9";
  keeper = await startKeeper(readSettings({ data: folder, console: "127.0.0.1:0", origin }), silentLog);
  cast = await enrol(keeper.url, keeper.setupLink);
  stranger = new Browser(keeper.url);
  const token = readFileSync(join(folder, "keys", "console.token"), "utf8").trim();
  program = new Browser(keeper.url, { authorization: `Bearer ${token}` });
}, 30_000);
afterAll(async () => {
  await keeper.stop("the test is over");
  rmSync(folder, { recursive: true, force: true });
});

/** What the guard says; a room's own refusals come after it. */
const GUARD = ["not-signed-in", "not-allowed", "wrong-token", "foreign-page", "wrong-host"];

/** A value of every named part that is nobody's and nothing's, so that a call that is let through changes nothing. */
const addressOf = (path: string): string => path.replace(/:\w+/g, "nothing-there");

async function ask(browser: Browser, route: string, headers: Record<string, string> = {}): Promise<Reply> {
  const [method = "", path = ""] = route.split(" ");
  // An unknown field: no act takes this body.
  return browser.ask(method, addressOf(path), method === "GET" ? undefined : { nothing: true }, headers);
}

const verdict = ({ code, status }: Reply): string =>
  code !== undefined && GUARD.includes(code) ? `${status} ${code}` : "let through";

function expectedFor(needed: Needed, role: Role | undefined): string {
  if (needed === "nobody") return "let through";
  if (role === undefined) return "401 not-signed-in";
  return mayAs(role, needed === "person" ? "observer" : needed) ? "let through" : "403 not-allowed";
}

test("every route is in the table of who may what, with what it needs, and nothing else is", () => {
  const mounted = keeper.routes.map(({ method, path, needs }) => [`${method} ${path}`, needs] as const);
  const expected = Object.entries(EXPECTED).map(([route, needed]) => [
    route,
    needed === "person" ? "observer" : needed,
  ]);
  expect(Object.fromEntries(mounted)).toEqual(Object.fromEntries(expected));
  expect(new Set(mounted.map(([route]) => route)).size).toBe(mounted.length);
});

describe.each(Object.entries(EXPECTED))("%s", (route, needed) => {
  test(`is for ${needed}`, async () => {
    const found: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const name of ["alice", "bob", "chloe", "david"] as const) {
      const { browser } = cast[name];
      found[name] = verdict(await ask(browser, route));
      expected[name] = expectedFor(needed, ROLES[name]);
      if (browser.session === undefined) await signIn(browser, name);
    }
    for (const [name, browser] of [
      ["emma, who is shut out", cast.emma.browser],
      ["a stranger", stranger],
    ] as const) {
      found[name] = verdict(await ask(browser, route));
      expected[name] = expectedFor(needed, undefined);
    }
    found.token = verdict(await ask(program, route));
    expected.token = needed === "person" ? "403 not-allowed" : "let through";
    found["a wrong token"] = verdict(await ask(stranger, route, { authorization: "Bearer wrong" }));
    expected["a wrong token"] = needed === "nobody" ? "let through" : "403 wrong-token";
    expect(found).toEqual(expected);
  });

  test("answers to no other name, and acts for no page of another site", async () => {
    const { browser } = cast.alice;
    expect(verdict(await ask(browser, route, { host: "evil.example" }))).toBe("421 wrong-host");
    if (route.startsWith("GET ")) return;
    for (const headers of [
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      { origin: "null", "sec-fetch-site": "cross-site" },
      { origin: keeper.url, "sec-fetch-site": "same-site" },
    ]) {
      expect(verdict(await ask(browser, route, headers))).toBe("403 foreign-page");
    }
  });
});

test("none of the addresses that better-auth would serve by itself is there", async () => {
  const paths = [
    "sign-in/email",
    "sign-up/email",
    "sign-in/username",
    "get-session",
    "list-sessions",
    "update-user",
  ];
  for (const path of [...paths, "two-factor/enable", "callback/oidc", "sign-in/social", "ok", "error"]) {
    for (const base of ["/api/auth", "/api", ""]) {
      const { status } = await stranger.ask("POST", `${base}/${path}`, {});
      expect({ path: `${base}/${path}`, status }).toEqual({ path: `${base}/${path}`, status: 405 });
      expect((await stranger.get(`${base}/${path}`)).status).toBe(404);
    }
  }
});

test("nobody lost a right or gained one by all that", async () => {
  const { people } = (await program.get("/api/people")).json as {
    people: { id: string; role: string; state: string }[];
  };
  const found = Object.fromEntries(people.map(({ id, role, state }) => [id, `${role} ${state}`]));
  expect(found).toEqual({
    [cast.alice.id]: "admin active",
    [cast.bob.id]: "lead active",
    [cast.chloe.id]: "member active",
    [cast.david.id]: "observer active",
    [cast.emma.id]: "lead disabled",
  });
});
