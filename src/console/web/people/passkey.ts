import { ask, Refused } from "../ask.ts";

/** Passkeys, the browser's half: the key stays in the device, the console gets signatures. */

/**
 * Whether this browser, at this address, can use passkeys: it needs https or localhost, and a name rather than an IP
 * address (WebAuthn Level 3, 5.1.2). `offered`: what the console says of the address.
 */
export function passkeyObstacle(offered: boolean): "none" | "address" | "insecure" | "browser" {
  if (/^[\d.]+$|:/.test(location.hostname)) return "address";
  if (!window.isSecureContext) return "insecure";
  if (
    typeof PublicKeyCredential === "undefined" ||
    !("parseCreationOptionsFromJSON" in PublicKeyCredential)
  ) {
    return "browser";
  }
  return offered ? "none" : "address";
}

/** Signs in with a passkey. Throws Refused; "passkey-given-up" when the person or the device said no. */
export async function signInWithPasskey(): Promise<void> {
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>("/api/session/passkey/options", {
    body: {},
  });
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await asked(() => navigator.credentials.get({ publicKey }));
  await ask("/api/session/passkey", { body: { response: credential.toJSON() } });
}

/** Adds a passkey to the account of who is signed in. Throws Refused. */
export async function addPasskey(name: string): Promise<void> {
  const options = await ask<PublicKeyCredentialCreationOptionsJSON>("/api/account/passkeys/options", {
    body: {},
  });
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const credential = await asked(() => navigator.credentials.create({ publicKey }));
  await ask("/api/account/passkeys", { body: { name, response: credential.toJSON() } });
}

async function asked(ceremony: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ceremony();
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (error) {
    if (error instanceof DOMException && error.name === "InvalidStateError") {
      throw new Refused(0, "passkey-known", "", "", "");
    }
    if (!(error instanceof DOMException)) throw error;
  }
  throw new Refused(0, "passkey-given-up", "", "", "");
}
