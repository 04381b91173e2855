import { describe, expect, test } from "bun:test";
import { Flights, WAITERS_MAX } from "./flights.ts";

describe("one request for all who ask", () => {
  test("the first leads, the others get what it brings", async () => {
    const flights = new Flights<string>(1_000);
    const flight = flights.lead("/a");
    expect(flights.lead("/a")).toBeUndefined();
    const others = [flights.join("/a"), flights.join("/a")];
    expect(flights.waiting).toBe(2);
    flight?.land({ shared: "page" });
    expect(await Promise.all(others)).toEqual([{ shared: "page" }, { shared: "page" }]);
    expect(flights.waiting).toBe(0);
    expect(flights.join("/a")).toBeUndefined();
    expect(flights.lead("/a")).toBeDefined();
  });

  test("waiting ends: nobody hangs on a leader that never lands", async () => {
    const flights = new Flights<string>(10);
    flights.lead("/a");
    expect(await flights.join("/a")).toBe("late");
    expect(flights.waiting).toBe(0);
  });

  test("the number of those who wait is bounded", async () => {
    const flights = new Flights<string>(60_000);
    const flight = flights.lead("/a");
    const waiting = Array.from({ length: WAITERS_MAX }, () => flights.join("/a"));
    expect(await flights.join("/a")).toBe("late");
    flight?.land({ shared: undefined });
    expect((await Promise.all(waiting)).length).toBe(WAITERS_MAX);
    expect(flights.waiting).toBe(0);
  });
});
