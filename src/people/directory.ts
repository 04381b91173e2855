import { renderSVG } from "uqr";
import { z } from "zod";
import { json } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import { ROLES } from "../kernel/role.ts";
import type { GuardedCall } from "../kernel/route.ts";
import { requireStill } from "./account.ts";
import { consoleAddress } from "./cookies.ts";
import type { House } from "./entering.ts";
import { newPersonId, personName } from "./joining.ts";
import { BODY_BYTES_MAX } from "./sign-in.ts";
import { mayChangeRole, mayDisable, mayRename } from "./person.ts";
import { type KnownPerson, shown } from "./views.ts";

/** What an administrator does with people: invite, give another role, shut out, let in again. */

/** People of one house, the disabled and the invited among them. */
export const PEOPLE_MAX = 500;

const role = z.enum(ROLES);
const inviteBody = z.object({ name: personName, role }).strict();
const roleBody = z.object({ old: role, new: role }).strict();
const nameBody = z.object({ old: personName, new: personName }).strict();
const disableBody = z.object({ reason: z.string().trim().max(500).default("") }).strict();
const emptyBody = z.object({}).strict();

/** Reads the body, then does the act in turn, when the caller is still who the guard let through. */
function act<T>(
  schema: z.ZodType<T>,
  does: (house: House, call: GuardedCall, body: T) => Promise<Response>,
): (house: House, call: GuardedCall) => Promise<Response> {
  return async (house, call) => {
    const body = checked(schema, await jsonBody(call.request, BODY_BYTES_MAX));
    return house.inTurn(() => {
      requireAdmin(house, call);
      return does(house, call, body);
    });
  };
}

/** While the act waited for its turn, another administrator may have taken the caller's role. */
function requireAdmin(house: House, call: GuardedCall): void {
  if (call.caller.via === "token") return;
  if (requireStill(house, call).person.role === "admin") return;
  throw new Refusal("not-allowed", "You are no longer an administrator.", "role", "Ask one who is.");
}

export const invite = act(inviteBody, async (house, call, { name, role: wanted }) => {
  if (house.directory.personCount() >= PEOPLE_MAX) {
    throw new Refusal(
      "too-many-people",
      `There are ${PEOPLE_MAX} people.`,
      "people",
      "Withdraw invitations.",
    );
  }
  const id = newPersonId();
  record(house, call, "people.invited", id, { name, role: wanted });
  return linkAnswer(house, call, id);
});

/** A new link for who was invited, or for who has nothing left to sign in with: who uses it starts anew. */
export const renewInvitation = act(emptyBody, async (house, call) => {
  const { id, name, role: given, state } = personAt(house, call);
  if (state === "disabled") throw isDisabled();
  record(house, call, "people.invited", id, { name, role: given });
  return linkAnswer(house, call, id);
});

export async function withdrawInvitation(house: House, call: GuardedCall): Promise<Response> {
  return house.inTurn(async () => {
    requireAdmin(house, call);
    const { id } = personAt(house, call);
    record(house, call, "people.invitation-withdrawn", id, {});
    house.links.withdraw(id);
    return json({});
  });
}

export const changeRole = act(roleBody, async (house, call, change) => {
  const person = personAt(house, call);
  if (mayChangeRole(person, change, house.directory.activeAdmins())) {
    record(house, call, "people.role-changed", person.id, change);
    await house.accounts.endSessions(person.id);
  }
  return personAnswer(house, person.id);
});

export const rename = act(nameBody, async (house, call, change) => {
  const person = personAt(house, call);
  if (mayRename(person, change)) record(house, call, "people.renamed", person.id, change);
  return personAnswer(house, person.id);
});

export const disable = act(disableBody, async (house, call, { reason }) => {
  const person = personAt(house, call);
  if (mayDisable(person, house.directory.activeAdmins())) {
    record(house, call, "people.disabled", person.id, { reason });
    house.links.withdraw(person.id);
    await house.accounts.endSessions(person.id);
  }
  return personAnswer(house, person.id);
});

export const enable = act(emptyBody, async (house, call) => {
  const person = personAt(house, call);
  if (person.state === "disabled") record(house, call, "people.enabled", person.id, {});
  return personAnswer(house, person.id);
});

export const endSessions = act(emptyBody, async (house, call) => {
  const { id } = personAt(house, call);
  const count = house.sessions.of(id).length;
  record(house, call, "people.sessions-ended", id, { count });
  await house.accounts.endSessions(id);
  return json({ count });
});

function record(house: House, { caller }: GuardedCall, kind: string, subject: string, body: object): void {
  house.journal.append({ actor: caller.actor, kind, subject, body });
}

function personAt({ directory }: House, call: GuardedCall): KnownPerson {
  const person = directory.person(call.param("id"));
  if (person !== undefined) return person;
  throw new Refusal("not-found", "There is no such person.", call.param("id"), "Look at the list of people.");
}

function personAnswer({ directory }: House, id: string): Response {
  const person = directory.person(id);
  return json({ person: person === undefined ? null : shown(person) });
}

function linkAnswer(house: House, call: GuardedCall, id: string): Response {
  const { token, expiresAtMs } = house.links.make(id, "invitation", house.clock.now());
  const link = `${consoleAddress(call.request)}/#/invitation/${token}`;
  const person = house.directory.person(id);
  return json({
    person: person === undefined ? null : shown(person),
    link,
    qr: renderSVG(link),
    expiresAt: new Date(expiresAtMs).toISOString(),
  });
}

function isDisabled(): Refusal {
  return new Refusal("is-disabled", "This person is shut out.", "person", "Let them in again first.");
}
