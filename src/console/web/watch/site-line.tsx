import { memo } from "react";
import type { SiteRow } from "../../../watch/events.ts";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { Qualifiers, VerdictWord } from "./verdict-word.tsx";
import { failureText, hostOf, siteName } from "./words.ts";

/** One site of a list, in two lines: what it is, how it is, on how many rounds that rests. */
export const SiteLine = memo(function SiteLine({ row, nowMs }: { row: SiteRow; nowMs: number }) {
  const speech = useSpeech();
  const { say } = speech;
  const { site, url, body, verdict, since, n, d, cause, lastAt, hoster, qualifiers } = row;
  const name = siteName(row);
  const host = hostOf(url);
  const about = [
    name === host ? "" : host,
    body === null ? "" : (speech.sayIfKnown(`watch.kind.${body.kind}`) ?? ""),
    body?.departement ?? "",
  ].filter(Boolean);
  return (
    <div className={`watch-line watch-line-${verdict}`}>
      <div className="site-verdict">
        <VerdictWord verdict={verdict} />
        <span className="quiet">
          {lastAt === null
            ? say("watch.row.never")
            : since !== null && say("watch.row.since", { time: speech.stamp(Date.parse(since), nowMs) })}
        </span>
      </div>
      <div className="site-who">
        <a href={addressOf("sites", "site", String(site))} title={name}>
          <bdi>{name}</bdi>
        </a>
        <span className="quiet" title={host}>
          <bdi>{about.join(" · ")}</bdi>
        </span>
      </div>
      <div className="site-why">
        {d > 0 && cause !== "ok" && <span className="site-cause">{failureText(cause, speech)}</span>}
        {hoster !== undefined && <span className="qualifier">{say("watch.row.hoster")}</span>}
        <Qualifiers of={qualifiers} />
      </div>
      <div className="site-n">
        <span>{say("watch.row.n", { count: n })}</span>
        {d > 0 && <span className="quiet">{say("watch.row.d", { count: d })}</span>}
      </div>
    </div>
  );
});
