import { afterEach, describe, expect, test } from "bun:test";
import { type BesiegedTown, type Behaviour, startBesiegedTown, TINY_SITE } from "./besieged-town.ts";
import { SURVEY_ADDRESS } from "./citizens.ts";
import { CitizenTally } from "./citizen-tally.ts";
import { runDrill } from "./drill.ts";
import type { Act, DrillPlanInput, DrillProgress } from "./events.ts";
import { perform, type Surroundings } from "./journeys.ts";
import { Letters } from "./letters.ts";
import { Oracle } from "./oracle.ts";
import { endpointOf, makePlan } from "./plan.ts";
import { SeededRandom } from "./random.ts";
import { Visitor } from "./visitor.ts";

let town: BesiegedTown | undefined;
afterEach(() => town?.stop());

/** A town, and one visitor in it who knows from before what is right. */
async function scene(behaviour: Partial<Behaviour>, who: { script?: boolean; person?: boolean } = {}) {
  town = startBesiegedTown();
  const common = { endpoint: endpointOf(town.url), host: "ville.example", fields: "User-Agent: test\r\n" };
  const visitor = new Visitor({ ...common, address: "127.210.1.2", script: true, person: true, ...who });
  const oracle = new Oracle();
  await oracle.learn(TINY_SITE, visitor);
  Object.assign(town.behaviour, behaviour);
  const around: Surroundings = {
    site: TINY_SITE,
    oracle,
    letters: new Letters(),
    tally: new CitizenTally(performance.now(), () => "flood"),
    random: new SeededRandom(1),
    patienceMs: 2_500,
  };
  const acts = async (act: Act) => {
    const done = await perform("first-time", act, visitor, around);
    return { done, ...around.tally.phases().flood["first-time"]?.[act] };
  };
  return { town, visitor, around, acts };
}

describe("a citizen", () => {
  test.each<Act>(["read", "files", "search", "contact", "appointment", "feed", "part"])(
    "is served: %s",
    async (act) => {
      const { acts, town } = await scene({});
      expect(await acts(act)).toMatchObject({ done: 1, tried: 1, waitingPages: 0, refusals: 0 });
      expect([...town.addresses]).toEqual(["127.210.1.2"]);
    },
  );

  test("with a script waits for the proof and is let on by it, with the message whole", async () => {
    const { acts, around, town } = await scene({ siege: true });
    expect(await acts("contact")).toMatchObject({ done: 1, waitingPages: 1, within5s: 1 });
    expect(town.pressed).toHaveLength(1);
    expect(town.pressed[0]?.proved).toBe(true);
    expect(town.pressed[0]?.afterMs).toBeWithin(390, 900);
    const delivery = await around.letters.compare(async (token) => {
      const url = `${town.url}/demo/compte?jeton=${token}`;
      return (await town.tally.answer(new Request(url))?.json()) as { accepted: number; intact: boolean };
    });
    expect(delivery).toEqual({
      acknowledged: 1,
      lost: 0,
      doubled: 0,
      changed: 0,
      unseen: 0,
      receiptsShared: 0,
    });
    // The confirmed cookie holds: no second waiting page.
    expect(await acts("search")).toMatchObject({ done: 1, waitingPages: 0 });
  });

  test("without a script presses the button after a second", async () => {
    const { acts, town } = await scene({ siege: true }, { script: false });
    expect(await acts("search")).toMatchObject({ done: 1, waitingPages: 1 });
    expect(town.pressed[0]).toMatchObject({ proved: false });
    expect(town.pressed[0]?.afterMs).toBeWithin(990, 1_900);
    expect(town.asked.some((url) => url.endsWith("suite.js"))).toBe(false);
  });

  test("whose script cannot be loaded has the button still", async () => {
    const { acts, town } = await scene({ siege: true, scriptless: true });
    expect(await acts("search")).toMatchObject({ done: 1 });
    expect(town.pressed[0]).toMatchObject({ proved: false });
  });

  test("books an appointment through the waiting page, redirect included", async () => {
    const { acts } = await scene({ siege: true });
    expect(await acts("appointment")).toMatchObject({ done: 1, waitingPages: 1 });
  });

  test("comes again when told when, but not for ever", async () => {
    const { acts } = await scene({ refusals: 1 });
    expect(await acts("contact")).toMatchObject({ done: 1, refusals: 1 });
    Object.assign(town?.behaviour ?? {}, { refusals: 1_000 });
    expect(await acts("search")).toMatchObject({ done: 0, refusedForGood: 1, refusals: 3 });
  }, 20_000);

  test("notices a page that is not the page", async () => {
    const { acts } = await scene({ altered: true });
    expect(await acts("read")).toMatchObject({ done: 0, wrong: 1 });
  });

  test("that is a machine does not fill in forms, and does not come again", async () => {
    const { acts } = await scene({ siege: true }, { person: false });
    expect(await acts("search")).toMatchObject({ done: 0, refusedForGood: 1, waitingPages: 0 });
  });

  test("gives up when patience ends", async () => {
    const silent = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    const common = { host: "x", fields: "", script: false, person: true, address: "127.210.1.2" };
    const visitor = new Visitor({ ...common, endpoint: { host: "127.0.0.1", port: silent.port } });
    const startedAt = performance.now();
    const met = { waitingPages: 0, refusals: 0 };
    const landing = await visitor.click({ method: "GET", target: "/" }, startedAt + 300, met);
    expect(landing.outcome).toBe("timed-out");
    expect(performance.now() - startedAt).toBeWithin(290, 900);
    silent.stop(true);
  });
});

