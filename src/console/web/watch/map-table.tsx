import type { WatchMap } from "../../../watch/events.ts";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { WideTable } from "../wide-table.tsx";
import { troubled } from "./map-shape.ts";

/** What the map shows, in figures; the most touched first. */
export function MapTable({ map }: { map: WatchMap }) {
  const { say, number } = useSpeech();
  const watched = map.departements.filter(({ sites }) => sites > 0);
  const rows = [...watched].sort((a, b) => troubled(b) - troubled(a));
  const unwatched = map.departements.length - watched.length;
  const label = say("watch.map.table");
  return (
    <section className="map-table" aria-labelledby="map-table-title">
      <h2 id="map-table-title">{label}</h2>
      <WideTable label={label}>
        <table className="numbers">
          <thead>
            <tr>
              <th scope="col">{say("watch.filter.departement")}</th>
              <th scope="col">{say("watch.column.sites")}</th>
              <th scope="col">{say("watch.verdict.inaccessible")}</th>
              <th scope="col">{say("watch.verdict.intermittent")}</th>
              <th scope="col">{say("watch.verdict.accessible")}</th>
              <th scope="col">{say("watch.verdict.inconclusive")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ code, name, sites, inaccessible, intermittent, accessible, inconclusive }) => (
              <tr key={code}>
                <th scope="row">
                  <a href={addressOf("sites", "list", "departement", code)}>
                    {code} {name}
                  </a>
                </th>
                {[sites, inaccessible, intermittent, accessible, inconclusive].map((count, n) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns stand still
                  <td key={n} className={(n === 1 || n === 2) && count > 0 ? "count-trouble" : undefined}>
                    {number(count)}
                  </td>
                ))}
              </tr>
            ))}
            {map.none.sites > 0 && (
              <tr>
                <th scope="row">{say("watch.map.nowhere")}</th>
                {[
                  map.none.sites,
                  map.none.inaccessible,
                  map.none.intermittent,
                  map.none.accessible,
                  map.none.inconclusive,
                ].map((count, n) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns stand still
                  <td key={n}>{number(count)}</td>
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </WideTable>
      {unwatched > 0 && <p className="quiet">{say("watch.map.unwatched", { count: unwatched })}</p>}
    </section>
  );
}
