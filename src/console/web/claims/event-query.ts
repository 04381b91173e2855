/** What narrows the list of events, as steps of the page's address and as a question to the register. */

export const FILTERS = [
  "q",
  "type",
  "verdict",
  "actor",
  "published",
  "review",
  "exercise",
  "sort",
  "page",
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filter = Partial<Record<FilterName, string>>;

export const SORTS = ["changed", "from", "bodies"] as const;
/** Events a page of the list. */
export const PAGE_EVENTS = 50;

/** @param steps "type=ddos", one filter each; what this page does not know is left out */
export function filterOf(steps: readonly string[]): Filter {
  const filter: Filter = {};
  for (const step of steps) {
    const [name = "", ...value] = step.split("=");
    const known = FILTERS.find((one) => one === name);
    if (known !== undefined) filter[known] = value.join("=");
  }
  return filter;
}

export function stepsOf(filter: Filter): string[] {
  return FILTERS.flatMap((name) => (filter[name] ? [`${name}=${filter[name]}`] : []));
}

/** Pages are counted from 1. */
export function pageOf({ page }: Filter): number {
  const number = Number(page ?? 1);
  return Number.isInteger(number) && number > 0 ? number : 1;
}

export function queryOf(filter: Filter): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (name !== "page" && value) query.set(name, value);
  }
  query.set("limit", String(PAGE_EVENTS));
  query.set("offset", String((pageOf(filter) - 1) * PAGE_EVENTS));
  return `?${query}`;
}

/** Whether anything narrows the list. */
export function isFiltered({ sort: _, page: __, exercise: ___, ...narrowing }: Filter): boolean {
  return Object.values(narrowing).some(Boolean);
}
