import type { SiteDigest } from "../../gateway/events.ts";
import { ROUTE_CLASSES } from "../live-messages.ts";
import { DataTable } from "./data-table.tsx";
import { Explained } from "./fold.tsx";
import { demandSentence, limitWords, placesOf } from "./load-text.ts";
import { useLive, useSpeech } from "./reading.tsx";
import { demandRatio } from "./series.ts";

/** How loaded the origin is: places against the limit found, demand against capacity, and the lines by what is asked. */
export function OriginLoad({ site }: { site: SiteDigest }) {
  const speech = useSpeech();
  const { series, nowMs } = useLive();
  const { say, number } = speech;
  const { guard } = site;
  const ratio = demandRatio(series, nowMs);
  const { taken, places } = placesOf(guard);
  return (
    <section aria-labelledby="load-title">
      <h2 id="load-title">{say("load.title")}</h2>
      <div className="load">
        <p>{limitWords(guard, speech)}</p>
        <Bar part={places === 0 ? 0 : taken / places} kind="server" />
        <p>{demandSentence(ratio, speech)}</p>
        {ratio !== null && (
          <div className="load-pair" aria-hidden="true">
            <span>{say("load.asked")}</span>
            <Bar part={Math.min(1, ratio)} kind="asked" />
            <span>{say("load.possible")}</span>
            <Bar part={1 / Math.max(1, ratio)} kind="server" />
          </div>
        )}
        <p className="quiet">
          {guard.oldestWaitMs > 0
            ? say("load.oldest", { time: speech.latency(guard.oldestWaitMs) })
            : say("load.oldest.none")}
        </p>
      </div>
      <DataTable
        caption={say("routes.caption")}
        columns={[
          say("routes.what"),
          say("routes.places"),
          say("routes.waiting"),
          say("routes.served"),
          say("routes.calm"),
        ]}
        rows={ROUTE_CLASSES.map((one) => {
          const { inFlight, limit, waiting, served, calmMs } = guard.routes[one];
          const calm = calmMs === null ? say("none") : speech.latency(calmMs);
          return {
            key: one,
            name: say(`route.${one}`),
            cells: [
              { shown: say("routes.of", { taken: inFlight, places: Math.floor(limit) }), value: inFlight },
              { shown: number(waiting), value: waiting },
              { shown: number(served), value: served },
              { shown: calm, value: Math.round(calmMs ?? 0) },
            ],
          };
        })}
        file={`${site.site}-routes`}
      />
      <Explained
        about={say("load.title")}
        terms={[
          ["routes.places", "help.limit"],
          ["load.asked", "help.demand"],
          ["routes.what", "help.routes"],
          ["routes.calm", "help.calm"],
        ]}
      />
    </section>
  );
}

/** A share 0..1 of the bar's width. The words beside it say the same. */
function Bar({ part, kind }: { part: number; kind: "server" | "asked" }) {
  const width = part <= 0 ? "0" : `max(2px, ${Math.min(100, part * 100)}%)`;
  return (
    <span className="bar" aria-hidden="true">
      <span className={`bar-fill bar-${kind}`} style={{ inlineSize: width }} />
    </span>
  );
}
