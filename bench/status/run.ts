import { runAndExit } from "../harness/runner.ts";
import { bannerCost } from "./banner-cost.ts";
import { wordInSiege } from "./word-in-siege.ts";

/** To add a benchmark: a function that gives a Section, and a line here. */
await runAndExit({
  script: "bench:status",
  title: "Results of the benchmarks of the word to the public",
  benchmarks: { siege: wordInSiege, "banner-cost": bannerCost },
});
