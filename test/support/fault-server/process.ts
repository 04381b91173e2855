import { KINDS, startFaultServer } from "./index.ts";
import { startPlain } from "./plain.ts";

/**
 * The fault server as a process of its own, for benches: `bun process.ts faults LOSS` or `plain`. Says one line of JSON when it
 * is ready: {resolver, trust, urls} for faults (a URL of each kind, its number 0), {resolver, trust, port} for plain. Ends with
 * its standard input, or at SIGTERM.
 */
const [mode = "", loss = "0"] = process.argv.slice(2);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

if (mode === "faults") {
  const server = await startFaultServer({ dns: { loss: Number(loss) } });
  const urls = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, server.url(kind, 0)]));
  say({ resolver: server.resolver, trust: server.trust, urls });
} else {
  const { dns, trust, port } = await startPlain();
  say({ resolver: `127.0.0.1:${dns.port}`, trust: [trust], port });
}
await Bun.stdin.text();
process.exit(0);
