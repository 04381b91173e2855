import { fold } from "../../gazetteer/index.ts";
import { TAG_CHARACTERS_MAX, TAGS_PER_SITE_MAX, tagSchema } from "../events.ts";
import { type SiteAddress, siteAddress, type WhyRefused } from "./address.ts";
import { csvRows, delimiterOf, LIST_ROWS_MAX, type ListFormat, plainRows, type Row } from "./list-rows.ts";

/** A list of sites as people have them, read line by line: what each line asks for, or why it is refused. */

export type ListedSite = SiteAddress & {
  readonly line: number;
  /** What the list says beside the address; "" when it says nothing. */
  readonly name: string;
  readonly siren: string;
  readonly insee: string;
  readonly kind: string;
  readonly departement: string;
  readonly tags: readonly string[];
};
export type RefusedLine = { readonly line: number; readonly text: string; readonly why: WhyRefused };

/** Characters of a refused line that are shown. */
export const SHOWN_CHARACTERS_MAX = 200;

const COLUMNS = ["url", "name", "siren", "insee", "kind", "departement", "tags"] as const;
type Column = (typeof COLUMNS)[number];

/** Names of columns, folded, in French and English. */
const COLUMN_NAMES: Readonly<Record<Column, readonly string[]>> = {
  url: [
    "url",
    "site",
    "site web",
    "site internet",
    "adresse",
    "adresse web",
    "address",
    "host",
    "hostname",
    "domaine",
    "domain",
    "nom de domaine",
    "website",
    "lien",
    "link",
  ],
  name: [
    "nom",
    "name",
    "libelle",
    "label",
    "organisme",
    "organisation",
    "organization",
    "collectivite",
    "titre",
    "title",
    "entite",
    "nom commune",
    "nom de la commune",
    "nom organisme",
    "body",
  ],
  siren: ["siren", "numero siren", "siret", "no siren", "n siren"],
  insee: [
    "insee",
    "code insee",
    "cog",
    "code commune",
    "codecommune",
    "code",
    "insee code",
    "code geo",
    "code insee commune",
    "insee commune",
    "codegeo",
  ],
  kind: [
    "kind",
    "type",
    "genre",
    "categorie",
    "category",
    "nature",
    "type organisme",
    "type de collectivite",
  ],
  departement: ["departement", "dept", "dep", "code departement", "department", "county"],
  tags: ["tags", "tag", "etiquettes", "etiquette", "mots cles", "groupes", "groupe", "group", "groups"],
};

/**
 * The rows of the list, in order, repeats as they come; behind `LIST_ROWS_MAX` one that says so, and no more. `format` is
 * found when it is not given. `allowed`: private networks that may be watched. `undefined` is no row: a moment to let others
 * work.
 */
export function* readList(
  text: string,
  format: ListFormat | undefined,
  allowed: readonly string[],
): Generator<ListedSite | RefusedLine | undefined> {
  const delimiter =
    format === "plain" ? undefined : (delimiterOf(text) ?? (format === "csv" ? ";" : undefined));
  const rows = delimiter === undefined ? plainRows(text) : csvRows(text, delimiter);
  let columns: Partial<Record<Column, number>> | undefined;
  let read = 0;
  for (const row of rows) {
    if (row === undefined) {
      yield undefined;
      continue;
    }
    if (columns === undefined) {
      const header = headerOf(row);
      columns = header ?? { url: addressColumn(row, allowed) };
      if (header !== undefined) continue;
    }
    read++;
    if (read > LIST_ROWS_MAX) {
      yield refused(row, "too-many-rows");
      return;
    }
    yield readRow(row, columns, allowed);
  }
}

/** The columns, when the first row names them: one of its cells says "url", "site" or the like. */
function headerOf({ cells }: Row): Partial<Record<Column, number>> | undefined {
  const folded = cells.map((cell) => fold(cell.replace(/_/g, " ")));
  const columns: Partial<Record<Column, number>> = {};
  for (const column of COLUMNS) {
    for (const name of COLUMN_NAMES[column]) {
      const at = folded.indexOf(name);
      if (at === -1 || columns[column] !== undefined) continue;
      columns[column] = at;
    }
  }
  return columns.url === undefined ? undefined : columns;
}

/** Without a header, the addresses stand where the first row has one. */
function addressColumn({ cells }: Row, allowed: readonly string[]): number {
  const at = cells.findIndex((cell) => typeof siteAddress(cell, allowed) !== "string");
  return Math.max(at, 0);
}

function readRow(
  row: Row,
  columns: Partial<Record<Column, number>>,
  allowed: readonly string[],
): ListedSite | RefusedLine {
  if (row.broken === true) return refused(row, "quotes");
  const cell = (column: Column) => row.cells[columns[column] ?? -1] ?? "";
  const said = cell("url");
  if (said === "") return refused(row, "no-address");
  const address = siteAddress(said, allowed);
  if (typeof address === "string") return refused(row, address);
  return {
    ...address,
    line: row.line,
    name: visible(cell("name")).slice(0, 200).trim(),
    siren: /^\d{9}(?=\d{5}$|$)/.exec(cell("siren").replace(/\s/g, ""))?.[0] ?? "",
    insee: cell("insee").toUpperCase(),
    kind: fold(cell("kind")),
    departement: cell("departement").toUpperCase(),
    tags: readTags(cell("tags")),
  };
}

const refused = ({ line, cells }: Row, why: WhyRefused): RefusedLine => ({
  line,
  text: visible(cells.join(" ")).slice(0, SHOWN_CHARACTERS_MAX).toWellFormed(),
  why,
});

/** On one line, without what cannot be seen or turns the reading direction. */
const visible = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, " ").trim();

/** "a | b" or "a, b"; what is no tag is left out. */
export function readTags(text: string): string[] {
  const tags = visible(text)
    .split(/[|,;]/)
    .map((tag) => tag.trim().slice(0, TAG_CHARACTERS_MAX).trim())
    .filter((tag) => tagSchema.safeParse(tag).success);
  return [...new Set(tags)].slice(0, TAGS_PER_SITE_MAX);
}
