import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Beffroi, startGateway } from "../harness/beffroi.ts";
import { keptFolder, ROOT } from "../harness/folders.ts";
import { freePort, runToEnd, type Started, start, stopAll, waitForPort } from "../harness/process.ts";
import { type Effort, type Section, sectionMarkdown, type Table } from "../harness/section.ts";
import { type Server, startHaproxy, startNginx, startVarnish } from "../peers/peers.ts";
import {
  COOKIE_TESTS,
  type Count,
  countSuite,
  type Outcome,
  PRIVACY_TESTS,
  STALE_TESTS,
  type Suite,
} from "./cache-tests-count.ts";
import { runStaleCases, STALE_CASES, startStaleOrigin } from "./stale.ts";

const VERSION = "0.4.5";
/** Share of the tests that must pass, and what the best published reverse proxy passes of 365 (cache-tests.fyi). */
const SHARE_GOAL = 0.74;
const RUN_MS_MAX = 240_000;
/** Request headers that the suite's client adds to each request to number it; no test is about them. */
const SUITE_HEADERS = ["test-name", "test-id", "req-num"];

/** Installs the suite into a folder of its own, once. */
async function installSuite(): Promise<string> {
  const folder = keptFolder("cache-tests");
  const suite = join(folder, "node_modules/http-cache-tests");
  if (!existsSync(join(suite, "cli.mjs"))) {
    const args = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--no-save", "--ignore-scripts"];
    await runToEnd("npm", [...args, `http-cache-tests@${VERSION}`], { cwd: folder });
  }
  return suite;
}

async function startOrigin(suite: string, port: number): Promise<Started> {
  const env = {
    npm_config_protocol: "http",
    npm_config_port: String(port),
    npm_config_pidfile: join(keptFolder("cache-tests"), "origin.pid"),
  };
  const origin = start(
    "node",
    ["--require", join(ROOT, "bench/origin/loopback-only.cjs"), "server/server.mjs"],
    { cwd: suite, env },
  );
  await waitForPort(port);
  return origin;
}

/** Runs the suite's own client against one cache and reads the results that it prints as JSON. */
async function runSuite(suite: string, port: number): Promise<Record<string, Outcome>> {
  const env = { npm_config_base: `http://127.0.0.1:${port}`, npm_package_config_id: "" };
  const args = ["--no-warnings", "cli.mjs"];
  const out = await runToEnd("node", args, { cwd: suite, env, timeoutMs: RUN_MS_MAX });
  return JSON.parse(out.slice(out.indexOf("{"))) as Record<string, Outcome>;
}

async function readSuite(folder: string): Promise<Suite[]> {
  const { default: groups } = (await import(join(folder, "tests/index.mjs"))) as { default: Suite[] };
  const { default: surrogate } = (await import(join(folder, "tests/surrogate-control.mjs"))) as {
    default: Suite;
  };
  return [...groups, surrogate];
}

type Measured = { name: string; count: Count };

/** Product and peers one after the other, each before an origin of its own so that no test sees another's state. */
async function measure(effort: Effort): Promise<Measured[]> {
  const folder = await installSuite();
  const suite = await readSuite(folder);
  const beffroi = async (origin: number) => {
    const site = ["crawl = false", `unkeyed_headers = ${JSON.stringify(SUITE_HEADERS)}`];
    const started: Beffroi = await startGateway("cache-tests-beffroi", { origin, site }, undefined);
    return {
      name: "Beffroi",
      port: started.port,
      pid: started.process.pid,
      stop: () => started.process.stop(),
    };
  };
  const caches: Array<(origin: number) => Promise<Server>> = [beffroi];
  if (!effort.smoke) {
    caches.push(
      (origin) => startNginx("nginx-cache-tests.conf", origin, undefined),
      (origin) => startHaproxy("haproxy-cache-tests.cfg", origin, undefined),
      (origin) =>
        startVarnish("varnish-cache-tests.vcl", origin, undefined, [
          "default_ttl=0",
          "default_grace=0",
          "default_keep=3600",
        ]),
    );
  }
  const measured: Measured[] = [];
  for (const startCache of caches) {
    const originPort = await freePort();
    const origin = await startOrigin(folder, originPort);
    const cache = await startCache(originPort);
    const results = await runSuite(folder, cache.port);
    await cache.stop();
    await origin.stop();
    measured.push({ name: cache.name, count: countSuite(suite, results) });
  }
  return measured;
}

