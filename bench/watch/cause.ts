import { type Expected, KINDS } from "../../test/support/fault-server/index.ts";
import type { Attempt } from "../../src/watch/measure.ts";
import { makeProbe, type Probe } from "../../src/watch/probe/index.ts";
import { attemptClass } from "../../src/watch/verdict/attempt-class.ts";
import type { Effort, Section } from "../harness/section.ts";
import { startFaultProcess } from "./fault-process.ts";

const EACH = 24;
const EACH_SMOKE = 2;
const CONCURRENCY = 120;
/** What an attempt has in earnest, and in a smoke run, in ms. */
const TIMEOUT_MS = 10_000;
const TIMEOUT_SMOKE_MS = 2_500;
/** Share of DNS datagrams that are lost in the second half. */
const LOSS = 0.05;
const LAYER_GOAL = 0.99;
const CODE_GOAL = 0.97;
const CONFUSION_GOAL = 0.005;
/** A machine abroad, to which a site that knows only 127.0.0.1 is closed. */
const ABROAD = "127.0.0.9";

type Ready = { resolver: string; trust: string[]; urls: Record<string, string> };
type Told = { readonly kind: string; readonly expected: Expected; readonly attempt: Attempt };

/** Injects faults whose cause is known, and counts how often the probe names it. */
export async function cause({ smoke }: Effort): Promise<Section> {
  const each = smoke ? EACH_SMOKE : EACH;
  const calm = await injected(0, each / 2, smoke);
  const lossy = await injected(LOSS, each / 2, smoke);
  const told = [...calm, ...lossy];
  const shares = sharesOf(told);
  const goals = [
    goal("layer named", LAYER_GOAL, shares.layer),
    goal("code named", CODE_GOAL, shares.code),
    goalMost("protection taken for down", shares.protectionAsDown),
    goalMost("down taken for protection", shares.downAsProtection),
  ];
  const kinds = new Set(told.filter(({ expected }) => !isPlain(expected)).map(({ kind }) => kind));
  const count = told.filter(({ expected }) => !isPlain(expected)).length;
  return {
    title: "Which fault it was",
    about: `${count} faults of ${kinds.size} kinds and ${told.length - count} answers without one, over real sockets to a server and a resolver in a process of their own; in the second half ${LOSS * 100} % of the resolver's datagrams are lost.`,
    goals,
    tables: [table("Without loss", calm), table(`${LOSS * 100} % of DNS datagrams lost`, lossy)],
    notes: [
      "Layer: the part of a code before its dot; a certificate alone counts as tls. Code: failure, certificate, protection and whose it is, all four right.",
      `Taken for down: of the answers of a protection, those that would count against the site. Geography: one of the vantage points asks from ${ABROAD}.`,
      "The pages of protections are our own, written after their public documentation, like the signs that they are known by: how well real ones are known must be seen in the field.",
      ...misses(told),
    ],
    faults: goals.filter(({ met }) => !met).map(({ what, measured }) => `${what}: ${measured}`),
  };
}

async function injected(loss: number, each: number, smoke: boolean): Promise<Told[]> {
  const server = await startFaultProcess<Ready>("faults", String(loss));
  const { resolver, trust, urls } = server.ready;
  const options = {
    version: "bench",
    contact: "",
    resolvers: [resolver],
    allowPrivate: ["127.0.0.0/8"],
    trust,
    timeoutMs: smoke ? TIMEOUT_SMOKE_MS : TIMEOUT_MS,
  };
  const here = makeProbe(options);
  const abroad = makeProbe({ ...options, localAddress: ABROAD });
  const jobs: { kind: string; expected: Expected; url: string; probe: Probe }[] = [];
  for (let n = 1; n <= Math.max(1, Math.round(each)); n++) {
    for (const [kind, expected] of Object.entries(KINDS))
      jobs.push({ kind, expected, url: (urls[kind] as string).replace("-x0.", `-x${n}.`), probe: here });
    const closed: Expected = { failure: "ok", protection: "block" };
    jobs.push({
      kind: "by-geo, abroad",
      expected: closed,
      url: (urls["by-geo"] as string).replace("-x0.", `-x${n}.`),
      probe: abroad,
    });
  }
  const told: Told[] = [];
  let next = 0;
  const worker = async () => {
    for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
      const attempt = await job.probe.probe({ site: 1, check: "http", url: job.url });
      told.push({ kind: job.kind, expected: job.expected, attempt });
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  } finally {
    here.close();
    abroad.close();
    await server.stop();
  }
  return told;
}

