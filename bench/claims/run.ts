import { runAndExit } from "../harness/runner.ts";
import { reading } from "./reading.ts";
import { speed } from "./speed.ts";

/** To add a benchmark: a function that gives a Section, and a line here. */
await runAndExit({
  script: "bench:claims",
  title: "Results of the benchmarks of reading claims",
  benchmarks: { reading, speed },
});
