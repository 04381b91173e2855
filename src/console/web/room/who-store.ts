import type { Who } from "../../../incidents/events.ts";
import type { Contact, Person } from "../../../people/events.ts";
import { ask } from "../ask.ts";

/** Names to choose from: who has an account, and who is in the address book. Anybody else is typed. */

/** How long the names hold before they are asked for again, in ms. */
const HOLD_MS = 60_000;

export type KnownWho = Who & { id: string };

export class WhoStore {
  private known: readonly KnownWho[] = [];
  private readonly listeners = new Set<() => void>();
  private askedAtMs = Number.NEGATIVE_INFINITY;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    void this.load();
    return () => this.listeners.delete(listener);
  };

  readonly read = (): readonly KnownWho[] => this.known;

  /** Without these names one types them: nothing else depends on it. */
  private async load(): Promise<void> {
    const now = performance.now();
    if (now - this.askedAtMs < HOLD_MS) return;
    this.askedAtMs = now;
    const [people, contacts] = await Promise.all([
      ask<{ people: Person[] }>("/api/people").catch(() => ({ people: [] })),
      ask<{ contacts: Contact[] }>("/api/contacts").catch(() => ({ contacts: [] })),
    ]);
    this.known = knownOf(people.people, contacts.contacts);
    for (const listener of this.listeners) listener();
  }
}

/** People with an account first; a contact of the same name adds the function. */
export function knownOf(people: readonly Person[], contacts: readonly Contact[]): KnownWho[] {
  const functionOf = new Map(contacts.map((contact) => [contact.name, contact.function]));
  const active = people.filter(({ state }) => state === "active");
  const withAccount = active.map(({ id, name }): KnownWho => {
    const function_ = functionOf.get(name);
    return { id: `person-${id}`, name, person: id, ...(function_ ? { function: function_ } : {}) };
  });
  const names = new Set(active.map(({ name }) => name));
  const others = contacts
    .filter(({ name }) => !names.has(name))
    .map(
      (contact): KnownWho => ({
        id: `contact-${contact.id}`,
        name: contact.name,
        ...(contact.function === "" ? {} : { function: contact.function }),
      }),
    );
  const byName = (a: KnownWho, b: KnownWho) => a.name.localeCompare(b.name);
  return [...withAccount.sort(byName), ...others.sort(byName)];
}
