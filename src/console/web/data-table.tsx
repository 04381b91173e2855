import { type ReactNode, useState } from "react";
import { Button } from "react-aria-components";
import { useLive, useSpeech } from "./reading.tsx";
import { nameStamp, saveFile } from "./save-file.ts";
import { type Cells, csv, tabbed } from "./table-text.ts";
import { WideTable } from "./wide-table.tsx";

export type DataCell = { shown: string; value: number };
export type DataRow = { key: string; name: string; head?: ReactNode; cells: readonly DataCell[] };

export type DataTableProps = {
  caption: string;
  /** Heads of the columns, the one of the names first. */
  columns: readonly string[];
  rows: readonly DataRow[];
  /** What the exported file is called, without its ending. */
  file: string;
  className?: string;
};

/** How long "copied" stands, in ms. */
const COPIED_MS = 3_000;

/** A short table of figures that can be taken away. Exported times are UTC and say so. */
export function DataTable({ caption, columns, rows, file, className }: DataTableProps) {
  return (
    <div className="data-table">
      <WideTable label={caption}>
        <table className={`numbers ${className ?? ""}`}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, head, cells }) => (
              <tr key={key}>
                <th scope="row">{head ?? name}</th>
                {cells.map(({ shown }, index) => (
                  <td key={columns[index + 1]}>{shown}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
      <TakeAway {...{ caption, columns, rows, file }} />
    </div>
  );
}

function TakeAway({ caption, columns, rows, file }: DataTableProps) {
  const { say, language } = useSpeech();
  const { nowMs } = useLive();
  const [copied, setCopied] = useState(false);
  const written = (): Cells[] => {
    const at = new Date(nowMs).toISOString();
    return [
      [...columns, "UTC"],
      ...rows.map(({ name, cells }) => [name, ...cells.map(({ value }) => value), at]),
    ];
  };
  const copy = async () => {
    await navigator.clipboard.writeText(tabbed(written()));
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  const save = () =>
    saveFile(
      `beffroi-${file}-${nameStamp(nowMs)}.csv`,
      csv(written(), language === "fr" ? ";" : ","),
      "text/csv",
    );
  return (
    <p className="take-away">
      {navigator.clipboard !== undefined && (
        <Button
          className="button-quiet"
          aria-label={say("table.copy.of", { table: caption })}
          onPress={() => void copy().catch(() => setCopied(false))}
        >
          {say(copied ? "table.copied" : "table.copy")}
        </Button>
      )}
      <Button className="button-quiet" aria-label={say("table.save.of", { table: caption })} onPress={save}>
        {say("table.save")}
      </Button>
    </p>
  );
}
