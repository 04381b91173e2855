import { join } from "node:path";
import { readSettings } from "../../config.ts";
import { silentLog } from "../../kernel/log.ts";
import { startKeeper } from "../keeper.ts";

/**
 * A keeper in a process without a network (test/support/without-network.ts): starts, lets the first administrator in, signs
 * in, and only then chooses the identity provider. Prints as JSON what was tried before and after that.
 */
if (import.meta.main) {
  const [folder = ""] = process.argv.slice(2);
  const { networkTried, loopbackFetch } = globalThis as unknown as {
    networkTried: string[];
    loopbackFetch: typeof fetch;
  };
  const keeper = await startKeeper(readSettings({ config: join(folder, "beffroi.toml") }), silentLog);
  const post = (path: string, body: object) =>
    loopbackFetch(keeper.url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const password = "une phrase assez longue";
  const token = keeper.setupLink?.split("/").at(-1);
  const answers = [
    await post("/api/setup", { token, name: "Alice Martin", userName: "alice", password }),
    await post("/api/session/sign-in", { userName: "alice", password }),
    await loopbackFetch(`${keeper.url}/api/session`),
  ];
  await Bun.sleep(300);
  const before = [...networkTried];
  answers.push(await post("/api/session/oidc", {}));
  const statuses = answers.map(({ status }) => status);
  process.stdout.write(JSON.stringify({ statuses, before, after: networkTried.slice(before.length) }));
  await keeper.stop("done");
  process.exit(0);
}
