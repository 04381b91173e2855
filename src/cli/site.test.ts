import { afterAll, beforeAll, beforeEach, describe, expect, spyOn, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Coverage } from "../gateway/events.ts";
import { describe as describeCoverage, run } from "./site.ts";

const COVERAGE: Coverage = {
  site: "mairie",
  pagesKnown: 190,
  pagesKept: 182,
  visits: 8_000,
  visitsKept: 7_999,
  missing: [{ target: "/compte", visits: 1, because: "sets a cookie" }],
  snapshotAgeMs: 3 * 3_600_000,
};

type Asked = { method: string; path: string; authorization: string | null; body: unknown };

let server: Bun.Server<undefined>;
let folder: string;
let sites: string[];
let asked: Asked[];
let reply: (asked: Asked) => Response;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-cli-"));
  mkdirSync(join(folder, "keys"));
  writeFileSync(join(folder, "keys", "console.token"), "secret\n");
  server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname === "/api/status")
        return Response.json({ version: "1", sites: sites.map((site) => ({ site })) });
      const body = request.method === "POST" ? await request.json() : undefined;
      const one = {
        method: request.method,
        path: pathname,
        authorization: request.headers.get("authorization"),
        body,
      };
      asked.push(one);
      return reply(one);
    },
  });
});
afterAll(async () => {
  await server.stop(true);
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  sites = ["mairie"];
  asked = [];
  reply = () => Response.json(COVERAGE);
});

/** Runs the command as a person would; gives what it wrote and its exit code. */
async function beffroiSite(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: "", err: "" };
  const out = spyOn(process.stdout, "write").mockImplementation((text) => {
    written.out += text;
    return true;
  });
  const err = spyOn(process.stderr, "write").mockImplementation((text) => {
    written.err += text;
    return true;
  });
  try {
    return { code: await run(args), ...written };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
const here = () => ["--console", `127.0.0.1:${server.port}`, "--data", folder];

describe("beffroi site coverage", () => {
  test("says the share in its first line, for the one site there is", async () => {
    const { code, out, err } = await beffroiSite("coverage", ...here());
    expect(out.split("\n")[0]).toBe(
      "mairie: 95.7 % of the pages (182 of 190) and 99.9 % of last week's visits would survive without the origin.",
    );
    expect(out).toContain("ended 3 h ago");
    expect(out).toContain("1  /compte  (sets a cookie)");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(asked).toEqual([
      { method: "GET", path: "/api/sites/mairie/coverage", authorization: "Bearer secret", body: undefined },
    ]);
  });

  test("gives JSON to programs", async () => {
    const { out } = await beffroiSite("coverage", "mairie", "--json", ...here());
    expect(JSON.parse(out)).toEqual(COVERAGE);
  });

  test("finds it wanting when there is no copy", async () => {
    reply = () => Response.json({ ...COVERAGE, pagesKept: 0, snapshotAgeMs: null });
    const { code, out } = await beffroiSite("coverage", ...here());
    expect(code).toBe(1);
    expect(out).toStartWith("mairie: nothing would survive");
  });

  test("asks which of several sites is meant", async () => {
    sites = ["mairie", "theatre"];
    const { code, err } = await beffroiSite("coverage", ...here());
    expect(code).toBe(1);
    expect(err).toContain("Name one of them: mairie, theatre.");
    sites = [];
    expect((await beffroiSite("coverage", ...here())).err).toContain("No site has reported yet.");
  });
});

describe("acts", () => {
  test("carry the token of the data folder", async () => {
    reply = () => Response.json({ started: true });
    const { code, out } = await beffroiSite("crawl", ...here());
    expect(code).toBe(0);
    expect(out).toContain("the crawl has started");
    const path = "/api/sites/mairie/crawl";
    expect(asked).toEqual([{ method: "POST", path, authorization: "Bearer secret", body: {} }]);
  });

  test.each([
    [["--url", "https://www.ville.fr/actualites?page=2#top"], { by: "url", target: "/actualites?page=2" }],
    [["--url", "/actualites"], { by: "url", target: "/actualites" }],
    [["--prefix", "/actualites/"], { by: "prefix", target: "/actualites/" }],
  ])("purge %j", async (options, body) => {
    reply = () => Response.json({ removed: 1 });
    const { code, out } = await beffroiSite("purge", "mairie", ...options, ...here());
    expect(code).toBe(0);
    expect(out).toContain("1 copy removed");
    expect(asked.map((one) => one.body)).toEqual([body]);
  });
});

describe("errors say in one line what, where and what to do", () => {
  const one = (err: string, ...parts: string[]) => {
    expect(err.trim().split("\n")).toHaveLength(1);
    for (const part of parts) expect(err).toContain(part);
  };

  test("not running", async () => {
    const closed = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
    const address = `127.0.0.1:${closed.port}`;
    await closed.stop(true);
    const { code, err } = await beffroiSite("coverage", "--console", address);
    expect(code).toBe(1);
    one(err, "does not answer", address, "npm start");
  });

  test("no token to be read", async () => {
    const { code, err } = await beffroiSite(
      "crawl",
      ...here().slice(0, 2),
      "--data",
      join(folder, "elsewhere"),
    );
    expect(code).toBe(1);
    one(err, "token", join(folder, "elsewhere", "keys", "console.token"), "--data");
    expect(asked).toEqual([]);
  });

  test("refused by the console", async () => {
    const error = {
      code: "wrong-token",
      what: "This is not the token.",
      where: "header",
      remedy: "Send it.",
    };
    reply = () => Response.json({ error }, { status: 403 });
    const { code, err } = await beffroiSite("crawl", ...here());
    expect(code).toBe(1);
    one(err, "This is not the token.", "Send it.");
  });

  test("something else answers there", async () => {
    reply = () => new Response("hello");
    const { code, err } = await beffroiSite("coverage", ...here());
    expect(code).toBe(1);
    one(err, "not this version's console");
    one((await beffroiSite("coverage", "--console", "not an address")).err, "IP:PORT");
  });

  test.each([
    [[]],
    [["paint"]],
    [["coverage", "a", "b"]],
    [["coverage", "--url", "/x"]],
    [["coverage", "--nonsense"]],
    [["purge"]],
    [["purge", "--url", "/x", "--prefix", "/y"]],
    [["purge", "--prefix", "actualites"]],
    [["purge", "--url", "nonsense"]],
    [["purge", "--url", "javascript:alert(1)"]],
  ])("wrong use: %j", async (args) => {
    const { code, err } = await beffroiSite(...args);
    expect(code).toBe(2);
    one(err, "usage: beffroi site");
  });
});

test("what an outsider wrote cannot move the cursor, and long lists are cut", () => {
  const missing = Array.from({ length: 60 }, (_, i) => ({
    target: `/\u001b[2J${i}`,
    visits: 0,
    because: "private\n",
  }));
  const lines = describeCoverage({ ...COVERAGE, visits: 0, visitsKept: 0, missing, snapshotAgeMs: null });
  expect(lines.join("\n")).not.toContain("\u001b");
  expect(lines.at(-1)).toContain("20 more");
  expect(lines[0]).toContain("of the pages met so far");
  expect(lines.join("\n")).toContain("No visits were counted yet.");
});
