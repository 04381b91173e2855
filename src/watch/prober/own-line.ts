import type { Target } from "../measure.ts";
import { makeProbe, type Probe, type ProbeOptions } from "../probe/index.ts";
import { systemServers } from "../probe/resolvers.ts";
import { canaryTarget, DEFAULT_CANARIES, resolverQuestion } from "./canaries.ts";
import { Health } from "./health.ts";

/** A canary that takes longer says that the line is bad. */
const CANARY_MS_MAX = 5_000;

export type OwnLine = { readonly health: Health; close(): void };

/**
 * The line of this machine: canaries, and its resolvers one by one. Asks nobody before it is told to check.
 * @param probing as sites are asked from here
 * @param canaries none: the built-in list
 */
export function openOwnLine(
  probing: Omit<ProbeOptions, "timeoutMs"> & { readonly resolvers: readonly string[] },
  canaries: readonly string[],
  now: () => number,
): OwnLine {
  const names = canaries.length === 0 ? DEFAULT_CANARIES : canaries;
  const common = { ...probing, timeoutMs: CANARY_MS_MAX };
  const asker = makeProbe(common);
  const question = resolverQuestion(names);
  const lists = question === undefined ? [] : resolverLists(probing.resolvers);
  const perResolver = lists.map((list): Probe => makeProbe({ ...common, resolvers: list }));
  const health = new Health({
    now,
    canaries: names.map((name) => async () => {
      const { status, failure } = await asker.probe(canaryTarget(name));
      return status !== undefined || failure === "ok";
    }),
    // Attempt 1: what is remembered says nothing of the resolver.
    resolvers: perResolver.map((probe) => async () => {
      const { failure } = await probe.probe(question as Target, { attempt: 1 });
      return failure === "ok" || failure === "dns.nxdomain" || failure === "dns.no_answer";
    }),
  });
  return {
    health,
    close() {
      for (const probe of [asker, ...perResolver]) probe.close();
    },
  };
}

/** Each name server alone. */
function resolverLists(resolvers: readonly string[]): string[][] {
  if (resolvers.length > 0) return resolvers.map((one) => [one]);
  return systemServers().map(({ address, port }) => [
    address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`,
  ]);
}
