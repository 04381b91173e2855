import type { JournalLine } from "../live-messages.ts";
import { actorText, entryText } from "./entry-text.ts";
import type { Speech } from "./speech.ts";

/** Entries in which each word occurs: in the sentence, the kind, the subject, the actor or the hash. */
export function entriesWith(
  entries: readonly JournalLine[],
  words: string,
  speech: Speech,
): readonly JournalLine[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return entries;
  return entries.filter((line) => {
    const text = plain(
      [entryText(line, speech), line.kind, line.subject, actorText(line, speech), line.id, line.at].join(" "),
    );
    return wanted.every((word) => text.includes(word));
  });
}

/** Lower case, without accents: nobody types "é" at three in the morning. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