/** The cases of stale.ts, with the tuned configurations: what a cache can do, not only what it does unasked. */
async function measureStale(effort: Effort): Promise<{ table: Table; ours: readonly string[] }> {
  const origin = await startStaleOrigin();
  const gateway = await startGateway(
    "cache-tests-stale",
    { origin: origin.port, site: ["crawl = false"] },
    undefined,
  );
  const servers = [{ name: "Beffroi", port: gateway.port, stop: () => gateway.process.stop() }];
  const columns = [await runStaleCases(gateway.port)];
  if (!effort.smoke) {
    // Each cache asks an origin of its own that has not seen the cases yet.
    for (const startPeer of [
      (port: number) => startNginx("nginx-cache.conf", port, undefined),
      (port: number) => startHaproxy("haproxy-cache.cfg", port, undefined),
      (port: number) => startVarnish("varnish-cache.vcl", port, undefined),
    ]) {
      const own = await startStaleOrigin();
      const peer = await startPeer(own.port);
      columns.push(await runStaleCases(peer.port));
      servers.push(peer);
      own.stop();
    }
  }
  for (const server of servers) await server.stop();
  origin.stop();
  const say = (outcome: string | undefined) => (outcome === undefined ? "yes" : `no: ${outcome}`);
  const [ours = []] = columns;
  return {
    table: {
      caption:
        "Stale answers, three seconds after the first (the release on npm holds no test of stale-while-revalidate). Peers with their tuned configurations.",
      head: ["case", ...servers.map(({ name }) => name)],
      rows: STALE_CASES.map(({ name }, index) => [name, ...columns.map((column) => say(column[index]))]),
    },
    ours: STALE_CASES.flatMap(({ name }, index) =>
      ours[index] === undefined ? [] : [`${name} (${ours[index]})`],
    ),
  };
}

export async function cacheTests(effort: Effort): Promise<Section> {
  const measured = await measure(effort);
  const ours = measured[0]?.count as Count;
  const share = (count: Count) =>
    `${count.passed} of ${count.run} (${((100 * count.passed) / count.run).toFixed(1)} %)`;
  const groups = Object.keys(ours.groups);
  const names = measured.map(({ name }) => name);
  const privacy = ours.failures.filter(({ id }) => PRIVACY_TESTS.has(id));
  const stale = await measureStale(effort);
  const staleFailed = [
    ...ours.failures.filter(({ id }) => STALE_TESTS.has(id)).map(({ id }) => id),
    ...stale.ours,
  ];
  const unknown = [...PRIVACY_TESTS, ...COOKIE_TESTS, ...STALE_TESTS].filter((id) => !ours.ids.has(id));
  return {
    title: "Public cache-tests suite",
    about: `npm http-cache-tests ${VERSION}, which holds ${ours.run} tests for a shared cache (cache-tests.fyi publishes runs of a newer state with 365). A test counts as passed exactly when the suite's own report counts it: required, optimal and "check" tests alike.`,
    goals: [
      {
        what: "tests passed",
        goal: `>= ${SHARE_GOAL * 100} % (best published reverse proxy: 262 of 365, 72 %)`,
        measured: share(ours),
        met: ours.passed / ours.run >= SHARE_GOAL,
      },
      {
        what: "stale-while-revalidate and stale-if-error",
        goal: `both (suite and our own ${STALE_CASES.length} cases)`,
        measured: staleFailed.length === 0 ? "both" : `fails ${staleFailed.join(", ")}`,
        met: staleFailed.length === 0,
      },
      {
        what: `private, no-store, Authorization, Vary (${PRIVACY_TESTS.size} tests; about Set-Cookie see below)`,
        goal: "0 failures",
        measured: `${privacy.length} failures`,
        met: privacy.length === 0,
      },
    ],
    tables: [
      {
        caption: "Passed, by group. With dependencies: a test whose prerequisites fail does not count.",
        head: ["group", ...names],
        rows: [
          ["all", ...measured.map(({ count }) => share(count))],
          ["all, with dependencies", ...measured.map(({ count }) => String(count.passedWithDependencies))],
          [
            "required only",
            ...measured.map(({ count }) => `${count.required.passed} of ${count.required.run}`),
          ],
          ...groups.map((group) => [
            group,
            ...measured.map(({ count }) => `${count.groups[group]?.passed} of ${count.groups[group]?.run}`),
          ]),
        ],
      },
      {
        caption: "What Beffroi does not pass.",
        head: ["test", "kind", "what happened"],
        rows: ours.failures.map(({ id, kind, why }) => [id, kind, why]),
      },
      stale.table,
    ],
    notes: [
      `Beffroi runs with unkeyed_headers = ${SUITE_HEADERS.join(", ")}: by default it does not forward request headers that it does not know when it fills its memory, and the suite numbers its requests with these. All else is the default.`,
      `About Set-Cookie the suite asks that such an answer be stored and given to others (${[...COOKIE_TESTS].join(", ")}): Beffroi never shares a cookie and fails these on purpose.`,
      "stale-close-must-revalidate and its like cannot be passed by any reverse proxy: the suite takes the 502 of a proxy whose origin closes for a stored answer. The cases of our own look at the body.",
      "In the last table nginx and Varnish serve stale what must not be because their tuned settings (proxy_cache_use_stale, a day of grace) know no must-revalidate; without these they serve nothing stale when the origin fails.",
      ...privacy.map(({ id, why }) => `privacy test ${id} fails: ${why}`),
    ],
    faults: [
      ...(ours.run < 300 ? [`only ${ours.run} tests ran`] : []),
      ...unknown.map((id) => `the suite has no test ${id}`),
      ...[...privacy.map(({ id }) => id), ...stale.ours].map((what) => `fails ${what}`),
    ],
  };
}

if (import.meta.main) {
  const section = await cacheTests({ smoke: process.argv.includes("--smoke") }).finally(stopAll);
  console.log(sectionMarkdown(section));
}
