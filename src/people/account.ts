import { renderSVG } from "uqr";
import { z } from "zod";
import { json } from "../kernel/answer.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { GuardedCall } from "../kernel/route.ts";
import { line } from "../kernel/text.ts";
import {
  actorOf,
  confirmOwner,
  credentialChanged,
  type House,
  ownSession,
  withCookies,
  wrongCredentials,
} from "./entering.ts";
import type { Passkeys } from "./passkeys.ts";
import { checkPassword } from "./passwords.ts";
import { newPrintedCodes, printedCodeHash, readPrintedCode } from "./printed-codes.ts";
import type { Session } from "./sessions.ts";
import { BODY_BYTES_MAX, passkeyAnswer, passwordText, printedCodes, secondFactor } from "./sign-in.ts";
import { acceptedStep, newTotpSecret, totpUri } from "./totp.ts";
import { type KnownPerson, shown } from "./views.ts";

/** What a person does with their own account: look at it, change what they sign in with, end sessions. */

const currentPassword = z.string().max(256).default("");
const ownerBody = z.object({ password: currentPassword }).strict();
const changeBody = z.object({ current: currentPassword, new: passwordText }).strict();
const codeBody = z.object({ code: z.string().trim().min(1).max(32) }).strict();
const passkeyBody = z.object({ name: line(64).min(1), response: passkeyAnswer });

const bodyOf = async <T>(call: GuardedCall, schema: z.ZodType<T>): Promise<T> =>
  checked(schema, await jsonBody(call.request, BODY_BYTES_MAX));

export function account(house: House, passkeys: Passkeys, call: GuardedCall): Response {
  const { person, row } = ownSession(house, call);
  const sessions = house.sessions.of(person.id).map((one) => ({
    id: one.row.id,
    current: one.row.id === row.id,
    createdAt: new Date(one.row.createdAtMs).toISOString(),
    lastSeenAt: new Date(one.row.seenAtMs).toISOString(),
    address: one.row.address,
    userAgent: one.row.userAgent,
    expiresAt: new Date(one.expiresAtMs).toISOString(),
  }));
  return json({
    person: shown(person),
    passkeys: passkeys.of(person.id),
    password: house.accounts.passwordHash(person.id) !== undefined,
    secondFactor: secondFactor(house, person.id) !== undefined,
    printedCodes: printedCodes(house, person.id),
    oidc: house.oidc === undefined ? null : { linked: house.accounts.identity(person.id) !== undefined },
    sessions,
  });
}

/** Changes the password and ends every session but this one, which goes on under a new token. */
export async function changePassword(house: House, call: GuardedCall): Promise<Response> {
  const { current, new: wanted } = await bodyOf(call, changeBody);
  const session = ownSession(house, call);
  const { person } = session;
  checkPassword(wanted, person.userName ?? "");
  const before = house.accounts.passwordHash(person.id);
  await confirmOwner(house, session, current);
  const hash = await house.passwords.hash(wanted, "known");
  return house.inTurn(async () => {
    requireStill(house, call);
    if (house.accounts.passwordHash(person.id) !== before) throw wrongCredentials();
    const ended = {
      actor: actorOf(person),
      kind: "people.sessions-ended",
      subject: person.id,
      body: { count: Math.max(0, house.sessions.of(person.id).length - 1) },
    };
    const entries = house.journal.appendAll([credentialChanged(person, "password", "set"), ended]);
    await house.accounts.setPassword(person.id, hash);
    await house.accounts.endSessions(person.id);
    const position = entries.at(-1)?.position ?? 0;
    return withCookies(json({}), await house.sessions.open(person.id, position, call));
  });
}

export async function newPasskeyOptions(
  house: House,
  passkeys: Passkeys,
  call: GuardedCall,
): Promise<Response> {
  const { person } = ownSession(house, call);
  const named = { id: person.id, name: person.name, userName: person.userName ?? person.name };
  return json(await passkeys.newOptions(named, call.request, house.clock.now()));
}

export async function addPasskey(house: House, passkeys: Passkeys, call: GuardedCall): Promise<Response> {
  const { name, response } = await bodyOf(call, passkeyBody);
  const { person } = ownSession(house, call);
  const nowMs = house.clock.now();
  const answer = response as unknown as Parameters<Passkeys["checkNew"]>[1];
  const made = await passkeys.checkNew(person.id, answer, call.request, nowMs);
  return house.inTurn(async () => {
    requireStill(house, call);
    passkeys.requireNew(made.id);
    house.journal.append(credentialChanged(person, "passkey", "added"));
    passkeys.keep(made, name, nowMs);
    return json({ passkeys: passkeys.of(person.id) });
  });
}

export function removePasskey(house: House, passkeys: Passkeys, call: GuardedCall): Promise<Response> {
  return house.inTurn(async () => {
    const { person } = ownSession(house, call);
    const id = call.param("id");
    if (!passkeys.has(person.id, id)) throw notThere("passkey", id);
    house.journal.append(credentialChanged(person, "passkey", "removed"));
    passkeys.remove(person.id, id);
    return json({ passkeys: passkeys.of(person.id) });
  });
}