const isPlain = ({ failure, certificate, protection }: Expected): boolean =>
  failure === "ok" && certificate === undefined && protection === undefined;

const layerOf = (failure: string, certificate: string | undefined): string =>
  (certificate ?? failure).split(".")[0] as string;

function isLayerRight({ expected, attempt }: Told): boolean {
  return layerOf(expected.failure, expected.certificate) === layerOf(attempt.failure, attempt.certificate);
}

function isCodeRight({ expected, attempt }: Told): boolean {
  const { failure, certificate, protection, protectionBy } = attempt;
  return (
    failure === expected.failure &&
    certificate === expected.certificate &&
    protection === (expected.protection ?? "none") &&
    protectionBy === expected.by
  );
}

function classesOf({ expected, attempt }: Told) {
  const wanted = attemptClass({ failure: expected.failure, protection: expected.protection ?? "none" });
  return { wanted, got: attemptClass(attempt), stoodIn: attempt.protection !== "none" };
}

function sharesOf(told: readonly Told[]) {
  const faults = told.filter(({ expected }) => !isPlain(expected));
  const part = (of: readonly Told[], is: (one: Told) => boolean) =>
    of.filter(is).length / Math.max(1, of.length);
  const behind = faults.filter(({ expected }) => expected.protection !== undefined);
  const down = faults.filter(
    (one) => classesOf(one).wanted === "failed" && one.expected.protection === undefined,
  );
  return {
    layer: part(told, isLayerRight),
    code: part(told, isCodeRight),
    protectionAsDown: part(
      behind,
      (one) => classesOf(one).wanted === "answered" && classesOf(one).got === "failed",
    ),
    downAsProtection: part(down, (one) => classesOf(one).stoodIn),
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
const goal = (what: string, least: number, share: number) => ({
  what,
  goal: `>= ${percent(least)}`,
  measured: percent(share),
  met: share >= least,
});
const goalMost = (what: string, share: number) => ({
  what,
  goal: `<= ${percent(CONFUSION_GOAL)}`,
  measured: percent(share),
  met: share <= CONFUSION_GOAL,
});

function table(caption: string, told: readonly Told[]) {
  const layers = new Map<string, Told[]>();
  for (const one of told) {
    const group =
      one.expected.protection === undefined
        ? layerOf(one.expected.failure, one.expected.certificate)
        : "protection";
    layers.set(group, [...(layers.get(group) ?? []), one]);
  }
  const rows = [...layers].map(([layer, own]) => {
    const { layer: right, code } = sharesOf(own);
    return [
      layer,
      String(new Set(own.map(({ kind }) => kind)).size),
      String(own.length),
      percent(right),
      percent(code),
    ];
  });
  return { caption, head: ["layer", "kinds", "answers", "layer right", "code right"], rows };
}

/** What was told wrongly, most frequent first. */
function misses(told: readonly Told[]): string[] {
  const counts = new Map<string, number>();
  for (const { kind, attempt } of told.filter((one) => !isCodeRight(one))) {
    const said = [attempt.failure, attempt.certificate, attempt.protection, attempt.protectionBy]
      .filter(Boolean)
      .join(", ");
    const line = `${kind} was told as ${said}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, 20)
    .map(([line, count]) => `${count} x ${line}`);
}
