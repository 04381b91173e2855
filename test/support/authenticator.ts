import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A passkey's device in software, with real keys and signatures: what a browser would hand over (WebAuthn level 3). */

type Options = { challenge: string; rp?: { id?: string }; rpId?: string };

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

const UP = 0x01;
const UV = 0x04;
const AT = 0x40;

export type Terms = {
  /** What the browser says it is on; the real one if left out. */
  origin?: string;
  rpId?: string;
  challenge?: string;
  userVerified?: boolean;
  /** PEM certificate and key of the maker: attestation as security keys send it (fido-u2f). */
  maker?: { cert: string; key: string };
};

export class Authenticator {
  readonly id = base64url(randomBytes(16));
  private readonly keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  private counter = 0;

  constructor(private readonly origin: string) {}

  create(options: Options, terms: Terms = {}) {
    const client = this.clientData("webauthn.create", options, terms);
    const credential = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, 16]),
      Buffer.from(this.id, "base64url"),
      coseKey(this.keys.publicKey),
    ]);
    const data = Buffer.concat([this.data(options, terms, AT), credential]);
    return {
      ...this.frame(),
      response: {
        clientDataJSON: base64url(client),
        attestationObject: base64url(attestation(data, this.statement(options, terms, client))),
        transports: ["internal"],
      },
    };
  }

  get(options: Options, terms: Terms = {}) {
    const client = this.clientData("webauthn.get", options, terms);
    const data = this.data(options, terms, 0);
    const signature = sign("sha256", Buffer.concat([data, sha256(client)]), this.keys.privateKey);
    return {
      ...this.frame(),
      response: {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(signature),
      },
    };
  }

  /** The maker's certificate and its signature, as valid as one can be (WebAuthn level 3, section 8.6). */
  private statement(options: Options, { maker, rpId }: Terms, client: Buffer): Statement | undefined {
    if (maker === undefined) return undefined;
    const { x = "", y = "" } = this.keys.publicKey.export({ format: "jwk" });
    const signed = Buffer.concat([
      Buffer.from([0]),
      sha256(Buffer.from(rpId ?? options.rp?.id ?? "")),
      sha256(client),
      Buffer.from(this.id, "base64url"),
      Buffer.from([4]),
      Buffer.from(x, "base64url"),
      Buffer.from(y, "base64url"),
    ]);
    const der = Buffer.from(maker.cert.replace(/-----[A-Z ]+-----|\s/g, ""), "base64");
    return { signature: sign("sha256", signed, maker.key), certificate: der };
  }

  private frame() {
    return { id: this.id, rawId: this.id, type: "public-key" as const, clientExtensionResults: {} };
  }

  private clientData(type: string, options: Options, terms: Terms): Buffer {
    const challenge = terms.challenge ?? options.challenge;
    return Buffer.from(JSON.stringify({ type, challenge, origin: terms.origin ?? this.origin }));
  }

  private data(options: Options, { rpId, userVerified = true }: Terms, flags: number): Buffer {
    this.counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.counter);
    const host = rpId ?? options.rp?.id ?? options.rpId ?? "";
    const bits = UP | (userVerified ? UV : 0) | flags;
    return Buffer.concat([sha256(Buffer.from(host)), Buffer.from([bits]), count]);
  }
}

type Statement = { signature: Uint8Array; certificate: Uint8Array };

/** CBOR of {"fmt", "attStmt", "authData"} (RFC 8949), written by hand: three keys need no library. */
function attestation(data: Buffer, statement: Statement | undefined): Buffer {
  const none = Buffer.from([0xa0]);
  const told =
    statement === undefined
      ? none
      : Buffer.concat([
          Buffer.from([0xa2]),
          text("sig"),
          bytes(statement.signature),
          text("x5c"),
          Buffer.from([0x81]),
          bytes(statement.certificate),
        ]);
  return Buffer.concat([
    Buffer.from([0xa3]),
    text("fmt"),
    text(statement === undefined ? "none" : "fido-u2f"),
    text("attStmt"),
    told,
    text("authData"),
    bytes(data),
  ]);
}

/** COSE_Key of a P-256 public key (RFC 9053, section 7.1.1). */
function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const coordinate = (value: string) => bytes(Buffer.from(value, "base64url"));
  return Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    coordinate(x),
    Buffer.from([0x22]),
    coordinate(y),
  ]);
}

const text = (value: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);

function bytes(value: Uint8Array): Buffer {
  const { length } = value;
  const head = length < 256 ? [0x58, length] : [0x59, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), value]);
}
