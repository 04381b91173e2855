/** What a person may do, each role what the one before it may and more. */
export const ROLES = ["observer", "member", "lead", "admin"] as const;

/**
 * observer: reads. member: writes in the crisis room. lead: opens to the public, closes, merges and splits.
 * admin: people and their roles.
 */
export type Role = (typeof ROLES)[number];

/** Whether who has `role` may do what needs `needed`. */
export function mayAs(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