/** A secret for an authenticator app. It counts only when a code of it was given back. */
export async function beginSecondFactor(house: House, call: GuardedCall): Promise<Response> {
  const { password } = await bodyOf(call, ownerBody);
  const session = ownSession(house, call);
  await confirmOwner(house, session, password);
  if (secondFactor(house, session.person.id) !== undefined) throw alreadyThere();
  const secret = newTotpSecret();
  const sealed = await house.accounts.seal(secret);
  return house.inTurn(async () => {
    requireStill(house, call);
    if (secondFactor(house, session.person.id) !== undefined) throw alreadyThere();
    house.accounts.db
      .query("INSERT OR REPLACE INTO second_factor (person, secret, confirmed, step) VALUES (?, ?, 0, 0)")
      .run(session.person.id, sealed);
    const uri = totpUri(secret, session.person.userName ?? session.person.name);
    return json({ uri, secret, qr: renderSVG(uri) });
  });
}

export async function confirmSecondFactor(house: House, call: GuardedCall): Promise<Response> {
  const { code } = await bodyOf(call, codeBody);
  return house.inTurn(async () => {
    const { person } = ownSession(house, call);
    const { db } = house.accounts;
    const row = db
      .query<{ secret: string; confirmed: number }, [string]>(
        "SELECT secret, confirmed FROM second_factor WHERE person = ?",
      )
      .get(person.id);
    if (row === null) throw notThere("second factor", "account");
    if (row.confirmed === 1) throw alreadyThere();
    const secret = await house.accounts.unseal(row.secret);
    const step = acceptedStep(secret, code.replace(/\s/g, ""), 0, house.clock.now());
    if (step === undefined) throw wrongAppCode();
    house.journal.append(credentialChanged(person, "second-factor", "added"));
    db.query("UPDATE second_factor SET confirmed = 1, step = ? WHERE person = ?").run(step, person.id);
    return json({ secondFactor: true });
  });
}

export async function removeSecondFactor(house: House, call: GuardedCall): Promise<Response> {
  const { password } = await bodyOf(call, ownerBody);
  const session = ownSession(house, call);
  await confirmOwner(house, session, password);
  return house.inTurn(async () => {
    requireStill(house, call);
    const { person } = session;
    if (secondFactor(house, person.id) !== undefined) {
      house.journal.append(credentialChanged(person, "second-factor", "removed"));
    }
    house.accounts.db.query("DELETE FROM second_factor WHERE person = ?").run(person.id);
    return json({ secondFactor: false });
  });
}

/** Ten new codes, shown once; the older are void. */
export async function makePrintedCodes(house: House, call: GuardedCall): Promise<Response> {
  const { password } = await bodyOf(call, ownerBody);
  const session = ownSession(house, call);
  await confirmOwner(house, session, password);
  return house.inTurn(async () => {
    requireStill(house, call);
    const { person } = session;
    const nowMs = house.clock.now();
    const codes = newPrintedCodes();
    house.journal.append(credentialChanged(person, "printed-codes", "set"));
    const { db } = house.accounts;
    const put = db.query("INSERT INTO printed_code (hash, person, made_at) VALUES (?, ?, ?)");
    db.transaction(() => {
      db.query("DELETE FROM printed_code WHERE person = ?").run(person.id);
      for (const code of codes)
        put.run(printedCodeHash(person.id, readPrintedCode(code) ?? ""), person.id, nowMs);
    })();
    return json({ codes, madeAt: new Date(nowMs).toISOString() });
  });
}

export function endOwnSession(house: House, call: GuardedCall): Promise<Response> {
  return house.inTurn(async () => {
    const { person } = ownSession(house, call);
    const ended = house.sessions.of(person.id).find(({ row }) => row.id === call.param("id"));
    if (ended === undefined) throw notThere("session", call.param("id"));
    await endFirst(house, ended, person);
    return json({});
  });
}

/**
 * A session ends whether anything can be written or not: with a full disk, too, one must be able to sign out. What could
 * not be written down of it is in the log.
 */
export async function endFirst(house: House, { row }: Session, person: KnownPerson): Promise<void> {
  await house.sessions.end(row.token);
  try {
    house.journal.append({ actor: actorOf(person), kind: "people.signed-out", subject: person.id, body: {} });
  } catch (error) {
    house.log("error", "a sign-out is not in the journal", { person: person.id, reason: errorLine(error) });
  }
}

/** After waiting, the caller's session must still count: it may have been ended because of what is asked here. */
export function requireStill(house: House, call: GuardedCall): Session {
  const session = house.sessions.find(call.request);
  if (session !== undefined) return session;
  throw new Refusal("not-signed-in", "Your session has just ended.", "session", "Sign in again.");
}

function notThere(what: string, where: string): Refusal {
  return new Refusal("not-found", `There is no such ${what}.`, where, "Look at your account again.");
}

function alreadyThere(): Refusal {
  return new Refusal(
    "already-exists",
    "You have a second factor already.",
    "second factor",
    "Remove it first.",
  );
}

function wrongAppCode(): Refusal {
  return new Refusal(
    "wrong-credentials",
    "This code is not the present one.",
    "second factor",
    "Compare the clocks of both machines, and type the next code.",
  );
}
