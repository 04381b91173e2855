import { runCrashes } from "../../test/support/notice-crashes.ts";
import type { Effort, Section } from "../harness/section.ts";
import { endTable, truthFaults, truthGoals } from "./faults.ts";

const KILLS = 200;
const KILLS_SMOKE = 6;
const SEED = 20_260_926;

/** kill -9 of the process that sends, between claim and message, between message and answer, and at any moment. */
export async function crashes({ smoke }: Effort): Promise<Section> {
  const wanted = smoke ? KILLS_SMOKE : KILLS;
  const result = await runCrashes({ seed: SEED, kills: wanted });
  const { claimed, taken, any } = result.kills;
  return {
    title: "Killed in the middle of sending",
    about: `${claimed + taken + any} times kill -9 of the process that sends ${result.deliveries} messages by mail, SMS and Matrix, one at a time on each: ${claimed} after a claim and before the message had left, ${taken} after the server had taken it and before its answer, ${any} at any moment. Each time a new process goes on.`,
    goals: [
      ...truthGoals(result),
      {
        what: "doubles",
        goal: "<= 1 a crash, each of them marked",
        measured: `${result.doubles} in ${wanted} crashes, ${result.unmarkedDoubles.length} without a mark`,
        met: result.doubles <= wanted && result.unmarkedDoubles.length === 0,
      },
    ],
    tables: [endTable(result)],
    notes: [
      "A double is counted where the sink got a second copy. Matrix drops them by its transaction id; mail and SMS cannot be asked.",
      "Uncertain are those that were cut off twice: they are not sent a third time.",
    ],
    faults: truthFaults(result),
  };
}
