import { describe, expect, spyOn, test } from "bun:test";
import fc from "fast-check";
import { guardDigestSchema } from "../events.ts";
import { Baselines } from "./baseline.ts";
import type { OriginFailure } from "./exchange.ts";
import { ROUTE_CLASSES, STANDINGS } from "./fair-line.ts";
import { ABANDONED_MS_MAX, type Entrant, OriginGuard, type Place, STRANGER_WAIT_MS } from "./guard.ts";
import { calmBaselines } from "./simulation.ts";

const soon = () => Bun.sleep(0);
const citizen: Entrant = { standing: "confirmed", routeClass: "form", route: "POST /contact", prefix: "a" };
const stranger: Entrant = {
  standing: "anonymous",
  routeClass: "search",
  route: "GET /recherche",
  prefix: "b",
};
/** The limit begins here, with baselines known and nothing seen. */
const START = 4;

function make(options: { queueMax?: number; waitMs?: number; ceiling?: number; baselines?: Baselines } = {}) {
  const clock = { nowMs: 0 };
  const guard = new OriginGuard({
    ceiling: options.ceiling ?? 64,
    queueMax: options.queueMax ?? 100,
    waitMs: options.waitMs ?? 10_000,
    baselines: options.baselines ?? calmBaselines(),
    now: () => clock.nowMs,
  });
  const passTime = (ms: number) => {
    clock.nowMs += ms;
    guard.sweep();
  };
  return { guard, clock, passTime };
}
async function fill(guard: OriginGuard, entrant = citizen): Promise<Place[]> {
  const places: Place[] = [];
  while (!guard.full) places.push(await guard.acquire(entrant));
  return places;
}
/** How a promise ended, as text; "waits" when it has not. */
function watch(promise: Promise<Place>): { now: string; place?: Place } {
  const seen: { now: string; place?: Place } = { now: "waits" };
  promise.then(
    (place) => Object.assign(seen, { now: "in", place }),
    (failure: OriginFailure) => Object.assign(seen, { now: failure.code }),
  );
  return seen;
}

