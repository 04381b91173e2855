import { join } from "node:path";
import { BUN, BUN_FLAGS, ROOT } from "../harness/folders.ts";

const READY_MS_MAX = 15_000;

export type FaultProcess<Ready> = {
  readonly ready: Ready;
  stop(): Promise<void>;
};

/** The fault server in a process of its own, so that its work does not count as the prober's. */
export async function startFaultProcess<Ready>(...args: string[]): Promise<FaultProcess<Ready>> {
  const script = join(ROOT, "test/support/fault-server/process.ts");
  const child = Bun.spawn([BUN, ...BUN_FLAGS, script, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const stop = async () => {
    child.stdin.end();
    child.kill();
    await child.exited;
  };
  const late = Bun.sleep(READY_MS_MAX).then(() => undefined);
  const line = await Promise.race([firstLine(child.stdout), late]);
  if (line === undefined) {
    await stop();
    throw new Error("the fault server did not start");
  }
  return {
    ready: JSON.parse(line) as Ready,
    stop,
  };
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string | undefined> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of stream) {
    text += decoder.decode(bytes, { stream: true });
    const end = text.indexOf("\n");
    if (end !== -1) return text.slice(0, end);
  }
  return undefined;
}
