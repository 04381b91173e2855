import { describe, expect, test } from "bun:test";
import { Cast } from "../../test/support/console-harness.ts";
import { scenes } from "../../test/support/console-scenes.ts";
import { postureSchema, routeClassSchema, type SiteDigest, standingSchema } from "../gateway/events.ts";
import {
  CITIZENS,
  drawnColumns,
  drawnOf,
  POSTURES,
  ROUTE_CLASSES,
  STANDINGS,
  siteLine,
} from "./live-messages.ts";

const besieged = new Cast(scenes.siege ?? { demo: false, hasDigests: true, sites: [] }, undefined, 900);
const site = besieged.past.at(-1)?.sites[0] as SiteDigest;

describe("what server and page say to each other", () => {
  test("has the gateway's words in its order", () => {
    expect([...STANDINGS]).toEqual(standingSchema.options);
    expect([...ROUTE_CLASSES]).toEqual(routeClassSchema.options);
    expect([...POSTURES]).toEqual(postureSchema.options);
  });

  test("a second is drawn from the digest, each column once", () => {
    const drawn = drawnOf(site);
    expect(Object.keys(drawn).sort()).toEqual([...drawnColumns].sort());
    expect(new Set(drawnColumns).size).toBe(drawnColumns.length);
    const { history, confirmed } = site.guard.classes;
    expect(drawn.citizensServed).toBe(history.served + confirmed.served);
    expect(drawn.citizensWaiting).toBe(history.waiting + confirmed.waiting);
    expect(drawn["refused.anonymous"]).toBe(site.guard.classes.anonymous.refused);
    expect([drawn.limit, drawn.atOrigin]).toEqual([site.guard.limit, site.guard.inFlight]);
    expect(drawn.challenged).toBe(site.window.challenged);
  });

  test("a site in one line tells citizens from all", () => {
    const line = siteLine(site);
    expect(line).toMatchObject({ site: "mairie", posture: "siege", requests: site.window.requests });
    expect(line.waiting).toBe(STANDINGS.reduce((sum, one) => sum + site.guard.classes[one].waiting, 0));
    expect(line.citizensWaiting).toBe(
      CITIZENS.reduce((sum, one) => sum + site.guard.classes[one].waiting, 0),
    );
    expect(line.citizensWaiting).toBeLessThan(line.waiting);
  });
});
