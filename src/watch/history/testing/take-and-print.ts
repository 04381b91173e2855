import { systemClock } from "../../../kernel/clock.ts";
import { silentLog } from "../../../kernel/log.ts";
import { packRound } from "../../exchange.ts";
import { History } from "../history.ts";

/**
 * A keeper's history that takes one batch after the other and prints each that it acknowledged, until it is killed:
 * PATH SESSION. Segments close all the time, so that a kill falls into every step of it.
 */
const [path = "", sessionId = ""] = process.argv.slice(2);
const pace = { segmentMs: 20, placesPerStep: 1, rowsPerStep: 10 };
const history = new History({ path, clock: systemClock, log: silentLog, pace });
for (let sequence = 1; ; sequence++) {
  const rounds = [1, 2, 3].map((site) =>
    packRound({
      site,
      at: Date.now(),
      endedAt: Date.now(),
      outcome: "up",
      failure: "ok",
      protection: "none",
      content: "same",
      phases: { totalMs: 100 },
    }),
  );
  const { acknowledged } = history.take({ vantage: "local", sessionId, sequence, rounds });
  process.stdout.write(`${acknowledged}\n`);
  history.step();
  if (sequence % 5 === 0) await Bun.sleep(1);
}
