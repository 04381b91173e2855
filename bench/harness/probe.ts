import { loopbackUrl } from "./loopback.ts";

/** One look at an address: status and body, or status 0 when nothing answered. Each look is a connection of its own. */
export async function look(
  url: string,
  timeoutMs = 1_000,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(loopbackUrl(url), {
      headers: { Connection: "close", ...headers },
      keepalive: false,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: "" };
  }
}

/** Milliseconds until `url` answers 200. Throws after `timeoutMs`. */
export async function msUntilAnswer(url: string, timeoutMs = 10_000): Promise<number> {
  const startedAt = performance.now();
  while ((await look(url)).status !== 200) {
    if (performance.now() - startedAt > timeoutMs)
      throw new Error(`${url} does not answer 200 after ${timeoutMs} ms`);
    await Bun.sleep(5);
  }
  return performance.now() - startedAt;
}

export type Watched = { looks: number; failures: number; longestGapMs: number };

/** Looks at an address again and again until stopped; says how often it failed and the longest time without a 200. */
export function keepLooking(url: string, everyMs = 10): { stop(): Promise<Watched> } {
  const watched: Watched = { looks: 0, failures: 0, longestGapMs: 0 };
  let going = true;
  let goodAt = performance.now();
  const loop = (async () => {
    while (going) {
      const { status } = await look(url);
      const now = performance.now();
      watched.looks++;
      watched.longestGapMs = Math.max(watched.longestGapMs, now - goodAt);
      if (status === 200) goodAt = now;
      else watched.failures++;
      await Bun.sleep(everyMs);
    }
  })();
  return {
    stop: async () => {
      going = false;
      await loop;
      return watched;
    },
  };
}
