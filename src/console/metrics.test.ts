import { describe, expect, test } from "bun:test";
import { Cast } from "../../test/support/console-harness.ts";
import { scenes } from "../../test/support/console-scenes.ts";
import { type Digest, type SiteDigest, standingSchema } from "../gateway/events.ts";
import { type MetricsInput, metricsText, Totals } from "./metrics.ts";

const cast = new Cast(scenes.siege ?? { demo: false, hasDigests: true, sites: [] }, undefined, 900);
const latest = cast.past.at(-1) as Digest;

function input(change: Partial<MetricsInput> = {}): MetricsInput {
  const totals = new Totals();
  for (const digest of cast.past) totals.add(digest);
  const gateways = [{ worker: 0, connected: true, lastDigestAtMs: latest.at }];
  return {
    version: "0.1.0",
    nowMs: latest.at + 500,
    gateways,
    latest,
    totals,
    entries: 9,
    listeners: 2,
    ...change,
  };
}

const SAMPLE =
  /^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="(\\.|[^"\\\n])*",?)+\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/;

describe("/metrics", () => {
  test("is Prometheus text: each metric has HELP and TYPE once, before its samples", () => {
    const text = metricsText(input());
    expect(text.endsWith("\n")).toBe(true);
    const described = new Set<string>();
    let current = "";
    for (const line of text.trimEnd().split("\n")) {
      if (line.startsWith("# HELP ")) {
        current = line.split(" ")[2] ?? "";
        expect(described.has(current)).toBe(false);
        described.add(current);
      } else if (line.startsWith("# TYPE ")) {
        expect(line).toMatch(new RegExp(`^# TYPE ${current} (gauge|counter)$`));
      } else {
        expect(line).toMatch(SAMPLE);
        expect(line.split(/[{ ]/)[0]).toBe(current);
      }
    }
    expect(described.size).toBeGreaterThan(20);
  });

  test("counters are the sums of all seconds since the start", () => {
    const requests = cast.past.reduce((sum, digest) => sum + (digest.sites[0]?.window.requests ?? 0), 0);
    expect(metricsText(input())).toContain(`beffroi_requests_total{site="mairie"} ${requests}\n`);
  });

  test("who was served and who was turned away are counted by standing, and what by class of routes", () => {
    const sumOf = (read: (site: SiteDigest) => number) =>
      cast.past.reduce((sum, { sites }) => sum + read(sites[0] as SiteDigest), 0);
    const text = metricsText(input());
    for (const one of standingSchema.options) {
      const served = sumOf(({ guard }) => guard.classes[one].served);
      const refused = sumOf(({ guard }) => guard.classes[one].refused);
      expect(text).toContain(`beffroi_origin_served_total{site="mairie",standing="${one}"} ${served}\n`);
      expect(text).toContain(`beffroi_origin_refused_total{site="mairie",standing="${one}"} ${refused}\n`);
    }
    const forms = sumOf(({ guard }) => guard.routes.form.served);
    expect(text).toContain(`beffroi_route_served_total{site="mairie",route="form"} ${forms}\n`);
    const pages = sumOf(({ window }) => window.challenged);
    expect(text).toContain(`beffroi_waiting_pages_total{site="mairie"} ${pages}\n`);
  });

  test("the door in front of the origin is told in base units", () => {
    const text = metricsText(input());
    const { guard } = latest.sites[0] as SiteDigest;
    expect(text).toContain(`beffroi_origin_limit{site="mairie"} ${guard.limit}\n`);
    expect(text).toContain(
      `beffroi_origin_oldest_wait_seconds{site="mairie"} ${guard.oldestWaitMs / 1000}\n`,
    );
    expect(text).toContain(`beffroi_origin_waiting{site="mairie",standing="anonymous"} 120\n`);
    expect(text).toContain(`beffroi_route_calm_seconds{site="mairie",route="search"} 0.21\n`);
  });

  test("counters stay and levels go when the gateway is silent", () => {
    const text = metricsText(input({ nowMs: latest.at + 60_000, gateways: [] }));
    expect(text).toContain("beffroi_requests_total{");
    expect(text).toContain("beffroi_gateway_last_digest_age_seconds 60\n");
    expect(text).not.toContain("beffroi_in_flight");
    expect(text).not.toContain("beffroi_origin_waiting");
    expect(text).toContain("beffroi_origin_refused_total{");
    expect(text).not.toContain("beffroi_posture");
  });

  test("one posture of four is 1", () => {
    const lines = metricsText(input())
      .split("\n")
      .filter((line) => line.startsWith("beffroi_posture{"));
    expect(lines.map((line) => line.slice(-1)).sort()).toEqual(["0", "0", "0", "1"]);
  });

  test("what is unknown is left out, not zero", () => {
    const site = { ...(latest.sites[0] as Digest["sites"][0]), coveragePages: null, snapshotAtMs: null };
    const text = metricsText(input({ latest: { ...latest, sites: [site] } }));
    expect(text).not.toContain("beffroi_coverage_pages_ratio{");
    expect(text).not.toContain("beffroi_snapshot_age_seconds{");
  });

  test("labels are escaped", () => {
    expect(metricsText(input({ version: 'a"b\\c\nd' }))).toContain(
      'beffroi_build_info{version="a\\"b\\\\c\\nd"} 1\n',
    );
  });

  test("before the first figures it is still well formed", () => {
    const text = metricsText(input({ latest: undefined, totals: new Totals(), gateways: [] }));
    for (const line of text.trimEnd().split("\n"))
      expect(line.startsWith("#") || SAMPLE.test(line)).toBe(true);
  });
});
