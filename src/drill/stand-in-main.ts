import { z } from "zod";
import { loopbackUrl } from "./loopback.ts";
import { type Read, surveySite } from "./site-survey.ts";
import { inventedSurvey, startStandIn } from "./stand-in.ts";

const READ_TIMEOUT_MS = 10_000;

const orderSchema = z
  .object({
    name: z.string(),
    host: z.string(),
    /** Paths that are known of the site. */
    paths: z.array(z.string()),
    /** A gateway on this machine that serves the site's copy; left out, pages are invented. */
    copy: z.string().optional(),
  })
  .strict();
export type StandInOrder = z.infer<typeof orderSchema>;

/**
 * A stand-in as a process of its own: `stand-in-main.ts ORDER`, ORDER as JSON. One line of JSON tells where it stands
 * and what site it is (StandInReady in events.ts); it runs until it is ended.
 */
async function main([text = ""]: readonly string[]): Promise<void> {
  const { name, host, paths, copy } = orderSchema.parse(JSON.parse(text));
  const survey =
    copy === undefined ? undefined : await surveySite(name, paths, readerOf(loopbackUrl(copy), host));
  const read = survey?.site.pages.includes("/") ? survey : undefined;
  const chosen = read ?? inventedSurvey(name, paths);
  const standIn = startStandIn(chosen);
  process.on("SIGTERM", () => void standIn.stop().then(() => process.exit(0)));
  console.log(
    JSON.stringify({
      url: standIn.url,
      count: standIn.countUrl,
      fromCopy: read !== undefined,
      site: chosen.site,
    }),
  );
}

function readerOf(base: string, host: string): Read {
  return async (path) => {
    const answer = await fetch(new URL(path, base), {
      headers: { host },
      redirect: "manual",
      signal: AbortSignal.timeout(READ_TIMEOUT_MS),
    });
    const body = await answer.bytes();
    return answer.status === 200 ? { type: answer.headers.get("content-type") ?? "", body } : undefined;
  };
}

if (import.meta.main) await main(process.argv.slice(2));
