import { VERDICTS, type Verdict } from "../../../watch/codes.ts";

/** Which moment a census is of, as it stands in the page's address: #/sites/census/at/2024-12-31T15:00:00.000Z/minutes/60 */

export type CensusChoice = { at: string; minutes: number; verdict: Verdict | undefined };

export const SPANS = [15, 30, 60, 120, 360, 1440] as const;
export const SPAN_USUAL = 60;

/** What the address says; undefined when it names no moment. */
export function choiceOf(steps: readonly string[]): CensusChoice | undefined {
  const said = new Map<string, string>();
  for (let n = 0; n + 1 < steps.length; n += 2) said.set(steps[n] ?? "", steps[n + 1] ?? "");
  const ms = Date.parse(said.get("at") ?? "");
  if (Number.isNaN(ms)) return undefined;
  const minutes = SPANS.find((one) => String(one) === said.get("minutes")) ?? SPAN_USUAL;
  const verdict = VERDICTS.find((one) => one === said.get("verdict"));
  return { at: new Date(ms).toISOString(), minutes, verdict };
}

export function censusSteps({ at, minutes, verdict }: CensusChoice): string[] {
  return ["at", at, "minutes", String(minutes), ...(verdict === undefined ? [] : ["verdict", verdict])];
}

/** `kind`: "" for the page's own rows, ".csv" or ".json" for the whole. */
export function censusAddress({ at, minutes, verdict }: CensusChoice, kind: "" | ".csv" | ".json"): string {
  const query = new URLSearchParams({ at, minutes: String(minutes) });
  if (verdict !== undefined) query.set("verdict", verdict);
  return `/api/watch/census${kind}?${query}`;
}
