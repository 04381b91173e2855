import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { NewEntry } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { json } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { Role } from "../kernel/role.ts";
import type { Call } from "../kernel/route.ts";
import { line } from "../kernel/text.ts";
import { actorOf, credentialChanged, enter, type House, signedIn } from "./entering.ts";
import { type Link, voidLink } from "./links.ts";
import { checkPassword } from "./passwords.ts";
import { BODY_BYTES_MAX, passwordText, printedCodes, secondFactor } from "./sign-in.ts";
import { type KnownPerson, userNameKey } from "./views.ts";

/** How somebody comes into the house: as the first administrator, invited by one, or anew after losing everything. */

export const personName = line(128).min(1);
export const newUserName = z
  .string()
  .trim()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{1,63}$/u, "is not a user name: letters, digits, dot, dash");

const setupBody = z
  .object({
    token: z.string().max(100),
    name: personName,
    userName: newUserName,
    password: passwordText,
  })
  .strict();
const acceptBody = z.object({ userName: newUserName, password: passwordText }).strict();

export const newPersonId = (): string => `p-${randomBytes(9).toString("base64url")}`;

/**
 * Whether nobody can administer this house: no active administrator has anything to sign in with. So it is at the first
 * start, after a crash in the middle of the set-up, and when accounts.db was lost.
 */
export function needsSetup({ directory, accounts }: Pick<House, "directory" | "accounts">): boolean {
  return !directory.activeAdmins().some((id) => accounts.canSignIn(id));
}

/** The token of a new set-up link, the older is void; undefined when there is an administrator. */
export function makeSetupLink(house: House): string | undefined {
  if (!needsSetup(house)) return undefined;
  // The same person as before: a set-up that broke off after its entry in the journal is taken up again.
  const person = house.links.setupPerson() ?? newPersonId();
  house.journal.append({
    actor: program("keeper"),
    kind: "people.setup-link-made",
    subject: person,
    body: {},
  });
  return house.links.make(person, "setup", house.clock.now()).token;
}

export async function setUp(house: House, call: Call): Promise<Response> {
  const { token, name, userName, password } = checked(
    setupBody,
    await jsonBody(call.request, BODY_BYTES_MAX),
  );
  return house.links.use(token, "setup", house.clock.now(), async (link) => {
    checkPassword(password, userName);
    const hash = await house.passwords.hash(password, "known");
    return house.inTurn(async () => {
      if (!needsSetup(house)) throw voidLink("setup");
      const person = { id: link.person, name, role: "admin" as const };
      return signedIn(await join(house, call, person, userName, { method: "setup", hash }));
    });
  });
}

/** What the page shows before somebody accepts. `userName` is the one that they have, if they were here before. */
export function invitation(house: House, token: string): Response {
  const { person, expiresAtMs } = house.links.find(token, "invitation", house.clock.now());
  const { name, role, userName } = invited(house, { person });
  return json({ name, role, userName, expiresAt: new Date(expiresAtMs).toISOString() });
}

export async function acceptInvitation(house: House, call: Call): Promise<Response> {
  const { userName, password } = checked(acceptBody, await jsonBody(call.request, BODY_BYTES_MAX));
  return house.links.use(call.param("token"), "invitation", house.clock.now(), async (link) => {
    checkPassword(password, userName);
    const hash = await house.passwords.hash(password, "known");
    return house.inTurn(async () => {
      const person = invited(house, link);
      return signedIn(await join(house, call, person, userName, { method: "invitation", hash }));
    });
  });
}

/** Accepts an invitation by an account at the town's provider. Gives Set-Cookie fields. */
export async function acceptWithIdentity(
  house: House,
  call: Call,
  { token, userName }: { token: string; userName: string },
  subject: string,
): Promise<string[]> {
  return house.links.use(token, "invitation", house.clock.now(), (link) =>
    house.inTurn(async () => join(house, call, invited(house, link), userName, { method: "oidc", subject })),
  );
}

function invited(house: House, { person }: Pick<Link, "person">): KnownPerson {
  const known = house.directory.person(person);
  if (known === undefined || known.state === "disabled") throw voidLink("invitation");
  return known;
}

/** With what somebody joins: a password's hash, or a subject at the provider. */
type Means = { method: "setup" | "invitation"; hash: string } | { method: "oidc"; subject: string };

async function join(
  house: House,
  call: Call,
  person: { id: string; name: string; role: Role },
  userName: string,
  means: Means,
): Promise<string[]> {
  const { accounts, directory, links } = house;
  const known = directory.person(person.id);
  const owner = directory.byUserName(userName);
  if (owner !== undefined && owner.id !== person.id) throw taken(userName);
  const formerName = known?.userName ?? undefined;
  if (formerName !== undefined && formerName !== userNameKey(userName)) throw otherName(formerName);
  if (means.method === "oidc") requireFree(house, person.id, means.subject);
  const joined: NewEntry = {
    actor: actorOf(person),
    kind: "people.joined",
    subject: person.id,
    body: { name: person.name, userName, role: person.role },
  };
  return enter(house, person, call, {
    method: means.method,
    before: known === undefined || formerName === undefined ? [joined] : startAnew(house, known, means),
    change: async () => {
      await dropCredentials(house, person.id);
      if (means.method === "oidc") await accounts.link(person.id, means.subject);
      else await accounts.setPassword(person.id, means.hash);
      links.withdraw(person.id);
    },
  });
}

/** Entries of somebody who was here before: what they had to sign in with is gone, and so are their sessions. */
function startAnew(house: House, person: KnownPerson, { method }: Means): NewEntry[] {
  const entries = [credentialChanged(person, method === "oidc" ? "oidc" : "password", "set")];
  if (secondFactor(house, person.id)) entries.push(credentialChanged(person, "second-factor", "removed"));
  if (printedCodes(house, person.id)) entries.push(credentialChanged(person, "printed-codes", "removed"));
  if (house.accounts.hasPasskeys(person.id)) entries.push(credentialChanged(person, "passkey", "removed"));
  const count = house.sessions.of(person.id).length;
  const actor = actorOf(person);
  return [...entries, { actor, kind: "people.sessions-ended", subject: person.id, body: { count } }];
}

async function dropCredentials(house: House, person: string): Promise<void> {
  house.places.forget(person);
  await house.accounts.dropCredentials(person);
}

/** An account at the provider belongs to one person here. */
export function requireFree(house: House, person: string, subject: string): void {
  const owner = house.accounts.personOf(subject);
  if (owner === undefined || owner === person) return;
  throw new Refusal(
    "already-exists",
    "This account of the identity provider belongs to somebody else here.",
    "identity provider",
    "Sign out there, and sign in with your own account.",
  );
}

function taken(userName: string): Refusal {
  return new Refusal(
    "already-exists",
    `Somebody else has the user name "${userName}".`,
    "userName",
    "Choose another.",
  );
}

function otherName(userName: string): Refusal {
  return new Refusal("bad-request", `Your user name is "${userName}".`, "userName", "Type it as it is.");
}
