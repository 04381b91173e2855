import { cached } from "./gateway/cached.ts";
import { cacheTests } from "./gateway/cache-tests.ts";
import { realCms } from "./gateway/cms.ts";
import { passThrough } from "./gateway/pass-through.ts";
import { privacy } from "./gateway/privacy.ts";
import { recovery } from "./gateway/recovery.ts";
import { runAndExit } from "./harness/runner.ts";

/** To add a benchmark: a function that gives a Section, and a line here. */
await runAndExit({
  script: "bench:gateway",
  title: "Results of the gateway's benchmarks",
  benchmarks: {
    cached,
    "pass-through": passThrough,
    "cache-tests": cacheTests,
    privacy,
    recovery,
    cms: realCms,
  },
});