describe("a drill", () => {
  const planOf = (url: string, change: Partial<DrillPlanInput> = {}): DrillPlanInput => ({
    target: url,
    host: "ville.example",
    site: TINY_SITE,
    calmSeconds: 1.5,
    floodSeconds: 2,
    afterSeconds: 0.5,
    attack: { requestsPerSecond: 150, sources: 40, ramp: "at-once", slowConnections: 6, ...change.attack },
    citizens: { visitsPerSecond: 10, returning: 5, behindOneAddress: 4, patienceMs: 4_000 },
  });

  test("tells what citizens got, what the attack did, and what the origin counted", async () => {
    town = startBesiegedTown({ doubling: true });
    const { tally, url } = town;
    const said: DrillProgress[] = [];
    const result = await runDrill(makePlan(planOf(url)), {
      onProgress: (progress) => said.push(progress),
      originCount: async (token) =>
        (await tally.answer(new Request(`${url}/demo/compte?jeton=${token}`))?.json()) as {
          accepted: number;
          intact: boolean;
        },
    });
    const { attack, seconds, delivery, phases } = result;
    expect(attack.sent).toBeWithin(220, 380);
    expect(attack.sent).toBe(attack.due);
    expect(attack.answered + attack.timedOut + attack.broken).toBe(attack.sent);
    expect(attack.byStatus["200"]).toBeGreaterThan(100);
    expect(attack.slow.heldMax).toBe(6);
    expect(phases.flood.returning?.read?.done).toBeGreaterThan(0);
    const readDone = Object.values(phases.flood).reduce((sum, acts) => sum + (acts.read?.done ?? 0), 0);
    expect(result.reads.done).toBe(readDone);
    expect(phases.calm.returning?.read?.done).toBeGreaterThanOrEqual(5);
    expect(delivery?.acknowledged).toBe(delivery?.doubled as number);
    expect(delivery?.acknowledged).toBeGreaterThan(0);
    expect(seconds.reduce((sum, { attackSent }) => sum + attackSent, 0)).toBe(attack.sent);
    expect(said.map(({ phase }) => phase)).toContain("flood");
    expect(result.origin).toBeNull();
  }, 20_000);

  test("of grade 1 sends no cookie, of grade 2 keeps them, of grade 3 presses with a proof at once", async () => {
    for (const grade of [1, 2, 3] as const) {
      const besieged = startBesiegedTown({ siege: true });
      const quiet = { visitsPerSecond: 0, returning: 1, behindOneAddress: 2 };
      const plan = { ...planOf(besieged.url, { attack: { grade, slowConnections: 0 } }), citizens: quiet };
      const { attack } = await runDrill(
        makePlan({ ...plan, calmSeconds: 0, afterSeconds: 0, floodSeconds: 1 }),
      );
      await besieged.stop();
      expect(attack.pressed > 0).toBe(grade === 3);
      besieged.cookied.delete(SURVEY_ADDRESS);
      expect(besieged.cookied.size > 0).toBe(grade > 1);
      expect(besieged.pressed.every(({ proved }) => proved)).toBe(true);
      expect(besieged.pressed.length > 0).toBe(grade === 3);
    }
  }, 30_000);

  test("stays away from a site that is not the one meant", async () => {
    town = startBesiegedTown();
    const site = { ...TINY_SITE, mark: "<title>Marseille</title>" };
    await expect(runDrill(makePlan({ ...planOf(town.url), site }))).rejects.toThrow("real people");
    expect(town.asked).toHaveLength(1);
  });

  test("does not begin where nothing answers", async () => {
    town = startBesiegedTown();
    const { url } = town;
    await town.stop();
    await expect(runDrill(makePlan(planOf(url)))).rejects.toThrow("before any attack");
  });

  test("ends early when told to", async () => {
    town = startBesiegedTown();
    const ending = new AbortController();
    const startedAt = performance.now();
    const plan = makePlan({ ...planOf(town.url), calmSeconds: 0, floodSeconds: 60 });
    await runDrill(plan, {
      signal: ending.signal,
      onProgress: ({ second }) => void (second >= 0 && ending.abort()),
    });
    expect(performance.now() - startedAt).toBeLessThan(12_000);
  }, 20_000);
});
