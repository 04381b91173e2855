import { readSettings } from "../config.ts";
import { makeLog } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import { startGatewayProcess } from "../processes/gateway.ts";
import { isSupervised, onEnd, tellReady } from "../processes/lifeline.ts";
import { settingsOptions } from "./options.ts";

/** `beffroi gateway flush` empties the kernel filter. `beffroi gateway`: serves the sites. Runs until it is ended; SIGHUP makes it read its settings again. */
export async function run(args: string[]): Promise<number> {
  if (args[0] === "flush") return (await import("./filter-flush.ts")).run(args.slice(1));
  const { worker: written = "0", ...options } = settingsOptions(args);
  const worker = Number(written);
  if (!Number.isInteger(worker) || worker < 0 || worker > 63) {
    throw new Refusal(
      "wrong-option",
      "--worker is not a number from 0 to 63.",
      "command line",
      "Leave it out.",
    );
  }
  const gateway = await startGatewayProcess(
    () => readSettings(options),
    worker,
    makeLog(`gateway-${worker}`),
  );
  process.on("SIGHUP", () => gateway.readSettingsAgain());
  onEnd((reason) => gateway.stop(reason));
  tellReady(gateway.urls());
  if (!isSupervised()) console.log(`beffroi gateway ready site=${gateway.urls()[0]}`);
  return new Promise(() => {});
}
