import { useEffect, useState } from "react";
import type { Key } from "../../locales/index.ts";
import { useSpeech } from "../reading.tsx";
import { useSummary } from "./use-summary.ts";
import { VerdictWord } from "./verdict-word.tsx";
import type { WatchPart } from "./watch-room.tsx";
import { VERDICTS_SHOWN } from "./words.ts";

/** Chapters, each of so many paragraphs; the words are in the locales, "watch.method.NAME" and "watch.method.NAME.1". */
const CHAPTERS = [
  ["asked", 3],
  ["round", 2],
  ["hour", 4],
  ["live", 2],
  ["several", 2],
  ["notdown", 4],
  ["trust", 2],
  ["hosts", 1],
  ["pace", 2],
  ["settled", 1],
  ["limits", 2],
] as const satisfies ReadonlyArray<readonly [string, number]>;

/** Answers: how is it measured, and when is a site called inaccessible? docs/verdict.md is the rule; this must agree with it. */
export function MethodPart(_: WatchPart) {
  const { say, language } = useSpeech();
  const { value } = useSummary();
  const isPublic = useIsPublic();
  return (
    <>
      <div className="answer">
        <h1>{say("watch.method.answer")}</h1>
        <p>{say("watch.method.detail", { rule: value?.rule ?? "—" })}</p>
      </div>
      <dl className="method-words">
        {VERDICTS_SHOWN.map((verdict) => (
          <div key={verdict}>
            <dt>
              <VerdictWord verdict={verdict} />
            </dt>
            <dd>{say(`watch.method.word.${verdict}`)}</dd>
          </div>
        ))}
      </dl>
      <div className="method">
        {CHAPTERS.map(([name, paragraphs]) => (
          <section key={name} aria-labelledby={`method-${name}`}>
            <h2 id={`method-${name}`}>{say(`watch.method.${name}`)}</h2>
            {Array.from({ length: paragraphs }, (_none, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs stand still
              <p key={n}>{say(`watch.method.${name}.${n + 1}` as Key)}</p>
            ))}
          </section>
        ))}
        <section aria-labelledby="method-more">
          <h2 id="method-more">{say("watch.method.more")}</h2>
          <ul>
            {isPublic && (
              <li>
                <a href={language === "fr" ? "/veille" : "/watch"}>{say("watch.method.public")}</a>
              </li>
            )}
            <li>
              <a href="/api/watch/openapi.json">{say("watch.method.openapi")}</a>
            </li>
          </ul>
          {!isPublic && <p className="quiet">{say("watch.method.public.off")}</p>}
        </section>
      </div>
    </>
  );
}

/** Whether everybody may read the verdicts here: the public page is there or not. */
function useIsPublic(): boolean {
  const [isPublic, setPublic] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    fetch("/veille", { signal: stop.signal }).then(
      ({ ok }) => setPublic(ok),
      () => {},
    );
    return () => stop.abort();
  }, []);
  return isPublic;
}
