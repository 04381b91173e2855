import { Refused } from "../ask.ts";
import type { Key } from "../../locales/index.ts";
import { useSpeech } from "../reading.tsx";
import type { Speech } from "../speech.ts";

/**
 * A refusal in the reader's language: what was refused and what to do, never a code. Codes that the page has no words for
 * are told in the console's own. What somebody else changed meanwhile is told by the console only, so it is added.
 */
export function refusalText(refused: Refused, speech: Speech): string {
  const { code, what, remedy, retryAfterSeconds } = refused;
  const own = [what, remedy].filter(Boolean).join(" ");
  const seconds = speech.duration(Math.max(1, retryAfterSeconds) * 1000);
  const known = speech.sayIfKnown(`refused.${code}`, { seconds, what });
  return known ?? (own === "" ? speech.say("refused.fault") : own);
}

/**
 * Says under a form why nothing was done. Read out as it appears. `told`: what a code means in this form, where the usual
 * words would not fit.
 */
export function RefusalNote({
  refused,
  told = {},
}: {
  refused: Refused | undefined;
  told?: Readonly<Record<string, Key>>;
}) {
  const speech = useSpeech();
  const own = refused === undefined ? undefined : told[refused.code];
  return (
    <div role="alert">
      {refused !== undefined && (
        <p className="refusal">{own === undefined ? refusalText(refused, speech) : speech.say(own)}</p>
      )}
    </div>
  );
}

/** Anything that was thrown, as a refusal: a fault of the page itself is told as one too. */
export function refusedOf(error: unknown): Refused {
  if (error instanceof Refused) return error;
  return new Refused(0, "page-fault", error instanceof Error ? error.message : String(error), "", "");
}
