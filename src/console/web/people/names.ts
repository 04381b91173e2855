import type { Person } from "../../../people/events.ts";

/** Names by the id that entries carry, as last heard of; the page holds them while it is open. */
const names = new Map<string, string>();

export function rememberNames(people: readonly Pick<Person, "id" | "name">[]): void {
  for (const { id, name } of people) names.set(id, name);
}

export function nameOf(id: string): string | undefined {
  return names.get(id);
}
