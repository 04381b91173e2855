import { runAndExit } from "../harness/runner.ts";
import { append } from "./append.ts";
import { evidence } from "./evidence.ts";
import { exchange } from "./exchange.ts";
import { faults } from "./faults.ts";
import { room } from "./room.ts";
import { verify } from "./verify.ts";

/** To add a benchmark: a function that gives a Section, and a line here. */
await runAndExit({
  script: "bench:journal",
  title: "Results of the journal's and the crisis room's benchmarks",
  benchmarks: { append, verify, exchange, evidence, faults, room },
});
