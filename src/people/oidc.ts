import { betterAuth } from "better-auth";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import type { Accounts } from "./accounts.ts";
import type { PeopleSettings } from "./config.ts";
import { newToken, sameText, secretOf } from "./secret.ts";

/**
 * Signing in at the town's own provider (OpenID Connect Core 1.0, authorization code with PKCE and nonce). It is one way
 * in among others: nothing is asked of the provider before somebody chooses it, and its death is a message, no more.
 * better-auth speaks the protocol and checks signatures; who the subject is here, and what they may, is ours.
 */

/** Where the provider sends people back to. */
export const CALLBACK_PATH = "/api/session/oidc/callback";

/** Longest wait for the provider, in ms. */
const PROVIDER_TIMEOUT_MS = 5_000;
/** After a failure the provider is left alone for so long, in ms: clicks must not pile up on a dead line. */
const LEAVE_ALONE_MS = 5_000;
/** Answers of the provider that are checked at once: a flood at our door must not become one at the provider's. */
export const EXCHANGES_MAX = 8;
/** How long somebody may take at the provider, in ms. */
export const AWAY_MS = 10 * 60_000;

/** What the person was about to do: to sign in, to link their account, or to accept an invitation. */
export type Purpose =
  | { kind: "sign-in" }
  | { kind: "link"; person: string }
  | { kind: "invitation"; token: string; userName: string };

type Away = { state: string; verifier: string; nonce: string; untilMs: number; purpose: Purpose };

type OidcParts = { settings: PeopleSettings; accounts: Accounts; secret: string; clock: Clock; log: Log };

export type Oidc = NonNullable<ReturnType<typeof makeOidc>>;

/** Undefined when no provider is configured. Reads the client's secret; asks nobody anything. */
export function makeOidc({ settings, accounts, secret, clock, log }: OidcParts) {
  const {
    oidc_discovery: discoveryUrl,
    oidc_client_id: clientId,
    oidc_client_secret_file: secretFile,
    oidc_console: address,
  } = settings;
  if (
    discoveryUrl === undefined ||
    clientId === undefined ||
    secretFile === undefined ||
    address === undefined
  ) {
    return undefined;
  }
  const provider = providerAt(
    { discoveryUrl, clientId, clientSecret: secretOf(secretFile), secret },
    clock,
    log,
  );
  const redirectURI = new URL(CALLBACK_PATH, address).href;
  let exchanges = 0;

  return {
    label: settings.oidc_label,
    secure: address.startsWith("https:"),
    /** Where to send the browser, and what it has to bring back in a cookie. Throws "provider-unreachable". */
    async begin(purpose: Purpose): Promise<{ url: string; away: string }> {
      const found = await provider();
      const away: Away = {
        state: newToken(),
        verifier: newToken(),
        nonce: newToken(),
        untilMs: clock.now() + AWAY_MS,
        purpose,
      };
      const { state, verifier: codeVerifier, nonce: idTokenNonce } = away;
      const url = await found.createAuthorizationURL({ state, codeVerifier, idTokenNonce, redirectURI });
      const sealed = await accounts.seal(JSON.stringify(away));
      return { url: url.toString(), away: Buffer.from(sealed).toString("base64url") };
    },
    /** Who came back, by the provider's name for them. Throws "provider-refused" or "provider-unreachable". */
    async finish(
      query: URLSearchParams,
      cookie: string | undefined,
    ): Promise<{ subject: string; purpose: Purpose }> {
      const away = await openAway(accounts, cookie);
      if (away === undefined || away.untilMs <= clock.now())
        throw refused("This browser did not begin it, or long ago.");
      if (!sameText(query.get("state") ?? "", away.state)) throw refused("The answer is of another sign-in.");
      const code = query.get("code");
      if (code === null) throw refused("The provider let nobody in.");
      const found = await provider();
      const issuer = query.get("iss");
      // RFC 9207: another provider must not answer in this one's place.
      if (issuer !== null && issuer !== found.issuer) throw refused("Another provider answered.");
      const exchange = async () => {
        const tokens = await found.validateAuthorizationCode({
          code,
          codeVerifier: away.verifier,
          redirectURI,
        });
        return tokens === null ? null : found.getUserInfo({ ...tokens, expectedIdTokenNonce: away.nonce });
      };
      if (exchanges >= EXCHANGES_MAX) throw refused("Too many people come back from the provider at once.");
      exchanges += 1;
      // One that takes too long goes on counting: the line to the provider is still in use.
      const work = exchange().finally(() => {
        exchanges -= 1;
      });
      const known = await inTime(work).catch((error) => {
        log("warn", "the identity provider's answer cannot be used", { reason: errorLine(error) });
        return null;
      });
      const subject = (known?.data as { sub?: unknown } | undefined)?.sub;
      if (typeof subject !== "string" || subject === "" || subject.length > 255) {
        throw refused("The provider's answer cannot be verified.");
      }
      return { subject, purpose: away.purpose };
    },
  };
}

