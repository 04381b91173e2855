import { QUALIFIERS, VERDICTS } from "../../../watch/codes.ts";

/** What the national list is asked for, as it stands in the page's address: #/sites/list/verdict/inaccessible/departement/35 */

export const FILTERS = [
  "q",
  "verdict",
  "qualifier",
  "departement",
  "kind",
  "tag",
  "network",
  "sort",
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filter = Readonly<Partial<Record<FilterName, string>>>;

export const SORTS = ["name", "verdict", "since"] as const;
/** The gravest first: the list answers "who is down?". */
export const SORT_USUAL = "verdict";

/** What the address says; steps that mean nothing are passed over. */
export function filterOf(steps: readonly string[]): Filter {
  const found: Partial<Record<FilterName, string>> = {};
  for (let n = 0; n + 1 < steps.length; n += 2) {
    const name = FILTERS.find((one) => one === steps[n]);
    const value = steps[n + 1] ?? "";
    if (name !== undefined && isPossible(name, value)) found[name] = value;
  }
  return found;
}

/** Steps of the address behind "list". */
export function stepsOf(filter: Filter): string[] {
  return FILTERS.flatMap((name) => {
    const value = filter[name];
    return value === undefined || value === "" ? [] : [name, value];
  });
}

/** The question to the console, without offset and limit: "?verdict=inaccessible&sort=verdict". */
export function queryOf(filter: Filter): string {
  return `?${new URLSearchParams({ sort: SORT_USUAL, ...wordsOf(filter) })}`;
}

/** The same filters, for the table to take away. */
export function csvAddress(filter: Filter): string {
  const { sort: _, ...rest } = wordsOf(filter);
  const query = new URLSearchParams(rest).toString();
  return `/api/watch/sites.csv${query === "" ? "" : `?${query}`}`;
}

/** Whether anything but the order was chosen. */
export function isFiltered(filter: Filter): boolean {
  return stepsOf({ ...filter, sort: "" }).length > 0;
}

function wordsOf(filter: Filter): Record<string, string> {
  const steps = stepsOf(filter);
  return Object.fromEntries(steps.flatMap((name, n) => (n % 2 === 0 ? [[name, steps[n + 1] ?? ""]] : [])));
}

/** An address is written by anybody: what the console would refuse is not asked. */
function isPossible(name: FilterName, value: string): boolean {
  if (name === "verdict") return VERDICTS.some((one) => one === value);
  if (name === "qualifier") return QUALIFIERS.some((one) => one === value);
  if (name === "departement") return /^[0-9AB]{2,3}$/.test(value);
  if (name === "kind") return /^[a-z]{1,20}$/.test(value);
  if (name === "sort") return SORTS.some((one) => one === value);
  return value.length <= (name === "tag" ? 40 : name === "network" ? 80 : 200);
}
