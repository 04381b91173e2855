import { runAndExit } from "../harness/runner.ts";
import { cause } from "./cause.ts";
import { content } from "./content.ts";
import { cost } from "./cost.ts";
import { lists } from "./lists.ts";
import { replay } from "./replay.ts";
import { series } from "./series.ts";
import { throughput } from "./throughput.ts";
import { year } from "./year.ts";

/** To add a benchmark: a function that gives a Section, and a line here. */
await runAndExit({
  script: "bench:watch",
  title: "Results of the watch's benchmarks",
  benchmarks: { cause, content, cost, lists, replay, series, throughput, year },
});
