import { startDemoTown } from "./server.ts";

const USAGE = "Use: demo/main.ts [--listen IP:PORT], for instance --listen 127.0.0.1:8081.";

/** The demonstration town as a process of its own. Exit codes: 0 ended, 1 cannot listen, 2 wrong use. */
function main(words: readonly string[]): void {
  const listen = parseListen(words);
  if (listen === undefined) {
    process.stderr.write(`demo: wrong use. ${USAGE}\n`);
    process.exit(2);
  }
  try {
    const town = startDemoTown(listen);
    const end = () => {
      void town.stop().then(() => process.exit(0));
    };
    process.on("SIGTERM", end);
    process.on("SIGINT", end);
    process.on("disconnect", end);
    process.stdout.write(`demo ready ${town.url}\n`);
    process.send?.({ ready: town.url });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`demo: cannot listen on ${listen.hostname}:${listen.port}: ${reason}\n`);
    process.exit(1);
  }
}

function parseListen(words: readonly string[]): { hostname: string; port: number } | undefined {
  if (words.length === 0) return { hostname: "127.0.0.1", port: 8081 };
  const match = /^(?:\[([0-9a-f:]+)\]|([\w.]+)):(\d{1,5})$/i.exec(words[1] ?? "");
  if (words.length !== 2 || words[0] !== "--listen" || match === null || Number(match[3]) > 65_535)
    return undefined;
  return { hostname: (match[1] ?? match[2]) as string, port: Number(match[3]) };
}

main(process.argv.slice(2));
