import { z } from "zod";
import { ROLES, type Role } from "../kernel/role.ts";
import { line, prose } from "../kernel/text.ts";

/** What the room of accounts says to the journal. Passwords, keys and codes are never in it: only that they changed. */

export const personIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const name = line(128).min(1);
const roleSchema = z.enum(ROLES);

/** How somebody proved who they are. */
export const signInMethodSchema = z.enum([
  "password",
  "passkey",
  "printed-code",
  "oidc",
  "invitation",
  "setup",
]);
export type SignInMethod = z.infer<typeof signInMethodSchema>;

/** One entry of the address book. What is known of a person is for the crisis only; all fields but the name may be empty. */
export const contactSchema = z
  .object({
    name,
    /** Function, as people say it: "Directrice générale des services". */
    function: line(128).default(""),
    organisation: line(128).default(""),
    phones: z.array(line(40).min(1)).max(6).default([]),
    mail: line(254).default(""),
    note: prose(500).default(""),
  })
  .strict();
export type ContactFields = z.infer<typeof contactSchema>;

export const peopleEvents = {
  /** subject: the person who will be the first administrator. */
  "people.setup-link-made": z.object({}).strict(),
  /** subject: the person. Of somebody who joined before: a link to start anew with. */
  "people.invited": z.object({ name, role: roleSchema }).strict(),
  "people.invitation-withdrawn": z.object({}).strict(),
  "people.joined": z.object({ name, userName: z.string().max(64), role: roleSchema }).strict(),
  "people.role-changed": z.object({ old: roleSchema, new: roleSchema }).strict(),
  "people.renamed": z.object({ old: name, new: name }).strict(),
  "people.disabled": z.object({ reason: prose(500) }).strict(),
  "people.enabled": z.object({}).strict(),
  "people.signed-in": z.object({ method: signInMethodSchema, address: z.string().max(64) }).strict(),
  "people.signed-out": z.object({}).strict(),
  "people.sessions-ended": z.object({ count: z.number().int().nonnegative() }).strict(),
  /** What a person can sign in with changed: that it did, never what it is. */
  "people.credential-changed": z
    .object({
      credential: z.enum(["password", "passkey", "second-factor", "printed-codes", "oidc"]),
      change: z.enum(["set", "added", "removed", "used-up"]),
    })
    .strict(),
  /** Refusals of one minute, added up: an attacker must not be able to fill the journal. subject: "console". */
  "people.refused": z
    .object({
      what: z.enum(["sign-in", "act"]),
      code: z.string().max(64),
      /** The user name tried, the path asked for. */
      target: z.string().max(200),
      address: z.string().max(64),
      count: z.number().int().positive(),
    })
    .strict(),
  /** subject: the contact. `old` is null for a new one; `new` is null for one that was taken out. */
  "people.contact-changed": z
    .object({ old: contactSchema.nullable(), new: contactSchema.nullable() })
    .strict(),
} as const;

export type PersonState = "invited" | "active" | "disabled";

/** A person as the console shows one. */
export type Person = {
  id: string;
  name: string;
  userName: string | null;
  role: Role;
  state: PersonState;
  /** ISO 8601: when they were invited or joined. */
  since: string;
  lastSignIn: string | null;
};

export type Contact = ContactFields & { id: string; changedAt: string };
