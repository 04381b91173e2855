import { z } from "zod";
import { json } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { Call } from "../kernel/route.ts";
import { cookie, isSecure, noCookie, readCookie } from "./cookies.ts";
import {
  beginTry,
  credentialChanged,
  enter,
  type House,
  refuseSignIn,
  signedIn,
  TooManyTries,
  withCookies,
  wrongCredentials,
} from "./entering.ts";
import type { Passkeys } from "./passkeys.ts";
import { printedCodeHash, readPrintedCode } from "./printed-codes.ts";
import { newToken, tokenHash } from "./secret.ts";
import { acceptedStep } from "./totp.ts";

/** The ways in: password with or without second factor, passkey, printed code. */

/** Largest body of an act of this room, in bytes: a passkey's answer is the largest. */
export const BODY_BYTES_MAX = 32 * 1024;

export const userNameText = z.string().trim().min(1).max(64);
export const passwordText = z.string().min(1).max(256);

const passwordBody = z.object({ userName: userNameText, password: passwordText }).strict();
const codeBody = z.object({ code: z.string().trim().min(1).max(32) }).strict();
const printedBody = z.object({ userName: userNameText, code: z.string().trim().min(1).max(64) }).strict();

/** How long the second factor is waited for, in ms, and how many people are waited for at most. */
const SECOND_FACTOR_MS = 5 * 60_000;
export const WAITING_MAX = 1_000;

/** Somebody whose password was right. `hash` is the password's: a change of it in between makes this void. */
type Waiting = { person: string; hash: string | undefined; untilMs: number };

/** Who has given the password and still owes the code. Lost at a restart: then one begins again. */
export class SecondFactors {
  private readonly waiting = new Map<string, Waiting>();

  /** Gives the token for the cookie. */
  add(person: string, hash: string | undefined, nowMs: number): string {
    const token = newToken();
    this.waiting.set(tokenHash(token), { person, hash, untilMs: nowMs + SECOND_FACTOR_MS });
    const oldest = this.waiting.size > WAITING_MAX ? this.waiting.keys().next().value : undefined;
    if (oldest !== undefined) this.waiting.delete(oldest);
    return token;
  }

  find(request: Request, nowMs: number): Waiting | undefined {
    const token = readCookie(request, "second");
    const found = token === undefined ? undefined : this.waiting.get(tokenHash(token));
    return found !== undefined && nowMs < found.untilMs ? found : undefined;
  }

  end(request: Request): void {
    const token = readCookie(request, "second");
    if (token !== undefined) this.waiting.delete(tokenHash(token));
  }
}

export async function withPassword(house: House, seconds: SecondFactors, call: Call): Promise<Response> {
  const { userName, password } = checked(passwordBody, await jsonBody(call.request, BODY_BYTES_MAX));
  const { accounts, directory, passwords, tries, clock } = house;
  const person = directory.byUserName(userName);
  const { standing, keys } = house.places.judge(person, userName, call);
  const hash = person === undefined ? undefined : accounts.passwordHash(person.id);
  try {
    beginTry(house, keys);
    if (!(await passwords.verify(password, hash, standing))) throw wrongCredentials();
  } catch (error) {
    if (error instanceof Refusal) return refuseSignIn(house, call, person, error);
    throw error;
  }
  return house.inTurn(async () => {
    const now = person === undefined ? undefined : directory.person(person.id);
    // While the hash was worked on, the password may have been changed or the person disabled.
    if (now?.state !== "active" || accounts.passwordHash(now.id) !== hash)
      return refuseSignIn(house, call, person);
    tries.forgive(keys);
    if (secondFactor(house, now.id) === undefined)
      return signedIn(await enter(house, now, call, { method: "password" }));
    const terms = { secure: isSecure(call.request), maxAgeSeconds: SECOND_FACTOR_MS / 1000 };
    const token = seconds.add(now.id, hash, clock.now());
    return withCookies(json({ state: "second-factor" }), [cookie("second", token, terms)]);
  });
}

