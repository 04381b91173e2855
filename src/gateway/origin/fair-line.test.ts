import { describe, expect, test } from "bun:test";
import type { RouteClass, Standing } from "../events.ts";
import { FairLine, PREFIX_LINE_SHARE, ROUTE_CLASSES, STANDING_RULES, STANDINGS } from "./fair-line.ts";
import { PrefixQueues, REMEMBERED_PREFIXES_MAX, Waiter } from "./prefix-queues.ts";

class Named extends Waiter {
  name = "";
}

function waiter(standing: Standing, routeClass: RouteClass, prefix: string, costMs = 100, name = ""): Named {
  const made = new Named(STANDINGS.indexOf(standing), ROUTE_CLASSES.indexOf(routeClass), prefix, costMs, 0);
  made.name = name;
  return made;
}
const anybody = () => true;
const standingOf = (one: Waiter | undefined) => STANDINGS[one?.standingIndex ?? -1];
const classOf = (one: Waiter | undefined) => ROUTE_CLASSES[one?.classIndex ?? -1];
function namesOf(line: FairLine): string[] {
  const names: string[] = [];
  for (let next = line.next(anybody); next !== undefined; next = line.next(anybody))
    names.push((next as Named).name);
  return names;
}

/** Milliseconds that each got of `rounds` services while all of them always had somebody waiting. */
function sharesOf<Key extends string>(
  rounds: number,
  make: () => readonly (readonly [Key, Waiter])[],
  keyOf: (one: Waiter) => Key,
  mayEnter = (_stranger: boolean, _classIndex: number): boolean => true,
): Partial<Record<Key, number>> {
  const line = new FairLine(1_000);
  for (let turn = 0; turn < 3; turn++) for (const [, one] of make()) line.join(one);
  const shares: Partial<Record<Key, number>> = {};
  let total = 0;
  for (let round = 0; round < rounds; round++) {
    const next = line.next(mayEnter);
    if (next === undefined) break;
    const key = keyOf(next);
    shares[key] = (shares[key] ?? 0) + next.costMs;
    total += next.costMs;
    const again = make().find(([name]) => name === key)?.[1];
    if (again !== undefined) line.join(again);
  }
  for (const key of Object.keys(shares) as Key[]) shares[key] = (shares[key] ?? 0) / total;
  return shares;
}

describe("the line's shares", () => {
  test("while all wait, each standing gets its weight in milliseconds, whatever its requests cost", () => {
    const make = () =>
      STANDINGS.map(
        (standing, index) => [standing, waiter(standing, "page", "p", 50 + 100 * (index % 3))] as const,
      );
    const shares = sharesOf(20_000, make, (one) => standingOf(one) as Standing);
    const weights = STANDINGS.reduce((sum, standing) => sum + STANDING_RULES[standing].weight, 0);
    for (const standing of STANDINGS) {
      expect(shares[standing]).toBeCloseTo(STANDING_RULES[standing].weight / weights, 2);
    }
    expect((shares.confirmed ?? 0) + (shares.anonymous ?? 0)).toBeGreaterThan(0.1);
  });

  test("what the others do not use goes to whoever waits", () => {
    const line = new FairLine(10);
    line.join(waiter("suspected", "search", "p"));
    expect(standingOf(line.next(anybody))).toBe("suspected");
    expect(line.length).toBe(0);
  });

  test("who was alone for long owes nothing when the others come", () => {
    const line = new FairLine(1_000);
    for (let turn = 0; turn < 1_000; turn++) line.charge(STANDINGS.indexOf("anonymous"), 0, 100);
    for (let turn = 0; turn < 50; turn++) {
      line.join(waiter("confirmed", "page", `c${turn}`));
      line.join(waiter("anonymous", "page", `a${turn}`));
    }
    const first: (Standing | undefined)[] = [];
    for (let turn = 0; turn < 21; turn++) first.push(standingOf(line.next(anybody)));
    expect(first.filter((standing) => standing === "anonymous").length).toBeGreaterThanOrEqual(2);
  });

  test("a flood of searches starves neither forms nor pages, in any standing", () => {
    for (const standing of STANDINGS) {
      const line = new FairLine(400);
      for (let index = 0; index < 300; index++) line.join(waiter(standing, "search", `s${index % 40}`, 230));
      line.join(waiter(standing, "form", "f", 220));
      line.join(waiter(standing, "page", "p", 120));
      const firstFour = [1, 2, 3, 4].map(() => classOf(line.next(anybody)));
      expect(firstFour).toContain("form");
      expect(firstFour).toContain("page");
    }
  });

  test("a kind that may not enter is passed over, and does not save up meanwhile", () => {
    const make = () =>
      (["search", "form", "page"] as const).map((kind) => [kind, waiter("confirmed", kind, "p")] as const);
    const search = ROUTE_CLASSES.indexOf("search");
    let turn = 0;
    const shares = sharesOf(
      2_000,
      make,
      (one) => classOf(one) as RouteClass,
      (_stranger, index) => index !== search || turn++ > 1_000,
    );
    // Passed over in the first half, it has its share of a quarter in the second half and no more.
    expect(shares.search).toBeWithin(0.05, 0.2);
    expect(shares.form ?? 0).toBeGreaterThan((shares.page ?? 0) * 1.5);
  });

  test("a network that asks much gets what the others get", () => {
    const line = new FairLine(1_000);
    for (let index = 0; index < 100; index++) line.join(waiter("anonymous", "page", "crowd"));
    for (let index = 0; index < 20; index++) line.join(waiter("anonymous", "page", `one${index}`));
    const first = Array.from({ length: 21 }, () => line.next(anybody)?.prefix);
    expect(first.filter((prefix) => prefix === "crowd").length).toBe(1);
  });

  test("a network that comes back at once does not overtake one that is still waiting", () => {
    const line = new FairLine(1_000);
    for (let index = 0; index < 50; index++) line.join(waiter("anonymous", "page", "office"));
    for (let index = 0; index < 9; index++) line.join(waiter("anonymous", "page", `robot${index}`));
    let office = 0;
    for (let turn = 0; turn < 200; turn++) {
      const next = line.next(anybody);
      if (next?.prefix === "office") office++;
      else if (next !== undefined) line.join(waiter("anonymous", "page", next.prefix));
    }
    expect(office).toBeWithin(18, 23);
  });

  test("what was really spent is charged", () => {
    const line = new FairLine(1_000);
    let staffMs = 0;
    for (let turn = 0; turn < 1_000; turn++) {
      line.join(waiter("staff", "page", "s"));
      line.join(waiter("history", "page", "h"));
      const next = line.next(anybody);
      if (next === undefined) break;
      // Staff's requests take three times what was expected.
      const factor = standingOf(next) === "staff" ? 3 : 1;
      line.correct(next.standingIndex, next.classIndex, (factor - 1) * next.costMs);
      if (factor === 3) staffMs++;
    }
    expect(staffMs).toBeWithin(240, 260);
  });
});

