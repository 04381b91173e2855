import { runAndExit } from "../harness/runner.ts";
import { beyond } from "./beyond.ts";
import { calm } from "./calm.ts";
import { citizens } from "./citizens.ts";
import { memory } from "./memory.ts";
import { originGuard } from "./origin-guard.ts";
import { originKilled } from "./origin-killed.ts";
import { reaction } from "./reaction.ts";
import { slow } from "./slow.ts";
import { siegeOfCms } from "./wordpress.ts";

/** To add a benchmark: a function that gives a Section, and a line here. */
await runAndExit({
  script: "bench:siege",
  title: "Results of the siege's benchmarks",
  benchmarks: {
    citizens,
    "origin-killed": originKilled,
    "origin-guard": originGuard,
    reaction,
    calm,
    slow,
    memory,
    beyond,
    wordpress: siegeOfCms,
  },
});
