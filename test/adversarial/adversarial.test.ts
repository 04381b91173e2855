import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Beffroi, startGateway } from "../../bench/harness/beffroi.ts";
import { judge } from "./case.ts";
import { DECEPTION_FORMS } from "./deception.ts";
import { startLeakyCache } from "./leaky-cache.ts";
import { type MarkingOrigin, startMarkingOrigin } from "./marking-origin.ts";
import { caseAt, runCases } from "./run-cases.ts";

/** A part of the 10,000 that the gateway's bench runs; the same numbers are the same cases. */
const CASES = 2_000;
const RUN_MS_MAX = 60_000;

let origin: MarkingOrigin;
let gateway: Beffroi;
const folder = mkdtempSync(join(tmpdir(), "beffroi-adversarial-"));

beforeAll(async () => {
  origin = await startMarkingOrigin();
  gateway = await startGateway(folder, { origin: origin.port, site: ["crawl = false"] }, undefined);
}, RUN_MS_MAX);

afterAll(async () => {
  await gateway.process.stop();
  origin.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("web cache deception and poisoning, through the running gateway", () => {
  test(
    `in ${CASES} cases no innocent visitor sees a secret, an attacker's text or a wrong page`,
    async () => {
      const outcome = await runCases(gateway.port, CASES);
      expect(outcome.findings).toEqual([]);
      expect(outcome.cases).toBe(CASES);
      // The attacks were answered by pages worth stealing, not refused at the door.
      expect(outcome.marked).toBeGreaterThan(CASES);
    },
    RUN_MS_MAX,
  );

  test("the suite finds a cache that leaks", async () => {
    const leaky = await startLeakyCache(origin.port);
    const { findings } = await runCases(leaky.port, 300);
    leaky.stop();
    const seen = (what: string) => findings.filter((finding) => finding.what.startsWith(what)).length;
    expect(seen("saw the secret")).toBeGreaterThan(20);
    expect(seen("saw the attacker's text")).toBeGreaterThan(10);
    expect(findings.filter(({ name }) => name.startsWith("deception")).length).toBeGreaterThan(20);
  });

  test("a number is always the same case, and there are at least 40 forms of deception", () => {
    expect(caseAt(41)).toEqual(caseAt(41));
    expect(caseAt(41)).not.toEqual(caseAt(43));
    expect(new Set(DECEPTION_FORMS).size).toBe(DECEPTION_FORMS.length);
    expect(DECEPTION_FORMS.length).toBeGreaterThanOrEqual(40);
  });
});

describe("what an innocent visitor may see", () => {
  const page = { page: "reflect-public-1", language: "fr" };
  const request = {
    from: 1,
    method: "GET",
    target: "/",
    host: "h",
    headers: [],
    innocent: true,
    mustSee: page,
  };
  const whole = "HTTP/1.1 200 OK\r\n\r\nPAGE reflect-public-1\nlang=fr\nEND\n";

  test("the page", () => expect(judge(request, { status: 200, text: whole })).toBeUndefined());

  test("the own secret, nobody else's", () => {
    const text = `${whole}SECRET-1-2-z`;
    expect(judge({ ...request, ownSecret: "SECRET-1-2-z" }, { status: 200, text })).toBeUndefined();
    expect(judge({ ...request, ownSecret: "SECRET-1-1-z" }, { status: 200, text })).toBe(
      "saw the secret SECRET-1-2-z",
    );
  });

  test.each([
    [200, whole.replace("OK", "attacker"), "saw the attacker's text"],
    [200, whole.replace("END", "Location: http://www.ville.example:6666/"), "saw the attacker's text"],
    [400, whole, "got status 400"],
    [200, whole.replace("public-1", "public-2"), "did not get"],
    [200, whole.replace("END\n", ""), "cut short"],
    [200, whole.replace("fr", "de"), "in another language"],
  ])("not %d %p", (status, text, what) => expect(judge(request, { status, text })).toContain(what));
});
