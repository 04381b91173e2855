import { timingSafeEqual } from "node:crypto";
import type { TicketKey, TicketKeys } from "./keys.ts";

/** HMAC-SHA256 (RFC 2104) cut to 128 bits (§5 of it): an outsider gets one guess a request. */
export const SIGNATURE_BYTES = 16;

/**
 * Signs for one purpose and one site. Each has keys of its own, derived from the shared ones: what was signed as a ticket
 * is no envelope, and a site's ticket is worth nothing at its neighbour on the same machine.
 */
export class Signer {
  private readonly derived = new WeakMap<TicketKey, Buffer>();
  private readonly label: string;

  constructor(
    private readonly keys: TicketKeys,
    purpose: "ticket" | "envelope",
    site: string,
  ) {
    this.label = `beffroi ${purpose}\0${site}`;
  }

  /** The key that signs now. */
  key(): TicketKey {
    return this.keys.signing();
  }

  sign(key: TicketKey, bytes: Uint8Array): Buffer {
    let secret = this.derived.get(key);
    if (secret === undefined) {
      secret = hmac(key.secret, Buffer.from(this.label));
      this.derived.set(key, secret);
    }
    return hmac(secret, bytes).subarray(0, SIGNATURE_BYTES);
  }

  /** True if the key is known and the signature its own; compared in constant time. */
  verify(keyId: number, bytes: Uint8Array, signature: Uint8Array): boolean {
    const key = this.keys.find(keyId);
    if (key === undefined || signature.length !== SIGNATURE_BYTES) return false;
    return timingSafeEqual(this.sign(key, bytes), signature);
  }
}

function hmac(secret: Buffer, bytes: Uint8Array): Buffer {
  return new Bun.CryptoHasher("sha256", secret).update(bytes).digest();
}

/** The bytes of base64url text (RFC 4648 §5) without padding, or undefined if it is not the one way to write them. */
export function fromBase64Url(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : undefined;
}
