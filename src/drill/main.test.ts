import { expect, test } from "bun:test";
import { join } from "node:path";
import { startBesiegedTown, TINY_SITE } from "./besieged-town.ts";
import { drillLineSchema, drillResultSchema } from "./events.ts";

async function drill(...words: string[]) {
  const child = Bun.spawn([process.execPath, "--no-install", join(import.meta.dir, "main.ts"), ...words], {
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { out, err, code };
}

const planTo = (target: string) => ({
  target,
  host: "ville.example",
  site: TINY_SITE,
  calmSeconds: 0.2,
  floodSeconds: 1,
  afterSeconds: 0,
  attack: { requestsPerSecond: 50, slowConnections: 0 },
  citizens: { visitsPerSecond: 2, returning: 1, behindOneAddress: 2, patienceMs: 1_000 },
});

test("gives its result as one line of JSON, or after lines of progress", async () => {
  const town = startBesiegedTown();
  const plain = await drill(JSON.stringify(planTo(town.url)));
  expect([plain.code, plain.err]).toEqual([0, ""]);
  expect(drillResultSchema.parse(JSON.parse(plain.out)).attack.sent).toBeGreaterThan(20);
  const told = await drill(JSON.stringify(planTo(town.url)), "--progress");
  const lines = told.out.trimEnd().split("\n");
  const last = drillLineSchema.parse(JSON.parse(lines.pop() ?? ""));
  expect("result" in last).toBe(true);
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect("progress" in drillLineSchema.parse(JSON.parse(line))).toBe(true);
  await town.stop();
}, 20_000);

test("refuses what is not loopback before anything is sent, in one line", async () => {
  const { code, out, err } = await drill(JSON.stringify(planTo("http://192.0.2.1:80")), "--progress");
  expect(code).toBe(1);
  expect(err).toMatch(/^drill: 192\.0\.2\.1: This is not a loopback address[^\n]*\n$/);
  expect(JSON.parse(out)).toMatchObject({ refusal: { code: "not-loopback", where: "192.0.2.1" } });
});

test("tells wrong use", async () => {
  for (const words of [[], ["{"], ["not JSON"]]) expect((await drill(...words)).code).toBe(2);
});
