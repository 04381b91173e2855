import { createHmac, randomBytes } from "node:crypto";

/**
 * One-time passwords by time (RFC 6238, with SHA-1, 30 s and six digits: what every authenticator app speaks). Pure: the
 * time is an argument. A code counts once (section 5.2), which is why the step that matched is given back.
 */

const STEP_MS = 30_000;
const DIGITS = 6;
/** Steps before and after now that are accepted: the clock of a phone may be off by half a minute. */
const STEPS_AROUND = 1;
/** RFC 4226, section 4, R6: at least 128 bits, 160 recommended. */
const SECRET_BYTES = 20;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A new secret in Base32, as apps take it when it is typed. */
export function newTotpSecret(): string {
  // 160 bits are 32 characters of five bits, without a rest.
  let bits = "";
  for (const byte of randomBytes(SECRET_BYTES)) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join("");
}

/** What the QR code holds (Key URI Format of Google Authenticator). */
export function totpUri(secret: string, userName: string): string {
  const label = encodeURIComponent(`Beffroi:${userName}`);
  return `otpauth://totp/${label}?secret=${secret}&issuer=Beffroi&digits=${DIGITS}&period=${STEP_MS / 1000}`;
}

/** The code of a time step (RFC 4226, section 5.3). */
export function totpAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", base32Bytes(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

export const totpStep = (nowMs: number): number => Math.floor(nowMs / STEP_MS);

/** The step that the code is of, or undefined when it is wrong, too old, or not newer than the last one accepted. */
export function acceptedStep(
  secret: string,
  code: string,
  lastStep: number,
  nowMs: number,
): number | undefined {
  const now = totpStep(nowMs);
  let accepted: number | undefined;
  for (let step = now - STEPS_AROUND; step <= now + STEPS_AROUND; step++) {
    if (step > lastStep && totpAt(secret, step) === code) accepted = step;
  }
  return accepted;
}

function base32Bytes(text: string): Buffer {
  let bits = "";
  for (const character of text) bits += BASE32.indexOf(character).toString(2).padStart(5, "0");
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
