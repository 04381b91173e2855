import { afterEach, describe, expect, test } from "bun:test";
import { page, startTown, type Town, until } from "../../test/support/town.ts";

let town: Town;
afterEach(async () => {
  await town.stop();
});
const siege = () => town.gateway.obey("ville", { name: "pin", posture: "siege" });

describe("learned parameters", () => {
  const answer = (_: Request, url: URL) =>
    page(`page ${url.searchParams.get("page") ?? 1}`, { "cache-control": "max-age=60" });

  test("one that never changes the page leaves key and request; one that does stays", async () => {
    town = await startTown({ answer });
    await town.get("/agenda");
    for (const value of ["a", "b", "c"]) await town.get(`/agenda?source=${value}`);
    await town.get("/agenda?page=2");
    const before = town.asked.length;
    expect(await (await town.get("/agenda?source=d")).text()).toContain("page 1");
    expect(town.asked.length).toBe(before);
    expect(await (await town.get("/agenda?page=3&source=e")).text()).toContain("page 3");
    expect(town.asked.at(-1)).toBe("GET /agenda?page=3");
  });

  test("in a siege an unknown parameter of a known route is dropped, and nothing is learned", async () => {
    town = await startTown({ answer });
    await town.get("/agenda");
    for (const value of [2, 3]) await town.get(`/agenda?page=${value}`);
    await siege();
    const before = town.asked.length;
    for (let n = 0; n < 20; n++) await town.get(`/agenda?x${n}=${n}`);
    expect(town.asked.length).toBe(before);
    expect(await (await town.get("/agenda?page=4")).text()).toContain("page 4");
  });

  test("what was learned survives a restart", async () => {
    town = await startTown({ answer });
    await town.get("/agenda");
    for (const value of ["a", "b", "c"]) await town.get(`/agenda?source=${value}`);
    await town.restart();
    await town.get("/agenda?source=z");
    expect(town.asked.at(-1)).toBe("GET /agenda");
  });
});

describe("cookies that nobody knows", () => {
  test("one that never changes a page becomes harmless", async () => {
    town = await startTown({ answer: () => page("accueil", { "cache-control": "max-age=60" }) });
    await town.get("/");
    const hit = async (n: number) =>
      (await town.get("/", { cookie: `choix=${n}` })).headers.get("cache-status") === "beffroi; hit";
    expect(await hit(0)).toBe(false);
    for (let n = 1; n < 12; n++) await hit(n);
    expect(await hit(99)).toBe(true);
  });

  test("one that changes a page once stays personal", async () => {
    town = await startTown({
      answer: (request) => {
        const special = request.headers.get("cookie") === "choix=3";
        return page(special ? "grand texte" : "accueil", { "cache-control": "max-age=60" });
      },
    });
    await town.get("/");
    for (let n = 0; n < 30; n++) await town.get("/", { cookie: `choix=${n}` });
    expect(await (await town.get("/", { cookie: "choix=3" })).text()).toContain("grand texte");
    expect(await (await town.get("/")).text()).toContain("accueil");
  });
});

describe("learned public pages", () => {
  test("are demoted at once when a visitor sees something else at the same time", async () => {
    let personal = false;
    let n = 0;
    town = await startTown({ answer: () => page(personal ? `visiteur ${++n}` : "commune") });
    const asVisitor = (id: number) => town.get("/accueil", { "user-agent": `navigateur ${id}` });
    for (let id = 0; id < 4; id++) await asVisitor(id);
    personal = true;
    // Five seconds of freshness must pass before the origin is asked again.
    await until(
      async () => (await (await asVisitor(90)).text()).includes("visiteur"),
      "the next look",
      8_000,
    );
    const seen = new Set<string>();
    for (let id = 10; id < 16; id++) seen.add(await (await asVisitor(id)).text());
    expect(seen.size).toBe(6);
  }, 12_000);
});

test("a page proved public in one encoding is public in every encoding", async () => {
  town = await startTown({
    answer: (request) => {
      const html = "<html><body>commune</body></html>";
      const gzip = request.headers.get("accept-encoding")?.includes("gzip") ?? false;
      const headers = { "content-type": "text/html", vary: "Accept-Encoding" };
      if (!gzip) return new Response(html, { headers });
      return new Response(Bun.gzipSync(html), { headers: { ...headers, "content-encoding": "gzip" } });
    },
  });
  for (let n = 0; n < 3; n++)
    await town.get("/page", { "user-agent": `navigateur ${n}`, "accept-encoding": "gzip" });
  const plain = { "user-agent": "navigateur 9" };
  expect((await town.get("/page", plain)).headers.get("cache-status")).toBe("beffroi; fwd=uri-miss; stored");
  expect((await town.get("/page", plain)).headers.get("cache-status")).toBe("beffroi; hit");
});
