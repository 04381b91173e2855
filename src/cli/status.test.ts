import { afterAll, beforeAll, describe, expect, spyOn, test } from "bun:test";
import { Cast } from "../../test/support/console-harness.ts";
import { type Scene, scenes } from "../../test/support/console-scenes.ts";
import { describe as linesOf, isWell, run, type Status } from "./status.ts";

const scene = (name: string): Scene => scenes[name] ?? { demo: false, hasDigests: false, sites: [] };

/** What the console would answer in a scene. */
function statusOf(name: string, ageMs = 500): Status {
  const cast = new Cast(scene(name), undefined, 900);
  const latest = cast.past.at(-1);
  return {
    version: "0.1.0",
    at: (latest?.at ?? cast.clock.now()) + ageMs,
    demo: cast.scene.demo,
    siteUrls: ["http://127.0.0.1:8080"],
    gateways: latest === undefined ? [] : [{ worker: 0, connected: true, lastDigestAtMs: latest.at }],
    sites: latest?.sites ?? [],
    sitesAt: latest?.at ?? null,
    journal: { entries: cast.journal.count(), head: cast.journal.head() },
  };
}
const first = (name: string, ageMs?: number) => linesOf(statusOf(name, ageMs))[0];

describe("the first line", () => {
  test("is the posture of the site in one sentence", () => {
    expect(first("calm")).toBe("mairie: calm. The site answers.");
    expect(first("strained")).toStartWith("mairie: strained. The origin is slow or failing");
    expect(first("siege")).toBe(
      "mairie: siege. The site is flooded and answers. 3 citizens waiting, 0 turned away in the last second.",
    );
    expect(first("siege-lost")).toMatch(/ citizens waiting, [1-9]\d* turned away in the last second\.$/);
    expect(first("sealed")).toBe(
      "mairie: sealed. The origin is gone; the site is served from the copy of 2026-11-22T14:03:59Z (84 min old).",
    );
    expect(first("sealed-without-copy")).toContain("there is no copy");
    expect(first("sealed-with-part")).toContain("an incomplete copy of 52 pages");
  });

  test("comes once a site", () => {
    expect(
      linesOf(statusOf("several"))
        .slice(0, 3)
        .map((line) => line.split(":")[0]),
    ).toEqual(["mairie", "mediatheque", "portail-famille-et-petite-enfance"]);
  });

  test("calls no old figure the present", () => {
    expect(first("calm", 60_000)).toBe(
      "No figures since 2026-11-22T15:27:59Z: the gateway is away from the keeper.",
    );
    expect(linesOf(statusOf("calm", 60_000)).join()).not.toContain("last second");
    expect(first("empty")).toContain("No figures yet");
    expect([isWell(statusOf("calm")), isWell(statusOf("calm", 60_000)), isWell(statusOf("empty"))]).toEqual([
      true,
      false,
      false,
    ]);
    expect(isWell(statusOf("sealed-without-copy"))).toBe(false);
  });

  test("in a siege all is well as long as no citizen is turned away", () => {
    expect(statusOf("siege").sites[0]?.window.unavailable).toBeGreaterThan(0);
    expect([isWell(statusOf("siege")), isWell(statusOf("siege-lost"))]).toEqual([true, false]);
  });

  test("the figures name the limit found, who waits, demand, and the waiting page", () => {
    const text = linesOf(statusOf("siege")).join("\n");
    expect(text).toContain("limit        8 of 9 places taken, found (page 3, search 4, form 2)");
    expect(text).toMatch(/demand {7}\d+\.\d times what the origin can do; longest wait 1900 ms/);
    expect(text).toMatch(/waiting page \d+ given in the last second, \d+ came back; \d+ tickets given/);
    const [calm] = statusOf("calm").sites;
    if (calm === undefined) throw new Error("no site");
    const unknown = { ...calm, guard: { ...calm.guard, limit: 0, capacityMs: 0 } };
    const early = linesOf({ ...statusOf("calm"), sites: [unknown] }).join("\n");
    expect(early).toContain("limit        not found yet");
    expect(early).toContain("demand       capacity not measured yet");
  });
});

describe("beffroi status", () => {
  let server: ReturnType<typeof Bun.serve>;
  let answer = () => Response.json(statusOf("calm"));
  beforeAll(() => {
    server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => answer() });
  });
  afterAll(() => server.stop(true));

  async function ran(args: string[]): Promise<{ code: number; out: string; err: string }> {
    const out = spyOn(process.stdout, "write").mockImplementation(() => true);
    const err = spyOn(process.stderr, "write").mockImplementation(() => true);
    try {
      const code = await run(args);
      const text = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join("");
      return { code, out: text(out), err: text(err) };
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
  }

  test("prints lines, or JSON", async () => {
    const address = `127.0.0.1:${server.port}`;
    const plain = await ran(["--console", address]);
    expect([plain.code, plain.err]).toEqual([0, ""]);
    expect(plain.out).toStartWith("mairie: calm.");
    const json = await ran(["--json", "--console", address]);
    expect(JSON.parse(json.out)).toEqual(JSON.parse(JSON.stringify(statusOf("calm"))));
  });

  test("says in one line that Beffroi does not run", async () => {
    const free = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => new Response() });
    const address = `127.0.0.1:${free.port}`;
    await free.stop(true);
    const { code, out, err } = await ran(["--console", address]);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe(
      `beffroi status: console ${address}: Beffroi does not answer here. Start it with npm start, or name its console with --console IP:PORT.\n`,
    );
  });

  test("tells another program from Beffroi", async () => {
    for (const other of [
      () => new Response("hello"),
      () => new Response("no", { status: 404 }),
      () => Response.json({}),
    ]) {
      answer = other;
      const { code, err } = await ran(["--console", `127.0.0.1:${server.port}`]);
      expect([code, err.trimEnd().split("\n").length]).toEqual([1, 1]);
      expect(err).toContain("is not this version's console");
    }
  });

  test("refuses what it does not know", async () => {
    expect((await ran(["--jsno"])).code).toBe(2);
    expect((await ran(["mairie"])).code).toBe(2);
    expect((await ran(["--console", "a b"])).code).toBe(1);
  });
});
