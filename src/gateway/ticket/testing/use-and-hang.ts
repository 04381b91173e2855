import { silentLog } from "../../../kernel/log.ts";
import { Once } from "../once.ts";

/** Uses a nonce, says so, and never answers: the test kills it there. Arguments: folder, nonce. */
const [folder = "", nonce = ""] = process.argv.slice(2);
const once = new Once<string>({ folder, log: silentLog });
const run = once.run(nonce, () => new Promise(() => {}));
process.stdout.write(run === "spent" ? "spent\n" : "under way\n");
setInterval(() => {}, 1_000);