describe("the door to the origin", () => {
  test("lets in as many as it may; the next one enters when one leaves", async () => {
    const { guard } = make();
    const places = await fill(guard);
    expect([places.length, guard.inFlight, guard.limit]).toEqual([START, START, START]);
    const next = watch(guard.acquire(citizen));
    await soon();
    expect([next.now, guard.queued]).toEqual(["waits", 1]);
    places[0]?.release();
    places[0]?.release();
    await soon();
    expect([next.now, guard.queued, guard.inFlight]).toEqual(["in", 0, START]);
  });

  test("never lets in more than the ceiling", async () => {
    const { guard } = make({ ceiling: 1 });
    expect((await fill(guard)).length).toBe(1);
  });

  test("refuses at once when the line is full", async () => {
    const { guard } = make({ queueMax: 1 });
    await fill(guard);
    const waits = watch(guard.acquire(citizen));
    const refused = watch(guard.acquire({ ...citizen, prefix: "c" }));
    await soon();
    expect([waits.now, refused.now]).toEqual(["waits", "busy"]);
    const nobody = make({ queueMax: 0 });
    await fill(nobody.guard);
    expect(nobody.guard.acquire(citizen)).rejects.toThrow("the line is full");
  });

  test("waiting ends: in a siege for strangers earlier than for those with standing", async () => {
    const { guard, passTime } = make();
    guard.setBesieged(true);
    await fill(guard);
    const seen = [watch(guard.acquire(citizen)), watch(guard.acquire(stranger))];
    passTime(STRANGER_WAIT_MS - 1);
    await soon();
    expect(seen.map((one) => one.now)).toEqual(["waits", "waits"]);
    passTime(1);
    await soon();
    expect(seen.map((one) => one.now)).toEqual(["waits", "busy"]);
    passTime(10_000 - STRANGER_WAIT_MS);
    await soon();
    expect([seen[0]?.now, guard.queued]).toEqual(["busy", 0]);
  });

  test("by the machine's clock waiting ends by itself, and no timer is left when nobody waits", async () => {
    const started = spyOn(globalThis, "setInterval");
    const stopped = spyOn(globalThis, "clearInterval");
    const guard = new OriginGuard({ ceiling: 8, queueMax: 9, waitMs: 30, baselines: new Baselines() });
    const places = await fill(guard);
    expect(started).toHaveBeenCalledTimes(0);
    const seen = watch(guard.acquire(citizen));
    await Bun.sleep(150);
    expect(seen.now).toBe("busy");
    const timers = started.mock.results.map((result) => result.value);
    expect(timers.length).toBe(1);
    expect(stopped.mock.calls.some(([timer]) => timer === timers[0])).toBe(true);
    for (const place of places) place.release();
    started.mockRestore();
    stopped.mockRestore();
  });

  test("who gives up leaves the line at once and leaves nothing behind", async () => {
    const { guard } = make();
    const places = await fill(guard);
    const gone = new AbortController();
    const seen = watch(guard.acquire(citizen, gone.signal));
    gone.abort();
    await soon();
    expect([seen.now, guard.queued]).toEqual(["aborted", 0]);
    expect(guard.acquire(citizen, gone.signal)).rejects.toThrow("left");
    const later = new AbortController();
    const unhooked = spyOn(later.signal, "removeEventListener");
    const admitted = watch(guard.acquire(citizen, later.signal));
    places[0]?.release();
    await soon();
    later.abort();
    await soon();
    expect([admitted.now, guard.inFlight]).toEqual(["in", START]);
    expect(unhooked).toHaveBeenCalledTimes(1);
  });

  test("a place that was abandoned stays taken for what the request still takes", async () => {
    const { guard, passTime } = make();
    const [first, second] = await fill(guard);
    passTime(55);
    first?.abandon();
    first?.abandon();
    expect(guard.inFlight).toBe(START);
    passTime(140);
    expect(guard.inFlight).toBe(START);
    passTime(20);
    expect(guard.inFlight).toBe(START - 1);
    second?.abandon();
    second?.release();
    expect(guard.inFlight).toBe(START - 2);
    first?.release();
    expect(guard.inFlight).toBe(START - 2);
  });

  test("an abandoned place is free again in any case after a while", async () => {
    const baselines = new Baselines();
    for (let index = 0; index < 5; index++) baselines.observe("form", "POST /lent", 100_000);
    const { guard, passTime } = make({ baselines });
    (await guard.acquire({ ...citizen, route: "POST /lent" })).abandon();
    passTime(ABANDONED_MS_MAX);
    expect(guard.inFlight).toBe(0);
  });

  test("narrows to a probe and opens again", async () => {
    const { guard, passTime } = make();
    const places = await fill(guard);
    guard.narrow({ max: 2, waitMs: 2_000 });
    expect([guard.limit, guard.full]).toEqual([2, true]);
    const seen = [watch(guard.acquire(citizen)), watch(guard.acquire(citizen))];
    places[0]?.release();
    places[1]?.release();
    await soon();
    expect(seen.map((one) => one.now)).toEqual(["waits", "waits"]);
    places[2]?.release();
    await soon();
    expect([seen[0]?.now, guard.inFlight]).toEqual(["in", 2]);
    passTime(2_000);
    await soon();
    expect(seen[1]?.now).toBe("busy");
    const third = watch(guard.acquire(citizen));
    guard.narrow(undefined);
    await soon();
    expect([third.now, guard.limit]).toEqual(["in", START]);
  });

  test("failures shrink it, errors of single pages and visitors who leave do not", async () => {
    for (const [fails, limit] of [
      [(place: Place) => place.failed("timeout"), 2],
      [(place: Place) => place.failed("reset"), 2],
      [(place: Place) => place.answered(20, 503), 2],
      [(place: Place) => place.answered(20, 500), START],
      [(place: Place) => place.failed("aborted"), START],
    ] as const) {
      const { guard } = make();
      for (const place of await fill(guard)) fails(place);
      expect(guard.limit).toBe(limit);
    }
  });

  test("learns the baseline in calm, and only from answers that waited for nobody", async () => {
    const learned = async (calm: boolean, others: number) => {
      const baselines = new Baselines();
      for (let index = 0; index < 5; index++) baselines.observe("form", "POST /contact", 100);
      const { guard } = make({ baselines });
      guard.setCalm(calm);
      for (let index = 0; index < others; index++) await guard.acquire(stranger);
      for (let index = 0; index < 20; index++) {
        const place = await guard.acquire(citizen);
        place.answered(120, 200);
        place.release();
      }
      return baselines.expected("form", "POST /contact");
    };
    expect(await learned(true, 0)).toBeCloseTo(116);
    expect(await learned(false, 0)).toBe(100);
    expect(await learned(true, 3)).toBe(100);
  });
});

