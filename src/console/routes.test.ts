import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Cast, TOKEN } from "../../test/support/console-harness.ts";
import { scenes } from "../../test/support/console-scenes.ts";
import { coverageSchema } from "../gateway/events.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { ErrorBody } from "../kernel/answer.ts";
import { type Console, startConsole } from "./index.ts";
import { BODY_BYTES_MAX } from "./routes.ts";

const calm =
  scenes.calm ??
  (() => {
    throw new Error("no scene");
  })();
const cast = new Cast(calm);
let running: Console;

beforeAll(async () => {
  running = await startConsole({ listen: "127.0.0.1:0", hosts: ["console.ville.lan"] }, cast.dependencies());
});
afterAll(() => running.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(running.url + path, { headers });
const refusal = async (response: Response) => ((await response.json()) as ErrorBody).error;

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(running.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

describe("reading", () => {
  test("/api/status tells version, gateways, sites and the journal's head", async () => {
    const status = (await (await get("/api/status")).json()) as Record<string, unknown>;
    expect(status).toMatchObject({
      version: "0.1.0",
      demo: true,
      siteUrls: ["http://127.0.0.1:8080"],
      gateways: [{ worker: 0, connected: true }],
      sites: [{ site: "mairie", posture: "calm" }],
      journal: { entries: cast.journal.count(), head: { n: cast.journal.count() } },
    });
    expect(status.at).toBe(cast.clock.now());
  });

  test("/api/journal pages from the newest to the oldest without loss or repeat", async () => {
    const seen: number[] = [];
    let before = "";
    for (let more = true; more; ) {
      const page = (await (await get(`/api/journal?limit=3${before}`)).json()) as {
        entries: { position: number }[];
        more: boolean;
      };
      seen.push(...page.entries.map(({ position }) => position));
      before = `&before=${seen.at(-1)}`;
      more = page.more;
    }
    expect(seen).toEqual(
      Array.from({ length: cast.journal.count() }, (_, index) => cast.journal.count() - index),
    );
  });

  test.each(["limit=0", "limit=201", "limit=x", "before=-1", "before=1.5"])(
    "/api/journal?%s is refused with its place",
    async (query) => {
      const response = await get(`/api/journal?${query}`);
      expect(response.status).toBe(400);
      expect(await refusal(response)).toMatchObject({ code: "bad-request", where: query.split("=")[0] });
    },
  );

  test("/api/sites/:site/coverage gives what would not survive, and refuses an unknown site", async () => {
    const response = await get("/api/sites/mairie/coverage");
    expect(coverageSchema.parse(await response.json()).missing.length).toBeGreaterThan(0);
    const unknown = await get("/api/sites/marie/coverage");
    expect(unknown.status).toBe(404);
    expect(await refusal(unknown)).toMatchObject({ code: "unknown-site", remedy: "Sites here: mairie." });
    expect((await get(`/api/sites/${"x".repeat(101)}/coverage`)).status).toBe(400);
  });

  test("/healthz says ok", async () => {
    expect(await (await get("/healthz")).text()).toBe("ok\n");
  });

  test("every answer carries the headers that bind the page", async () => {
    for (const path of ["/", "/api/status", "/nothing", "/metrics", "/api/journal?limit=0"]) {
      const { headers } = await get(path);
      expect(headers.get("content-security-policy")).toContain(
        "default-src 'none'; script-src 'self'; style-src 'self'",
      );
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
    }
  });

  test("what is not there is refused, and so is a wrong method", async () => {
    expect((await get("/nothing")).status).toBe(404);
    expect((await get("/../package.json")).status).toBe(404);
    expect((await get("/%2e%2e/%2e%2e/package.json")).status).toBe(404);
    expect((await fetch(`${running.url}/api/status`, { method: "DELETE" })).status).toBe(405);
    expect((await fetch(`${running.url}/`, { method: "POST" })).status).toBe(405);
    expect((await get("/api/sites/mairie/purge")).status).toBe(404);
  });
});

describe("acts", () => {
  test.each([
    [
      "purge",
      { by: "url", target: "/contact" },
      { name: "purge", by: "url", target: "/contact" },
      { removed: 3 },
    ],
    ["purge", { by: "prefix", target: "/" }, { name: "purge", by: "prefix", target: "/" }, { removed: 3 }],
    ["crawl", {}, { name: "crawl" }, { started: true }],
    ["crawl", "", { name: "crawl" }, { started: true }],
    ["posture", { posture: "siege" }, { name: "pin", posture: "siege" }, { posture: "siege" }],
    ["posture", { posture: null }, { name: "pin", posture: null }, { posture: null }],
  ])("%s %j reaches the gateway", async (act, body, command, result) => {
    const response = await post(`/api/sites/mairie/${act}`, body);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(result as never);
    expect(cast.commands.at(-1)).toEqual({ site: "mairie", command } as never);
  });

  const acts = ["purge", "crawl", "posture"];
  test.each(acts)("%s without the token, or with another, is refused and does nothing", async (act) => {
    const before = cast.commands.length;
    cast.signedIn = false;
    const bare = await fetch(`${running.url}/api/sites/mairie/${act}`, { method: "POST", body: "{}" });
    cast.signedIn = true;
    expect(bare.status).toBe(401);
    expect(await refusal(bare)).toMatchObject({ code: "not-signed-in" });
    for (const given of [
      "Bearer x",
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      `Basic ${TOKEN}`,
      "Bearer ",
      TOKEN,
    ]) {
      const response = await post(`/api/sites/mairie/${act}`, {}, { authorization: given });
      expect(response.status).toBe(403);
    }
    expect(cast.commands.length).toBe(before);
  });

  test.each([
    ["purge", {}],
    ["purge", { by: "regex", target: "/" }],
    ["purge", { by: "url", target: "" }],
    ["purge", { by: "url", target: "x".repeat(2049) }],
    ["purge", { by: "url", target: "/", more: 1 }],
    ["purge", []],
    ["crawl", { now: true }],
    ["crawl", "null"],
    ["posture", {}],
    ["posture", { posture: "panic" }],
    ["posture", "{"],
  ])("%s with %j is refused with its place", async (act, body) => {
    const before = cast.commands.length;
    const response = await post(`/api/sites/mairie/${act}`, body);
    expect(response.status).toBe(400);
    const { code, what, where, remedy } = await refusal(response);
    expect([code, what !== "", where !== "", remedy !== ""]).toEqual(["bad-request", true, true, true]);
    expect(cast.commands.length).toBe(before);
  });

  test("a body that is not JSON by its type is refused, so that no form of another site can send one", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"]) {
      expect((await post("/api/sites/mairie/crawl", {}, { "content-type": type })).status).toBe(415);
    }
  });

  test("a body over the bound is refused, declared or not", async () => {
    const large = JSON.stringify({ by: "url", target: "x".repeat(BODY_BYTES_MAX) });
    expect((await post("/api/sites/mairie/purge", large)).status).toBe(413);
    const streamed = await fetch(`${running.url}/api/sites/mairie/purge`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: new Blob([large]).stream(),
    });
    expect(streamed.status).toBe(413);
    expect((await post("/api/sites/mairie/purge", "x".repeat(200_000))).status).toBe(413);
  });

  test("an unknown site and an absent gateway are told apart", async () => {
    expect((await post("/api/sites/marie/crawl", {})).status).toBe(404);
    cast.gatewaysConnected = false;
    const away = await post("/api/sites/mairie/crawl", {});
    cast.gatewaysConnected = true;
    expect(away.status).toBe(503);
    expect(away.headers.get("retry-after")).toBe("5");
    expect(await refusal(away)).toMatchObject({ code: "no-gateway" });
  });
});

