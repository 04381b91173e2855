import type { Beffroi } from "./beffroi.ts";
import { commandLine, descendants, isAlive } from "./process-figures.ts";

/** The process below `beffroi up` that runs a command ("gateway", "keeper", "probe"). Throws when it is not there. */
export function childOf(beffroi: Beffroi, command: "gateway" | "keeper" | "probe"): number {
  const found = descendants(beffroi.process.pid).find((pid) =>
    commandLine(pid).includes(`main.ts ${command} `),
  );
  if (found === undefined) throw new Error(`beffroi up has no ${command}`);
  return found;
}

/** Kills one process that a benchmark's Beffroi started, without warning, and waits until it is gone. */
export async function killAtOnce(pid: number): Promise<void> {
  process.kill(pid, "SIGKILL");
  while (isAlive(pid)) await Bun.sleep(1);
}

/** Kills supervisor and children at once, as a power cut of the process tree would. */
export async function killFamily(beffroi: Beffroi): Promise<void> {
  const family = [beffroi.process.pid, ...descendants(beffroi.process.pid)];
  // The supervisor first: it must not start anything again.
  for (const pid of family) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself when its parent went.
    }
  }
  await beffroi.process.exited;
  while (family.some(isAlive)) await Bun.sleep(1);
}
