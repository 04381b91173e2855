import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDeaf } from "../../../test/support/fault-server/sockets.ts";
import { routeError, whyNotConnected } from "./errno.ts";

const folder = mkdtempSync(join(tmpdir(), "beffroi-errno-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a probe of `url` in a shell of its own, and gives what it printed. */
async function elsewhere(shell: string, url: string, times: number): Promise<string> {
  const program = join(folder, `${crypto.randomUUID()}.ts`);
  writeFileSync(
    program,
    `import { makeProbe } from ${JSON.stringify(join(import.meta.dir, "index.ts"))};
    const probe = makeProbe({ version: "0", contact: "", resolvers: ["127.0.0.1:9"], allowPrivate: ["0.0.0.0/0"], timeoutMs: 1_500 });
    const target = { site: 1, check: "http", url: ${JSON.stringify(url)} };
    const attempts = await Promise.all(Array.from({ length: ${times} }, () => probe.probe(target)));
    console.log([...new Set(attempts.map(({ failure, detail }) => failure + ":" + detail))].join(" "));
    process.exit(0);`,
  );
  const command = `${shell} ${process.execPath} --no-install --no-env-file ${program}`;
  const child = Bun.spawn(["sh", "-c", command], { stdio: ["ignore", "pipe", "pipe"] });
  const [said, complained] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return said + complained;
}

test("a port that refuses is told from one that says nothing", async () => {
  const [refusing, full] = [startDeaf(false), startDeaf(true)];
  expect(await whyNotConnected("127.0.0.1", refusing.port)).toBe("ECONNREFUSED");
  expect(await whyNotConnected("127.0.0.1", full.port)).toBeUndefined();
  expect(await routeError("127.0.0.1", refusing.port)).toBeUndefined();
  refusing.stop();
  full.stop();
});

test("a network without a way to it is not a refusal", async () => {
  // In a network namespace of its own a process has no way to anywhere. Where none may be made, that is what is said.
  const unshare = process.getuid?.() === 0 ? "unshare -n" : "unshare -rn";
  const said = await elsewhere(unshare, "http://203.0.113.1/", 1);
  expect(said).toMatch(/^tcp\.net_unreachable:ENETUNREACH\n$|unshare.*(not permitted|denied|failed)/);
}, 30_000);

test("this machine out of descriptors is a fault of ours, never a site's", async () => {
  const listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  const said = await elsewhere("ulimit -n 60; exec", `http://127.0.0.1:${listener.port}/`, 100);
  listener.stop(true);
  expect(said).toContain("prober.fault:EMFILE");
  expect(said).not.toMatch(/tcp\.|dns\./);
}, 30_000);
