import { json } from "../kernel/answer.ts";
import type { Role } from "../kernel/role.ts";
import type { Call, GuardedCall, Route } from "../kernel/route.ts";
import * as own from "./account.ts";
import * as book from "./address-book.ts";
import { passkeyHost, isSecure, noCookie } from "./cookies.ts";
import * as directory from "./directory.ts";
import { answered, type House, ownSession, withCookies } from "./entering.ts";
import { acceptInvitation, invitation, needsSetup, setUp } from "./joining.ts";
import type { Passkeys } from "./passkeys.ts";
import * as provider from "./provider.ts";
import { SecondFactors, withPasskey, withPassword, withPrintedCode, withSecondFactor } from "./sign-in.ts";
import { shown } from "./views.ts";

/** The room's routes, in the console's words (needs: the least role). */
export function peopleRoutes(house: House, passkeys: Passkeys): readonly Route[] {
  return [...sessionRoutes(house, passkeys), ...accountRoutes(house, passkeys), ...directoryRoutes(house)];
}

type Answer<C> = (call: C) => Response | Promise<Response>;

const open = (method: Route["method"], path: string, answer: Answer<Call>): Route => ({
  method,
  path,
  needs: "nobody",
  answer: (call) => answered(async () => answer(call)),
});

const guarded =
  (needs: Role) =>
  (method: Route["method"], path: string, answer: Answer<GuardedCall>): Route => ({
    method,
    path,
    needs,
    answer: (call) => answered(async () => answer(call)),
  });

function sessionRoutes(house: House, passkeys: Passkeys): Route[] {
  const seconds = new SecondFactors();
  const observer = guarded("observer");
  return [
    open("GET", "/api/session", (call) => sessionAnswer(house, seconds, call)),
    open("POST", "/api/session/sign-in", (call) => withPassword(house, seconds, call)),
    open("POST", "/api/session/second-factor", (call) => withSecondFactor(house, seconds, call)),
    open("POST", "/api/session/printed-code", (call) => withPrintedCode(house, call)),
    open("POST", "/api/session/passkey/options", async ({ request }) =>
      json(await passkeys.signInOptions(request, house.clock.now())),
    ),
    open("POST", "/api/session/passkey", (call) => withPasskey(house, passkeys, call)),
    open("GET", "/api/session/oidc", () => provider.goToProvider(house)),
    open("POST", "/api/session/oidc", (call) => provider.beginAtProvider(house, call)),
    open("GET", "/api/session/oidc/callback", (call) => provider.comeBack(house, call)),
    observer("POST", "/api/session/sign-out", (call) => signOut(house, call)),
    open("POST", "/api/setup", (call) => setUp(house, call)),
    open("GET", "/api/invitations/:token", ({ param }) => invitation(house, param("token"))),
    open("POST", "/api/invitations/:token", (call) => acceptInvitation(house, call)),
  ];
}

function accountRoutes(house: House, passkeys: Passkeys): Route[] {
  /** Whoever signed in, about themselves: that there is somebody is asked before the body is read. */
  const person = (method: Route["method"], path: string, answer: Answer<GuardedCall>): Route =>
    guarded("observer")(method, path, (call) => {
      ownSession(house, call);
      return answer(call);
    });
  return [
    person("GET", "/api/account", (call) => own.account(house, passkeys, call)),
    person("POST", "/api/account/password", (call) => own.changePassword(house, call)),
    person("POST", "/api/account/passkeys/options", (call) => own.newPasskeyOptions(house, passkeys, call)),
    person("POST", "/api/account/passkeys", (call) => own.addPasskey(house, passkeys, call)),
    person("DELETE", "/api/account/passkeys/:id", (call) => own.removePasskey(house, passkeys, call)),
    person("POST", "/api/account/second-factor", (call) => own.beginSecondFactor(house, call)),
    person("POST", "/api/account/second-factor/confirm", (call) => own.confirmSecondFactor(house, call)),
    person("POST", "/api/account/second-factor/remove", (call) => own.removeSecondFactor(house, call)),
    person("POST", "/api/account/printed-codes", (call) => own.makePrintedCodes(house, call)),
    person("DELETE", "/api/account/sessions/:id", (call) => own.endOwnSession(house, call)),
    person("POST", "/api/account/oidc", (call) => provider.beginLink(house, call)),
    person("POST", "/api/account/oidc/remove", (call) => provider.removeLink(house, call)),
  ];
}

function directoryRoutes(house: House): Route[] {
  const observer = guarded("observer");
  const member = guarded("member");
  const admin = guarded("admin");
  return [
    observer("GET", "/api/people", () => json({ people: house.directory.people().map(shown) })),
    admin("POST", "/api/people/invitations", (call) => directory.invite(house, call)),
    admin("POST", "/api/people/:id/invitation", (call) => directory.renewInvitation(house, call)),
    admin("DELETE", "/api/people/:id/invitation", (call) => directory.withdrawInvitation(house, call)),
    admin("POST", "/api/people/:id/role", (call) => directory.changeRole(house, call)),
    admin("POST", "/api/people/:id/name", (call) => directory.rename(house, call)),
    admin("POST", "/api/people/:id/disable", (call) => directory.disable(house, call)),
    admin("POST", "/api/people/:id/enable", (call) => directory.enable(house, call)),
    admin("POST", "/api/people/:id/sessions/end", (call) => directory.endSessions(house, call)),
    observer("GET", "/api/contacts", () => book.contacts(house)),
    member("PUT", "/api/contacts/:id", (call) => book.putContact(house, call)),
    member("POST", "/api/contacts/:id/remove", (call) => book.removeContact(house, call)),
  ];
}

function sessionAnswer(house: House, seconds: SecondFactors, { request }: Call): Response {
  const also = {
    oidc: house.oidc === undefined ? null : { label: house.oidc.label },
    passkeys: passkeyHost(request) !== undefined,
  };
  const session = house.sessions.find(request);
  if (session !== undefined) {
    const { id, name, userName, role } = session.person;
    const expiresAt = new Date(session.expiresAtMs).toISOString();
    return json({ state: "signed-in", person: { id, name, userName, role }, ...also, expiresAt });
  }
  if (seconds.find(request, house.clock.now()) !== undefined)
    return json({ state: "second-factor", ...also });
  return json({ state: needsSetup(house) ? "setup" : "signed-out", ...also });
}

async function signOut(house: House, call: GuardedCall): Promise<Response> {
  const session = house.sessions.find(call.request);
  const secure = isSecure(call.request);
  if (session !== undefined) await house.inTurn(() => own.endFirst(house, session, session.person));
  return withCookies(json({}), [...noCookie("session", secure), ...noCookie("second", secure)]);
}
