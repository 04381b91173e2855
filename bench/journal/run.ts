import { runAndExit } from "../harness/runner.ts";
import { room } from "./room.ts";

/** To add a benchmark: a function that gives a Section, and a line here. */
await runAndExit({
  script: "bench:journal",
  title: "Results of the journal's and the crisis room's benchmarks",
  benchmarks: { room },
});