describe("what a second looked like", () => {
  test("all standings and kinds are told; counts begin anew, levels stay", async () => {
    const { guard, passTime } = make({ queueMax: 3 });
    await fill(guard);
    const waiting = [citizen, stranger, stranger, stranger, stranger].map((one) => watch(guard.acquire(one)));
    passTime(400);
    await soon();
    const digest = guardDigestSchema.parse(guard.take());
    expect(digest.limit).toBe(START);
    expect(digest.inFlight).toBe(START);
    expect(digest.capacityMs).toBe(START * 1_000);
    expect(digest.demandMs).toBeCloseTo(5 * 205 + 4 * 230);
    expect(digest.oldestWaitMs).toBe(400);
    expect(Object.keys(digest.classes)).toEqual([...STANDINGS]);
    expect(Object.keys(digest.routes)).toEqual([...ROUTE_CLASSES]);
    expect(digest.classes.confirmed).toEqual({ waiting: 1, served: START, refused: 0 });
    const ended = waiting.filter((one) => one.now === "busy").length;
    expect(digest.classes.anonymous).toEqual({ waiting: 4 - ended, served: 0, refused: ended });
    expect(digest.routes.form).toMatchObject({ inFlight: START, waiting: 1, served: START });
    expect(digest.routes.search.calmMs).toBeCloseTo(230);
    const next = guard.take();
    expect([next.demandMs, next.classes.confirmed.served, next.classes.anonymous.refused]).toEqual([0, 0, 0]);
    expect(next.classes.confirmed.waiting).toBe(1);
    expect(make({ baselines: new Baselines() }).guard.take().routes.page.calmMs).toBeNull();
  });
});

describe("whatever comes and goes", () => {
  type Step =
    | { act: "ask"; standing: number; kind: number; prefix: number }
    | { act: "leave" | "abort" | "abandon"; which: number }
    | { act: "wait"; ms: number };
  const index = fc.nat({ max: 50 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        act: fc.constant("ask" as const),
        standing: fc.nat({ max: 5 }),
        kind: fc.nat({ max: 2 }),
        prefix: fc.nat({ max: 3 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ act: fc.constant("leave" as const), which: index }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant("abort" as const), which: index }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant("abandon" as const), which: index }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant("wait" as const), ms: fc.nat({ max: 4_000 }) }) },
  );

  test("nobody is lost or served twice, and never are more inside than may be", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120 }), async (steps) => {
        const { guard, passTime } = make({ queueMax: 12 });
        const asked: { seen: { now: string; place?: Place }; gone: AbortController }[] = [];
        const held: Place[] = [];
        const admitted = new Set<Place>();
        const settle = async () => {
          await soon();
          for (const { seen } of asked) {
            if (seen.place === undefined || admitted.has(seen.place)) continue;
            admitted.add(seen.place);
            held.push(seen.place);
          }
        };
        for (const one of steps) {
          if (one.act === "ask") {
            const gone = new AbortController();
            const entrant: Entrant = {
              standing: STANDINGS[one.standing] ?? "staff",
              routeClass: ROUTE_CLASSES[one.kind] ?? "page",
              route: "GET /",
              prefix: `${one.prefix}`,
            };
            asked.push({ seen: watch(guard.acquire(entrant, gone.signal)), gone });
          } else if (one.act === "wait") passTime(one.ms);
          else if (one.act === "abort") asked[one.which % Math.max(asked.length, 1)]?.gone.abort();
          else {
            const [place] = held.splice(one.which % Math.max(held.length, 1), 1);
            if (one.act === "leave") place?.release();
            else place?.abandon();
          }
          await settle();
          const waiting = asked.filter(({ seen }) => seen.now === "waits").length;
          expect(guard.queued).toBe(waiting);
          expect(guard.queued).toBeLessThanOrEqual(12);
          expect(guard.inFlight).toBeLessThanOrEqual(guard.limit);
          expect(guard.inFlight).toBeGreaterThanOrEqual(held.length);
          expect(waiting > 0 && !guard.full).toBe(false);
        }
        for (let turn = 0; turn < 40 && guard.inFlight > 0; turn++) {
          for (const place of held.splice(0)) place.release();
          passTime(ABANDONED_MS_MAX);
          await settle();
        }
        expect([guard.inFlight, guard.queued]).toEqual([0, 0]);
        expect(asked.every(({ seen }) => seen.now !== "waits")).toBe(true);
        expect(asked.filter(({ seen }) => seen.now === "in").length).toBe(admitted.size);
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  test("a flood of networks leaves a bounded line, and the door works on", async () => {
    const { guard } = make({ queueMax: 512 });
    const places = await fill(guard);
    let refused = 0;
    for (let turn = 0; turn < 200_000; turn++) {
      guard.acquire({ ...stranger, prefix: `10.${turn}` }).catch(() => refused++);
      if (turn % 10_000 === 0) await soon();
    }
    await soon();
    expect(guard.queued).toBeLessThanOrEqual(512);
    expect(refused).toBe(200_000 - guard.queued);
    const next = watch(guard.acquire(citizen));
    places[0]?.release();
    await soon();
    expect(next.now).toBe("in");
  });
});
