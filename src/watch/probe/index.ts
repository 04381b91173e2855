/** The probe: one attempt to reach one target, told in typed codes. Sends what it is asked to and keeps nothing but names. */
export type { Baseline } from "./baseline.ts";
export { BASELINE_ROUNDS_MIN, learn } from "./baseline.ts";
export { type Fetched, type Fetcher, makeFetcher, NO_VERSION, type Version } from "./fetch-document.ts";
export { type AttemptOptions, makeProbe, type Probe, type ProbeOptions } from "./probe.ts";
