import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { Refusal } from "../kernel/refusal.ts";
import type { Accounts } from "./accounts.ts";
import { Challenges } from "./challenge.ts";
import { consoleAddress, passkeyHost } from "./cookies.ts";

/**
 * Passkeys (WebAuthn level 3). One proves possession and, because the device must know its owner, who it is: it signs in
 * alone. They are bound to the host name of the console's address.
 */

/** Passkeys of one person. */
export const PASSKEYS_MAX = 20;

export type Passkey = { id: string; name: string; createdAt: string; lastUsedAt: string | null };

type Row = {
  id: string;
  person: string;
  name: string;
  host: string;
  public_key: Uint8Array;
  counter: number;
  transports: string;
  made_at: number;
  used_at: number | null;
};

/** Loaded when the first passkey is asked for: it is large, and many towns will have none. */
const webauthn = () => import("@simplewebauthn/server");

export class Passkeys {
  private readonly challenges: Challenges;

  constructor(
    private readonly accounts: Accounts,
    secret: string,
  ) {
    this.challenges = new Challenges(secret);
  }

  of(person: string): Passkey[] {
    return this.rows(person).map(({ id, name, made_at, used_at }) => ({
      id,
      name,
      createdAt: new Date(made_at).toISOString(),
      lastUsedAt: used_at === null ? null : new Date(used_at).toISOString(),
    }));
  }

  /** What the browser needs to make a passkey for a person. */
  async newOptions(person: { id: string; name: string; userName: string }, request: Request, nowMs: number) {
    const host = requirePasskeyHost(request);
    if (this.rows(person.id).length >= PASSKEYS_MAX) throw tooMany();
    const { generateRegistrationOptions } = await webauthn();
    return generateRegistrationOptions({
      rpName: "Beffroi",
      rpID: host,
      userID: new TextEncoder().encode(person.id),
      userName: person.userName,
      userDisplayName: person.name,
      challenge: this.challenges.make(`add ${person.id}`, nowMs),
      attestationType: "none",
      excludeCredentials: this.rows(person.id).map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
    });
  }

  /** Checks a new passkey. Throws the Refusal "bad-passkey". Nothing is kept yet: `keep` does. */
  async checkNew(person: string, response: RegistrationResponseJSON, request: Request, nowMs: number) {
    const host = requirePasskeyHost(request);
    const { verifyRegistrationResponse } = await webauthn();
    await refuseCertificates(response);
    const verified = await verifyRegistrationResponse({
      response,
      expectedChallenge: (given) => this.challenges.isGood(textOf(given), `add ${person}`, nowMs),
      expectedOrigin: consoleAddress(request),
      expectedRPID: host,
      requireUserVerification: true,
    }).catch(() => undefined);
    if (verified?.verified !== true) throw badPasskey();
    if (this.rows(person).length >= PASSKEYS_MAX) throw tooMany();
    const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
    return { id, person, host, publicKey, counter, transports };
  }

  /** A passkey belongs to one person, and is there once. */
  requireNew(id: string): void {
    if (this.accounts.db.query("SELECT 1 FROM passkey WHERE id = ?").get(id) !== null) throw badPasskey();
  }

  keep(made: Awaited<ReturnType<Passkeys["checkNew"]>>, name: string, nowMs: number): void {
    const { id, person, host, publicKey, counter, transports } = made;
    this.accounts.db
      .query(
        `INSERT INTO passkey (id, person, name, host, public_key, counter, transports, made_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, person, name, host, publicKey, counter, JSON.stringify(transports), nowMs);
  }

  remove(person: string, id: string): void {
    this.accounts.db.query("DELETE FROM passkey WHERE person = ? AND id = ?").run(person, id);
  }

  has(person: string, id: string): boolean {
    return this.rows(person).some((row) => row.id === id);
  }

  /** What the browser needs to sign in with a passkey; it says itself whose it is, so nobody's name is given away. */
  async signInOptions(request: Request, nowMs: number) {
    const { generateAuthenticationOptions } = await webauthn();
    return generateAuthenticationOptions({
      rpID: requirePasskeyHost(request),
      challenge: this.challenges.make("sign-in", nowMs),
      userVerification: "required",
    });
  }

  /** Whose passkey answered, or undefined. An answer counts once. */
  async answered(
    response: AuthenticationResponseJSON,
    request: Request,
    nowMs: number,
  ): Promise<string | undefined> {
    const host = requirePasskeyHost(request);
    const row = this.accounts.db.query<Row, [string]>("SELECT * FROM passkey WHERE id = ?").get(response.id);
    if (row === null) return undefined;
    let challenge = "";
    const { verifyAuthenticationResponse } = await webauthn();
    const verified = await verifyAuthenticationResponse({
      response,
      expectedChallenge: (given) => {
        challenge = textOf(given);
        return this.challenges.isGood(challenge, "sign-in", nowMs);
      },
      expectedOrigin: consoleAddress(request),
      expectedRPID: host,
      credential: { id: row.id, publicKey: new Uint8Array(row.public_key), counter: row.counter },
      requireUserVerification: true,
    }).catch(() => undefined);
    // Asked again: two answers to one challenge may have been checked at the same time.
    if (verified?.verified !== true || !this.challenges.isGood(challenge, "sign-in", nowMs)) return undefined;
    this.challenges.use(challenge, nowMs);
    this.accounts.db
      .query("UPDATE passkey SET counter = ?, used_at = ? WHERE id = ?")
      .run(verified.authenticationInfo.newCounter, nowMs, row.id);
    return row.person;
  }

  private rows(person: string): Row[] {
    return this.accounts.db
      .query<Row, [string]>("SELECT * FROM passkey WHERE person = ? ORDER BY made_at, id")
      .all(person);
  }
}

/** Challenges go to the browser as bytes. */
const textOf = (challenge: string): string => Buffer.from(challenge, "base64url").toString("utf8");

/**
 * We ask for no attestation. A certificate in it would make the library fetch the revocation list that the certificate
 * names: an address of the caller's choice, asked from inside the town hall's network.
 */
async function refuseCertificates(response: RegistrationResponseJSON): Promise<void> {
  try {
    const { decodeAttestationObject } = await import("@simplewebauthn/server/helpers");
    const object = decodeAttestationObject(
      new Uint8Array(Buffer.from(response.response.attestationObject, "base64url")),
    );
    const bare =
      ["none", "packed"].includes(object.get("fmt")) && object.get("attStmt").get("x5c") === undefined;
    if (bare) return;
  } catch {
    // What cannot be read is refused as well.
  }
  throw badPasskey();
}

function requirePasskeyHost(request: Request): string {
  const host = passkeyHost(request);
  if (host !== undefined) return host;
  throw new Refusal(
    "no-passkeys-here",
    "Browsers offer no passkeys at this address.",
    "console address",
    "Open the console under a host name over https, or as http://localhost.",
  );
}

function badPasskey(): Refusal {
  return new Refusal(
    "bad-passkey",
    "This passkey cannot be taken.",
    "passkey",
    "Begin again; if it fails again, use another device.",
  );
}

function tooMany(): Refusal {
  return new Refusal(
    "too-many-passkeys",
    `You have ${PASSKEYS_MAX} passkeys.`,
    "account",
    "Remove one that you do not use.",
  );
}
