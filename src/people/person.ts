import { Refusal } from "../kernel/refusal.ts";
import type { Role } from "../kernel/role.ts";
import type { PersonState } from "./events.ts";

/** Rules about people. Pure: each says true when there is something to do, false when it is so already, or refuses. */

type Someone = { id: string; name: string; role: Role; state: PersonState };

/** `old` is what the one who asks has seen: if somebody changed it meanwhile, they have to look again. */
export function mayChangeRole(
  person: Someone,
  change: { old: Role; new: Role },
  activeAdmins: readonly string[],
): boolean {
  if (person.role === change.new) return false;
  if (person.role !== change.old) throw changed("role", `The role is ${person.role} now.`);
  if (isLastAdmin(person, activeAdmins)) throw lastAdmin();
  return true;
}

export function mayRename(person: Someone, change: { old: string; new: string }): boolean {
  if (person.name === change.new) return false;
  if (person.name !== change.old) throw changed("name", `The name is "${person.name}" now.`);
  return true;
}

export function mayDisable(person: Someone, activeAdmins: readonly string[]): boolean {
  if (person.state === "disabled") return false;
  if (person.state === "invited") {
    throw new Refusal("not-joined", "This person has not joined yet.", "person", "Withdraw the invitation.");
  }
  if (isLastAdmin(person, activeAdmins)) throw lastAdmin();
  return true;
}

const isLastAdmin = ({ id }: Someone, activeAdmins: readonly string[]): boolean =>
  activeAdmins.length === 1 && activeAdmins[0] === id;

function changed(where: string, what: string): Refusal {
  return new Refusal("changed-meanwhile", what, where, "Look at it again, then decide.");
}

function lastAdmin(): Refusal {
  return new Refusal(
    "last-admin",
    "This is the only administrator.",
    "person",
    "Make somebody else an administrator first.",
  );
}
