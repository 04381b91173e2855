import type { Actor } from "../../kernel/actor.ts";
import type { StoredEntry } from "../entry.ts";

const HEAD = [
  "fichier",
  "position",
  "connu le (UTC)",
  "survenu le (UTC)",
  "qui",
  "quoi",
  "sujet",
  "exercice",
  "voie",
  "rang",
  "empreinte",
];

/** The entries as a table that a spreadsheet opens: semicolons, byte order mark, one line an entry. For people only. */
export function entriesTable(entries: readonly { file: string; stored: StoredEntry }[]): string {
  const rows = entries.map(({ file, stored: { position, id, entry } }) => [
    file,
    String(position),
    entry.at,
    entry.occurredAt ?? "",
    actorName(entry.actor),
    entry.kind,
    entry.subject,
    entry.exercise === true ? "oui" : "",
    entry.lane,
    String(entry.n),
    id,
  ]);
  return `\ufeff${[HEAD, ...rows].map((row) => `${row.map(cell).join(";")}\r\n`).join("")}`;
}

function actorName(actor: Actor): string {
  return actor.type === "person" ? `${actor.name} (${actor.id})` : `${actor.type} ${actor.name}`;
}

/** A spreadsheet would run what begins like a formula, so that it is made a text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