describe("the line's order", () => {
  test("inside a network the oldest first; among strangers the newest", () => {
    for (const [standing, expected] of [
      ["confirmed", "abc"],
      ["crawler", "abc"],
      ["anonymous", "cba"],
      ["suspected", "cba"],
    ] as const) {
      const line = new FairLine(100);
      for (const name of "abc") line.join(waiter(standing, "page", "p", 100, name));
      expect(namesOf(line).join("")).toBe(expected);
    }
  });
});

describe("the line's bounds", () => {
  test("a full line gives up the longest queue of the lowest standing", () => {
    const line = new FairLine(20);
    for (let index = 0; index < 4; index++)
      line.join(waiter("suspected", "page", `s${index}`, 100, `s${index}`));
    for (const name of "abc") line.join(waiter("anonymous", "page", "p", 100, name));
    for (let index = 0; index < 8; index++) line.join(waiter("confirmed", "form", `c${index}`));
    for (let index = 0; index < 5; index++) line.join(waiter("history", "form", `h${index}`));
    expect(line.length).toBe(20);
    const gone = [1, 2, 3, 4, 5].map(() => line.join(waiter("staff", "page", "x")) as Named | undefined);
    expect(gone.slice(0, 2).map((one) => one?.name)).toEqual(["s0", "s1"]);
    expect(standingOf(gone[2])).toBe("staff");
    const lower = [1, 2, 3].map((turn) => line.join(waiter("history", "form", `n${turn}`)) as Named);
    expect(lower.map((one) => one.name)).toEqual(["s2", "s3", "a"]);
    expect(line.length).toBe(20);
  });

  test("a standing gives way to nobody below it", () => {
    const line = new FairLine(10);
    for (let index = 0; index < 4; index++) line.join(waiter("history", "page", `h${index}`));
    for (let index = 0; index < 4; index++) line.join(waiter("confirmed", "page", `c${index}`));
    line.join(waiter("staff", "page", "s"));
    line.join(waiter("crawler", "page", "r"));
    const newcomer = waiter("suspected", "page", "x");
    expect(line.join(newcomer)).toBe(newcomer);
  });

  test("the three best standings together leave a tenth of the line", () => {
    const shares = (["staff", "history", "confirmed"] as const).map((one) => STANDING_RULES[one].lineShare);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(0.9);
    const line = new FairLine(200);
    for (const standing of ["staff", "history", "confirmed"] as const) {
      for (let index = 0; index < 300; index++) line.join(waiter(standing, "page", `p${index}`));
    }
    for (let index = 0; index < 300; index++) line.join(waiter("anonymous", "page", `p${index}`));
    expect(line.waitingOf(STANDINGS.indexOf("anonymous"))).toBe(20);
    expect(line.length).toBe(200);
  });

  test("a network has its share of the line and no more", () => {
    for (const standing of ["confirmed", "anonymous"] as const) {
      const line = new FairLine(100);
      const gone = Array.from({ length: 60 }, (_, index) =>
        line.join(waiter(standing, "page", "p", 100, `${index}`)),
      );
      expect(line.length).toBe(100 * PREFIX_LINE_SHARE);
      expect((gone[25] as Named).name).toBe(standing === "confirmed" ? "25" : "0");
    }
  });

  test("a robot with many requests pushes out its own, not who has one", () => {
    const line = new FairLine(40);
    for (let index = 0; index < 21; index++) line.join(waiter("anonymous", "page", `one${index}`));
    for (let index = 0; index < 200; index++) line.join(waiter("anonymous", "search", "robot"));
    const waiting = new Set<string>();
    for (let next = line.next(anybody); next !== undefined; next = line.next(anybody))
      waiting.add(next.prefix);
    expect(waiting.size).toBe(22);
  });

  test("a million networks leave no more behind than the bounds allow", () => {
    const queues = new PrefixQueues(true);
    for (let index = 0; index < 1_000_000; index++) {
      queues.join(waiter("anonymous", "search", `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`));
      queues.take();
    }
    expect(queues.prefixes).toBe(0);
    expect(queues.rememberedPrefixes).toBe(REMEMBERED_PREFIXES_MAX);
    const line = new FairLine(512);
    for (let index = 0; index < 100_000; index++) line.join(waiter("anonymous", "search", `10.${index}`));
    expect(line.length).toBe(384);
  });
});
