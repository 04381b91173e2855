import { describe, expect, test } from "bun:test";
import { Refusal } from "../kernel/refusal.ts";
import type { DrillPlanInput } from "./events.ts";
import { NotLoopback } from "./loopback.ts";
import { endpointOf, makePlan } from "./plan.ts";

const good: DrillPlanInput = { target: "http://127.0.0.1:8080", host: "ville.example", site: "demo-town" };

describe("a plan", () => {
  test("comes with its defaults: ten times the published attack", () => {
    const plan = makePlan(good);
    expect(plan.attack).toMatchObject({
      requestsPerSecond: 2_200,
      sources: 948,
      grade: 1,
      ramp: "published",
    });
    expect(plan.site.name).toBe("Ville de Démo");
  });

  test.each([
    "http://10.0.0.1:8080",
    "http://localhost:8080",
    "http://127.0.0.1.example.org/",
    "http://127.0.0.1@192.0.2.1/",
    "http://[::ffff:127.0.0.1]:80/",
    "http://0.0.0.0:80",
    "nowhere",
  ])("to %s is refused, as target, oracle and count", (url) => {
    expect(() => makePlan({ ...good, target: url })).toThrow(NotLoopback);
    expect(() => makePlan({ ...good, oracle: url })).toThrow(NotLoopback);
    expect(() => makePlan({ ...good, count: url })).toThrow(NotLoopback);
  });

  test.each<[string, DrillPlanInput]>([
    ["rate", { ...good, attack: { requestsPerSecond: 20_001 } }],
    ["time", { ...good, calmSeconds: 10, floodSeconds: 586, afterSeconds: 5 }],
    ["sockets", { ...good, attack: { socketsMax: 19_000, slowConnections: 1_001 } }],
  ])("beyond the bounds is refused: %s", (_, plan) => {
    expect(() => makePlan(plan)).toThrow("more than a drill ever does");
  });

  test("at the bounds is taken", () => {
    const attack = { requestsPerSecond: 20_000, socketsMax: 19_000, slowConnections: 1_000 };
    expect(
      makePlan({ ...good, attack, calmSeconds: 10, floodSeconds: 585, afterSeconds: 5 }).attack.socketsMax,
    ).toBe(19_000);
  });

  test("with a mistake names the place", () => {
    expect(() => makePlan({ ...good, attack: { grade: 4 as 1 } })).toThrow("attack.grade");
    expect(() => makePlan({ ...good, site: "marseille" as "demo-town" })).toThrow(Refusal);
  });

  test("speaks plain HTTP only", () => {
    expect(() => makePlan({ ...good, target: "https://127.0.0.1:8443" })).toThrow("plain HTTP/1.1 only");
    expect(endpointOf("http://[::1]:81")).toEqual({ host: "::1", port: 81 });
    expect(endpointOf("http://127.0.0.1")).toEqual({ host: "127.0.0.1", port: 80 });
  });
});