describe("the name that a browser uses", () => {
  const statusOf = async (host: string) => (await get("/api/status", { host })).status;

  test.each([
    "localhost",
    "localhost:9000",
    "127.0.0.1",
    "127.9.9.9:8440",
    "[::1]:8440",
    "beffroi.localhost",
    "CONSOLE.ville.lan:8440",
  ])("%s is ours", async (host) => {
    expect(await statusOf(host)).toBe(200);
  });

  test.each([
    "evil.example",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "10.0.0.5",
    "[2001:db8::1]",
    "a,b",
    "x@y",
  ])("%s is refused", async (host) => {
    const response = await get("/api/status", { host });
    expect(response.status).toBe(421);
    expect(await refusal(response)).toMatchObject({ code: "wrong-host" });
  });

  test("acts are refused too, before the token is looked at", async () => {
    expect((await post("/api/sites/mairie/crawl", {}, { host: "evil.example" })).status).toBe(421);
  });
});

describe("listening", () => {
  test("on a port in use is refused with what to do", async () => {
    const listen = new URL(running.url).host;
    const second = startConsole({ listen, hosts: [] }, new Cast(calm).dependencies());
    const error = await second.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).code).toBe("address-in-use");
    expect((error as Refusal).remedy).toContain("--console");
  });

  test("on an address that is not of this machine is refused", async () => {
    const elsewhere = startConsole({ listen: "192.0.2.1:8440", hosts: [] }, new Cast(calm).dependencies());
    expect(await elsewhere.catch((reason: Refusal) => reason.code)).toBe("address-unusable");
  });

  test("without a built page the API answers and / says how to build it", async () => {
    const bare = await startConsole(
      { listen: "127.0.0.1:0", hosts: [] },
      new Cast(calm).dependencies({ webFolder: "/nonexistent" }),
    );
    const page = await fetch(bare.url);
    expect(page.status).toBe(503);
    expect(await refusal(page)).toMatchObject({ code: "not-built", where: "/nonexistent" });
    expect((await fetch(`${bare.url}/api/status`)).status).toBe(200);
    await bare.stop();
  });

  test("a fault of ours is a plain 500 and goes to the log", async () => {
    const logged: string[] = [];
    const broken = await startConsole(
      { listen: "127.0.0.1:0", hosts: [] },
      new Cast(calm).dependencies({
        log: (level, message) => logged.push(`${level} ${message}`),
        command: async () => {
          throw new TypeError("secret detail");
        },
      }),
    );
    const response = await fetch(`${broken.url}/api/sites/mairie/coverage`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret detail");
    expect(logged).toEqual(["error the console failed on a request"]);
    await broken.stop();
  });
});
