import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../config.ts";
import { systemClock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { version } from "../version.ts";
import { type Prober, type ProberOptions, startProber } from "../watch/prober/prober.ts";

/** A folder that cannot be used is tried again after so long, in ms. */
const START_AGAIN_MS = 30_000;

export type ProberProcess = {
  /** Begins anew with the settings as they are now; faulty ones are logged and the old ones stay. */
  readSettingsAgain(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * The prober of this house: asks what the keeper beside it plans. A folder that cannot be used, for instance because the disk
 * is full, is logged and tried again: the watch must not take the house with it.
 */
export function startProberProcess(read: () => Settings, log: Log): ProberProcess {
  let settings = read();
  let prober: Prober | undefined;
  let timer: Timer | undefined;
  const begin = () => {
    try {
      prober = startProber({ ...ofSettings(settings), clock: systemClock, log, version });
    } catch (error) {
      log("error", "the prober cannot start and tries again", { reason: errorLine(error) });
      timer = setTimeout(begin, START_AGAIN_MS);
    }
  };
  const end = async () => {
    clearTimeout(timer);
    const running = prober;
    prober = undefined;
    await running?.stop();
  };
  begin();
  return {
    async readSettingsAgain() {
      try {
        settings = read();
      } catch (error) {
        log("error", "the new settings are not used; the old ones stay", { reason: errorLine(error) });
        return;
      }
      await end();
      begin();
    },
    stop: end,
  };
}

/** A prober that joins a keeper elsewhere. Throws a Refusal for a folder or an option that cannot be used. */
export function startProberElsewhere(
  parts: Omit<ProberOptions, "clock" | "log" | "version">,
  log: Log,
): Prober {
  return startProber({ ...parts, clock: systemClock, log, version });
}

function ofSettings({ dataFolder, console: page, watch }: Settings) {
  return {
    folder: join(dataFolder, "prober"),
    keeper: {
      url: `${page.certificate === undefined ? "http" : "https"}://${onThisMachine(page.listen)}`,
      token: () => readToken(join(dataFolder, "keys", "prober.token")),
    },
    contact: watch.contact,
    resolvers: watch.resolvers,
    allowPrivate: watch.allow_private,
    canaries: watch.canaries,
  };
}

/** An address on which a server listens, as this machine reaches it. */
function onThisMachine(listen: string): string {
  const port = listen.slice(listen.lastIndexOf(":"));
  const host = listen.slice(0, -port.length);
  if (host === "0.0.0.0") return `127.0.0.1${port}`;
  return host === "[::]" ? `[::1]${port}` : listen;
}

function readToken(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw new Refusal(
      "no-token",
      `The prober's token cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      path,
      "The keeper makes it when it starts.",
    );
  }
}
