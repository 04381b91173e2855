import { ROLES, type Role } from "../../../kernel/role.ts";
import type { Speech } from "../speech.ts";

/** All that a role may, for who does not see the roles below it beside it. */
export function roleHelp(role: Role, { say }: Speech): string {
  const held = ROLES.slice(0, ROLES.indexOf(role) + 1);
  // An observer only reads; for the others that goes without saying.
  const told = role === "observer" ? held : held.filter((one) => one !== "observer");
  return told.map((one) => say(`role.${one}.help`)).join(" ");
}