type ProviderTerms = { discoveryUrl: string; clientId: string; clientSecret: string; secret: string };

/** The provider as its discovery document describes it, read when it is first needed and kept while it works. */
function providerAt({ discoveryUrl, clientId, clientSecret, secret }: ProviderTerms, clock: Clock, log: Log) {
  const load = async () => {
    const auth = betterAuth({
      baseURL: "http://localhost",
      secret,
      secrets: [{ version: 1, value: secret }],
      telemetry: { enabled: false },
      logger: { disabled: true },
      plugins: [
        genericOAuth({
          config: [
            {
              providerId: "oidc",
              discoveryUrl,
              clientId,
              clientSecret,
              scopes: ["openid"],
              pkce: true,
              requireIdTokenVerification: true,
              // The subject is all that is needed, and it stands in the token that was just verified.
              getUserInfo: async ({ idToken }) => ({ ...subjectOf(idToken), emailVerified: false }),
            },
          ],
        }),
      ],
    });
    const { socialProviders } = await auth.$context;
    return socialProviders.find(({ id }) => id === "oidc");
  };
  type Provider = NonNullable<Awaited<ReturnType<typeof load>>>;
  let known: Promise<Provider> | undefined;
  let leaveAloneUntilMs = 0;

  return async function provider(): Promise<Provider> {
    if (known === undefined && clock.now() < leaveAloneUntilMs) throw unreachable(discoveryUrl);
    known ??= inTime(load()).then((found) => {
      if (found === undefined) throw unreachable(discoveryUrl);
      return found;
    });
    try {
      return await known;
    } catch (error) {
      known = undefined;
      leaveAloneUntilMs = clock.now() + LEAVE_ALONE_MS;
      log("warn", "the identity provider cannot be reached", { reason: errorLine(error) });
      throw unreachable(discoveryUrl);
    }
  };
}

async function openAway(accounts: Accounts, cookie: string | undefined): Promise<Away | undefined> {
  if (cookie === undefined) return undefined;
  try {
    return JSON.parse(await accounts.unseal(Buffer.from(cookie, "base64url").toString("utf8"))) as Away;
  } catch {
    return undefined;
  }
}

function subjectOf(idToken: string | undefined): { id: string; sub: string } {
  const { sub } = JSON.parse(Buffer.from(idToken?.split(".")[1] ?? "", "base64url").toString("utf8"));
  return { id: sub, sub };
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: Timer | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the provider did not answer in time")), PROVIDER_TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function unreachable(where: string): Refusal {
  return new Refusal(
    "provider-unreachable",
    "The identity provider does not answer.",
    where,
    "Sign in with a password, a passkey or a printed code.",
  );
}

function refused(what: string): Refusal {
  return new Refusal("provider-refused", what, "identity provider", "Begin again, or sign in another way.");
}
