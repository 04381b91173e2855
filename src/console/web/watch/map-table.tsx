import type { WatchMap } from "../../../watch/events.ts";
import { Fold } from "../fold.tsx";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { WideTable } from "../wide-table.tsx";
import { type AreaCounts, troubled } from "./map-shape.ts";

type Row = AreaCounts & { key: string; name: string; address: string | undefined };

/** What the map shows, in figures: the most touched first, those where all is well for who asks. */
export function MapTable({ map }: { map: WatchMap }) {
  const { say } = useSpeech();
  const watched = map.departements.filter(({ sites }) => sites > 0);
  const unwatched = map.departements.length - watched.length;
  const rows: Row[] = watched.map(({ code, name, ...counts }) => ({
    ...counts,
    key: code,
    name: `${code} ${name}`,
    address: addressOf("sites", "list", "departement", code),
  }));
  if (map.none.sites > 0) {
    rows.push({ ...map.none, key: "none", name: say("watch.map.nowhere"), address: undefined });
  }
  const touched = rows.filter((row) => troubled(row) > 0).sort((a, b) => troubled(b) - troubled(a));
  const well = rows.filter((row) => troubled(row) === 0);
  return (
    <div className="map-table">
      <h2>{say("watch.map.table")}</h2>
      {touched.length === 0 && <p className="quiet">{say("watch.map.calm")}</p>}
      {touched.length > 0 && <Counts label={say("watch.map.table")} rows={touched} />}
      {well.length > 0 && (
        <Fold title={say("watch.map.well", { count: well.length })}>
          {() => <Counts label={say("watch.map.well", { count: well.length })} rows={well} />}
        </Fold>
      )}
      {unwatched > 0 && <p className="quiet">{say("watch.map.unwatched", { count: unwatched })}</p>}
    </div>
  );
}

const COLUMNS = ["sites", "inaccessible", "intermittent", "accessible", "inconclusive"] as const;
const GRAVE: readonly string[] = ["inaccessible", "intermittent"];

function Counts({ label, rows }: { label: string; rows: readonly Row[] }) {
  const { say, number } = useSpeech();
  return (
    <WideTable label={label}>
      <table className="numbers">
        <thead>
          <tr>
            <th scope="col">{say("watch.filter.departement")}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {say(column === "sites" ? "watch.column.sites" : `watch.verdict.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.address === undefined ? row.name : <a href={row.address}>{row.name}</a>}
              </th>
              {COLUMNS.map((column) => (
                <td
                  key={column}
                  className={GRAVE.includes(column) && row[column] > 0 ? "count-trouble" : undefined}
                >
                  {number(row[column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}
