import { startFaultServer } from "./index.ts";
import { startPlain } from "./plain.ts";

/**
 * The fault server as a process of its own, for benches: `bun process.ts faults [loss]` or `plain [addresses]`. Says one line of JSON when
 * it is ready: {resolver, trust, urls} for faults (a URL of each kind, its number 0), {resolver, trust, port} for plain. Ends
 * with its standard input, or at SIGTERM. A line {"hang": 0.3} there lets that share of the plain sites hang.
 */
const [mode = "plain", number] = process.argv.slice(2);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

let hang = (_share: number): void => {};
if (mode === "faults") {
  const server = await startFaultServer({ dns: { loss: Number(number ?? 0) } });
  const { KINDS } = await import("./kinds.ts");
  const urls = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, server.url(kind, 0)]));
  say({ resolver: server.resolver, trust: server.trust, urls });
} else {
  const server = await startPlain(number === undefined ? {} : { addresses: Number(number) });
  hang = server.hang;
  say({ resolver: `127.0.0.1:${server.dns.port}`, trust: [server.trust], port: server.port });
}
for await (const line of console) {
  const said = JSON.parse(line) as { hang?: number };
  if (typeof said.hang === "number") hang(said.hang);
}
process.exit(0);
