import { startDnsStub } from "../../test/support/fault-server/dns-stub.ts";
import { addressOf } from "./targets.ts";

/** The resolver of the benchmark, in a process of its own: its work must not count as the prober's. Prints its port. */
const stub = await startDnsStub({ addressesOf: (name) => [addressOf(name)], ttlS: 3_600 });
process.on("SIGTERM", () => process.exit(0));
console.log(`names on ${stub.port}`);
