import type { EventBody, EventRow, Statement } from "../answers.ts";
import { aboutBody } from "../look-events.ts";
import { type Lang, titleIn } from "../title.ts";

/** Claims as a table: one line an event and body. */

/** Without it spreadsheets take accents for something else. */
const UTF8_MARK = "\ufeff";

const COLUMNS = [
  "event",
  "title",
  "body_id",
  "body",
  "kind",
  "departement",
  "type",
  "actors",
  "claimed_from",
  "claimed_to",
  "verdict",
  "confirmed",
  "settled",
  "rule",
  "window_from",
  "window_to",
  "rounds",
  "rounds_down",
  "vantages",
  "sources",
  "statements",
] as const;

/**
 * @param parts events with their bodies and what was said of them
 * @param lang of the titles; columns and words are those that programs compare
 */
export function* claimsCsv(
  parts: Iterable<{ row: EventRow; bodies: readonly EventBody[]; statements: readonly Statement[] }>,
  lang: Lang,
): Generator<string> {
  yield `${UTF8_MARK}${COLUMNS.join(",")}\r\n`;
  for (const { row, bodies, statements } of parts) {
    for (const found of bodies) {
      const { body, verdict, window } = found;
      const [worst] = verdict?.sites ?? [];
      const said = aboutBody(statements, body)
        .filter(({ review }) => review?.decision !== "rejected")
        .map(({ speaker, stance, at }) => `${at.slice(0, 10)} ${speaker} ${stance}`);
      const cells: Record<(typeof COLUMNS)[number], string | number | boolean> = {
        event: row.event,
        title: titleIn(row, lang),
        body_id: body.id,
        body: body.name,
        kind: body.kind,
        departement: body.departement ?? "",
        type: found.type,
        actors: found.actors.join("; "),
        claimed_from: found.times[0]?.from ?? "",
        claimed_to: found.times[0]?.to ?? "",
        verdict: verdict?.verdict ?? "",
        confirmed: verdict?.confirmed ?? "",
        settled: verdict?.settled ?? "",
        rule: verdict?.rule ?? "",
        window_from: verdict?.from ?? window.from,
        window_to: verdict?.to ?? window.to,
        rounds: worst?.n ?? 0,
        rounds_down: worst?.d ?? 0,
        vantages: worst?.vantages ?? 0,
        sources: found.sources,
        statements: [...new Set(said)].join("; "),
      };
      yield `${COLUMNS.map((column) => csvCell(cells[column])).join(",")}\r\n`;
    }
  }
}

/** RFC 4180; what a spreadsheet would take for a formula is shown as text. */
export function csvCell(value: string | number | boolean): string {
  const text = String(value);
  const guarded = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(guarded) || guarded !== text ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
