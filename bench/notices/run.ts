import { runAndExit } from "../harness/runner.ts";
import { crashes } from "./crashes.ts";
import { faults } from "./faults.ts";
import { many } from "./many.ts";

/** To add a benchmark: a function that gives a Section, and a line here. */
await runAndExit({
  script: "bench:notices",
  title: "Results of the benchmarks of telling people",
  benchmarks: { faults, crashes, many },
});
