import type { FeedState } from "../../../claims/events.ts";
import { useAsked } from "../asked.ts";
import { Mark } from "../mark.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { failureText } from "../watch/words.ts";

/** The feeds that the settings name, and how each does. Nothing when there are none. */
export function FeedList() {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { value } = useAsked<{ feeds: FeedState[] }>("/api/claims/feeds", ["claims.document-read"]);
  if (value === undefined || value.feeds.length === 0) return null;
  return (
    <section aria-labelledby="claims-feeds">
      <h2 id="claims-feeds">{say("claims.feeds.title", { count: value.feeds.length })}</h2>
      <p className="quiet">{say("claims.feeds.what")}</p>
      <ul className="plain-list">
        {value.feeds.map(({ url, askedAt, readAt, failure, documents }) => (
          <li key={url} className="line-item">
            <p>
              <Mark
                level={failure !== null ? "strained" : readAt === null ? "unknown" : "ok"}
                size="1.25rem"
              />{" "}
              <bdi className="path">{url}</bdi>
            </p>
            <p className="quiet">
              {askedAt === null
                ? say("claims.feeds.waiting")
                : say("claims.feeds.asked", { time: speech.relative(Date.parse(askedAt), nowMs) })}{" "}
              {failure !== null &&
                say("claims.feeds.failed", {
                  why: speech.sayIfKnown(`claims.feeds.why.${failure}`) ?? failureText(failure, speech),
                })}
              {documents > 0 && say("claims.feeds.documents", { count: documents })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