export async function withSecondFactor(house: House, seconds: SecondFactors, call: Call): Promise<Response> {
  const { code } = checked(codeBody, await jsonBody(call.request, BODY_BYTES_MAX));
  const { accounts, directory, clock, tries } = house;
  const waiting = seconds.find(call.request, clock.now());
  if (waiting === undefined) throw notWaiting();
  const keys = [`factor ${waiting.person}`];
  return house.inTurn(async () => {
    const person = directory.person(waiting.person);
    const factor = secondFactor(house, waiting.person);
    const isSame = accounts.passwordHash(waiting.person) === waiting.hash;
    if (person?.state !== "active" || factor === undefined || !isSame) throw notWaiting();
    try {
      beginTry(house, keys);
    } catch (error) {
      if (error instanceof TooManyTries) return refuseSignIn(house, call, person, error);
      throw error;
    }
    const secret = await accounts.unseal(factor.secret).catch(() => undefined);
    const step = secret && acceptedStep(secret, code.replace(/\s/g, ""), factor.step, clock.now());
    if (step === undefined || step === "") return refuseSignIn(house, call, person, wrongCode());
    const taken = accounts.db.query("UPDATE second_factor SET step = ? WHERE person = ?");
    const cookies = await enter(house, person, call, {
      method: "password",
      change: () => void taken.run(step, person.id),
    });
    tries.forgive(keys);
    seconds.end(call.request);
    return signedIn([...cookies, ...noCookie("second", isSecure(call.request))]);
  });
}

export async function withPrintedCode(house: House, call: Call): Promise<Response> {
  const { userName, code } = checked(printedBody, await jsonBody(call.request, BODY_BYTES_MAX));
  const { directory, accounts } = house;
  const printed = readPrintedCode(code);
  return house.inTurn(async () => {
    const person = directory.byUserName(userName);
    const hash = printedCodeHash(person?.id ?? "", printed ?? "");
    const known = accounts.db.query("SELECT 1 FROM printed_code WHERE hash = ? AND person = ?");
    const isKnown = printed !== undefined && known.get(hash, person?.id ?? "") !== null;
    if (person?.state !== "active" || !isKnown) return refuseSignIn(house, call, person);
    const isLast = printedCodes(house, person.id)?.left === 1;
    // Acts take turns: of two that send the same code, the second finds it gone.
    const cookies = await enter(house, person, call, {
      method: "printed-code",
      before: isLast ? [credentialChanged(person, "printed-codes", "used-up")] : [],
      change: () => void accounts.db.query("DELETE FROM printed_code WHERE hash = ?").run(hash),
    });
    return signedIn(cookies);
  });
}

export async function withPasskey(house: House, passkeys: Passkeys, call: Call): Promise<Response> {
  const schema = z.object({ response: passkeyAnswer });
  const { response } = checked(schema, await jsonBody(call.request, BODY_BYTES_MAX));
  const answered = response as unknown as Parameters<Passkeys["answered"]>[0];
  const owner = await passkeys.answered(answered, call.request, house.clock.now());
  return house.inTurn(async () => {
    const person = owner === undefined ? undefined : house.directory.person(owner);
    if (person?.state !== "active" || !passkeys.has(person.id, response.id)) {
      return refuseSignIn(house, call, person);
    }
    return signedIn(await enter(house, person, call, { method: "passkey" }));
  });
}

/** What the browser answers: its shape is checked by the library, its size by the body's bound. */
export const passkeyAnswer = z.looseObject({
  id: z.string().min(1).max(2048),
  rawId: z.string().max(2048),
  type: z.literal("public-key"),
  response: z.record(z.string(), z.unknown()),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
});

/** The confirmed second factor of a person. */
export function secondFactor(
  { accounts }: Pick<House, "accounts">,
  person: string,
): { secret: string; step: number } | undefined {
  const row = accounts.db
    .query<{ secret: string; step: number }, [string]>(
      "SELECT secret, step FROM second_factor WHERE person = ? AND confirmed = 1",
    )
    .get(person);
  return row ?? undefined;
}

export function printedCodes(
  { accounts }: Pick<House, "accounts">,
  person: string,
): { left: number; madeAt: string } | null {
  const row = accounts.db
    .query<{ left: number; madeAtMs: number | null }, [string]>(
      "SELECT count(*) AS left, max(made_at) AS madeAtMs FROM printed_code WHERE person = ?",
    )
    .get(person);
  if (row === null || row.madeAtMs === null) return null;
  return { left: row.left, madeAt: new Date(row.madeAtMs).toISOString() };
}

function wrongCode(): Refusal {
  return new Refusal(
    "wrong-credentials",
    "This code is not the present one, or was used already.",
    "second factor",
    "Wait for the next code, or use a printed code.",
  );
}

function notWaiting(): Refusal {
  return new Refusal(
    "not-signed-in",
    "No code is waited for here.",
    "second factor",
    "Begin again with user name and password.",
  );
}
