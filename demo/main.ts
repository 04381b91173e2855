import { parseArgs } from "node:util";
import { OriginTally } from "../src/drill/origin-tally.ts";
import { startControl } from "./control.ts";
import { startDemoTown } from "./server.ts";

const USAGE =
  "Use: demo/main.ts [--listen IP:PORT] [--control IP:PORT] [--count], for instance --listen 127.0.0.1:8081.";

type Address = { hostname: string; port: number };

/** The demonstration town as a process of its own. Exit codes: 0 ended, 1 cannot listen, 2 wrong use. */
function main(words: readonly string[]): void {
  const addresses = parseWords(words);
  if (addresses === undefined) {
    process.stderr.write(`demo: wrong use. ${USAGE}\n`);
    process.exit(2);
  }
  const { listen, control, count } = addresses;
  try {
    const town = startDemoTown({ ...listen, tally: count ? new OriginTally() : undefined });
    const door = control && startControl(control, town);
    const end = () => {
      void door?.stop();
      void town.stop().then(() => process.exit(0));
    };
    process.on("SIGTERM", end);
    process.on("SIGINT", end);
    process.on("disconnect", end);
    if (door !== undefined) process.stdout.write(`demo control ${door.url}\n`);
    process.stdout.write(`demo ready ${town.url}\n`);
    process.send?.({ ready: town.url });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`demo: cannot listen on ${listen.hostname}:${listen.port}: ${reason}\n`);
    process.exit(1);
  }
}

type Words = { listen: Address; control: Address | undefined; count: boolean };

/**
 * Where to listen, where to take changes from if anywhere, and whether to count for drills; undefined for wrong use.
 */
function parseWords(words: readonly string[]): Words | undefined {
  try {
    const options = {
      listen: { type: "string" },
      control: { type: "string" },
      count: { type: "boolean", default: false },
    } as const;
    const { values } = parseArgs({ args: [...words], options, strict: true });
    const listen = parseAddress(values.listen ?? "127.0.0.1:8081");
    const control = values.control === undefined ? undefined : parseAddress(values.control);
    const wrong = listen === undefined || (values.control !== undefined && control === undefined);
    return wrong ? undefined : { listen, control, count: values.count };
  } catch {
    return undefined;
  }
}

function parseAddress(text: string): Address | undefined {
  const match = /^(?:\[([0-9a-f:]+)\]|([\w.]+)):(\d{1,5})$/i.exec(text);
  if (match === null || Number(match[3]) > 65_535) return undefined;
  return { hostname: (match[1] ?? match[2]) as string, port: Number(match[3]) };
}

main(process.argv.slice(2));
