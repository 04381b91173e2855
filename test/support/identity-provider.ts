import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** An OpenID Connect provider on this machine, strict about what it is told: client, secret, PKCE, address to come back to. */
export class IdentityProvider {
  private readonly keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  private readonly server: Bun.Server<undefined>;
  private readonly codes = new Map<
    string,
    { challenge: string; nonce: string; redirect: string; subject: string }
  >();
  /** What the next token says otherwise than it should. */
  claims: Record<string, unknown> = {};
  /** Signs with this key instead of the published one. */
  foreignKey: KeyObject | undefined;
  requests = 0;
  /** Answers nothing any more, as behind a dead line. */
  silent = false;
  /** Whoever comes there is this subject, without being asked. */
  atOnce: string | undefined;
  /** How long each answer takes. */
  slowMs = 0;

  constructor(readonly client: { id: string; secret: string }) {
    this.server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => this.answer(request) });
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.server.port}`;
  }

  get discovery(): string {
    return `${this.issuer}/.well-known/openid-configuration`;
  }

  /** Somebody signs in there: gives the address that their browser is sent back to. */
  signIn(address: string, subject: string): string {
    const asked = new URL(address).searchParams;
    const of = (name: string) => asked.get(name) ?? "";
    if (of("client_id") !== this.client.id || of("response_type") !== "code") throw new Error(address);
    if (of("code_challenge_method") !== "S256" || !of("scope").split(" ").includes("openid"))
      throw new Error(address);
    const code = randomBytes(16).toString("base64url");
    const redirect = of("redirect_uri");
    this.codes.set(code, { challenge: of("code_challenge"), nonce: of("nonce"), redirect, subject });
    return `${redirect}?code=${code}&state=${encodeURIComponent(of("state"))}`;
  }

  stop(): Promise<void> {
    return this.server.stop(true);
  }

  private async answer(request: Request): Promise<Response> {
    this.requests += 1;
    if (this.silent) await new Promise(() => {});
    if (this.slowMs > 0) await Bun.sleep(this.slowMs);
    const { pathname } = new URL(request.url);
    if (pathname === "/.well-known/openid-configuration") return Response.json(this.description());
    if (pathname === "/jwks") return Response.json({ keys: [this.publicKey()] });
    if (pathname === "/authorize" && this.atOnce !== undefined) {
      return Response.redirect(this.signIn(request.url, this.atOnce), 302);
    }
    if (pathname === "/token") return this.exchange(request);
    return new Response("not found", { status: 404 });
  }

  private description() {
    const { issuer } = this;
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ["RS256"],
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
    };
  }

  private publicKey() {
    return { ...this.keys.publicKey.export({ format: "jwk" }), kid: "k1", use: "sig", alg: "RS256" };
  }

  private async exchange(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    const of = (name: string) => form.get(name) ?? "";
    const basic = Buffer.from(request.headers.get("authorization")?.slice(6) ?? "", "base64").toString();
    const secret = of("client_secret") || basic.split(":")[1];
    const known = this.codes.get(of("code"));
    this.codes.delete(of("code"));
    const proof = createHash("sha256").update(of("code_verifier")).digest("base64url");
    const fits =
      known?.challenge === proof && known.redirect === of("redirect_uri") && secret === this.client.secret;
    if (known === undefined || !fits) return Response.json({ error: "invalid_grant" }, { status: 400 });
    const token = this.idToken(known.subject, known.nonce);
    return Response.json({ access_token: "opaque", token_type: "Bearer", expires_in: 300, id_token: token });
  }

  private idToken(subject: string, nonce: string): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.issuer,
      sub: subject,
      aud: this.client.id,
      iat: now,
      exp: now + 300,
      nonce,
      ...this.claims,
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signed = `${part({ alg: "RS256", kid: "k1", typ: "JWT" })}.${part(claims)}`;
    const key = this.foreignKey ?? this.keys.privateKey;
    return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
  }
}
