import { afterAll, beforeAll, expect, test } from "bun:test";
import { type FaultServer, KINDS, startFaultServer } from "../../../test/support/fault-server/index.ts";
import type { Attempt } from "../measure.ts";
import { makeProbe, type Probe } from "./index.ts";

/** Every fault that the fault server knows, over real sockets, once each: the whole contract of codes. */

let server: FaultServer;
let probe: Probe;
const attempts = new Map<string, Attempt>();
const TIMEOUT_MS = 2_500;

beforeAll(async () => {
  server = await startFaultServer();
  const { resolver, trust } = server;
  probe = makeProbe({
    version: "0",
    contact: "",
    resolvers: [resolver],
    allowPrivate: ["127.0.0.0/8"],
    trust,
    timeoutMs: TIMEOUT_MS,
  });
  const kinds = Object.keys(KINDS);
  const asked = kinds.map((kind) => probe.probe({ site: 1, check: "http", url: server.url(kind) }));
  for (const [at, attempt] of (await Promise.all(asked)).entries())
    attempts.set(kinds[at] as string, attempt);
}, 30_000);
afterAll(() => {
  probe.close();
  server.stop();
});

const said = ({ failure, certificate, protection, protectionBy }: Attempt) => ({
  failure,
  certificate,
  protection,
  protectionBy,
});

for (const [kind, expected] of Object.entries(KINDS)) {
  test(`${kind} is told as ${expected.failure}${expected.protection ? `, ${expected.protection}` : ""}`, () => {
    const attempt = attempts.get(kind) as Attempt;
    expect(said(attempt), JSON.stringify(attempt)).toEqual({
      failure: expected.failure,
      certificate: expected.certificate,
      protection: expected.protection ?? "none",
      protectionBy: expected.by,
    });
    expect(attempt.totalMs).toBeLessThan(TIMEOUT_MS + 1_500);
  });
}
