import { z } from "zod";
import { json } from "../kernel/answer.ts";
import { Refusal } from "../kernel/refusal.ts";
import { checked, jsonBody } from "../kernel/request.ts";
import type { Call, GuardedCall } from "../kernel/route.ts";
import { cookie, noCookie, readCookie } from "./cookies.ts";
import {
  confirmOwner,
  credentialChanged,
  enter,
  type House,
  ownSession,
  refuseSignIn,
  withCookies,
} from "./entering.ts";
import { acceptWithIdentity, newUserName, requireFree } from "./joining.ts";
import { AWAY_MS, type Oidc, type Purpose } from "./oidc.ts";
import { BODY_BYTES_MAX } from "./sign-in.ts";

/** The way over the town's identity provider: there, back, and whom that lets in. */

const beginBody = z
  .object({ invitation: z.string().max(100), userName: newUserName })
  .strict()
  .or(z.object({}).strict());
const ownerBody = z.object({ password: z.string().max(256).default("") }).strict();

/** Sends the browser to the provider at once: for a plain link. */
export async function goToProvider(house: House): Promise<Response> {
  try {
    const { url, cookies } = await begin(house, { kind: "sign-in" });
    return withCookies(new Response(null, { status: 303, headers: { location: url } }), cookies);
  } catch (error) {
    return messagePage(error);
  }
}

/** The provider's address, for the page to go to; with an invitation, to accept it with an account there. */
export async function beginAtProvider(house: House, call: Call): Promise<Response> {
  const body = checked(beginBody, await jsonBody(call.request, BODY_BYTES_MAX));
  if (!("invitation" in body)) return away(house, { kind: "sign-in" });
  const { invitation: token, userName } = body;
  house.links.find(token, "invitation", house.clock.now());
  return away(house, { kind: "invitation", token, userName });
}

/** The same, to link one's account here with one there. */
export async function beginLink(house: House, call: GuardedCall): Promise<Response> {
  const { password } = checked(ownerBody, await jsonBody(call.request, BODY_BYTES_MAX));
  const session = ownSession(house, call);
  await confirmOwner(house, session, password);
  return away(house, { kind: "link", person: session.person.id });
}

export async function removeLink(house: House, call: GuardedCall): Promise<Response> {
  const { password } = checked(ownerBody, await jsonBody(call.request, BODY_BYTES_MAX));
  const session = ownSession(house, call);
  await confirmOwner(house, session, password);
  return house.inTurn(async () => {
    const { person } = ownSession(house, call);
    if (house.accounts.identity(person.id) !== undefined) {
      house.journal.append(credentialChanged(person, "oidc", "removed"));
      await house.accounts.unlink(person.id);
    }
    return json({});
  });
}

/** Where the provider sends the browser back to. */
export async function comeBack(house: House, call: Call): Promise<Response> {
  try {
    const oidc = requireProvider(house);
    const query = new URL(call.request.url).searchParams;
    const { subject, purpose } = await oidc.finish(query, readCookie(call.request, "oidc"));
    const cookies = await arrive(house, call, purpose, subject);
    const home = new Response(null, { status: 303, headers: { location: "/" } });
    return withCookies(home, [...cookies, ...noCookie("oidc", oidc.secure)]);
  } catch (error) {
    if (error instanceof Refusal && error.code !== "wrong-credentials") {
      house.tally.add({ what: "sign-in", code: error.code, target: "(provider)", address: call.address });
    }
    return messagePage(error);
  }
}

async function arrive(house: House, call: Call, purpose: Purpose, subject: string): Promise<string[]> {
  if (purpose.kind === "invitation") return acceptWithIdentity(house, call, purpose, subject);
  if (purpose.kind === "link") return link(house, purpose.person, subject);
  return house.inTurn(async () => {
    const owner = house.accounts.personOf(subject);
    const person = owner === undefined ? undefined : house.directory.person(owner);
    if (person?.state === "active") return enter(house, person, call, { method: "oidc" });
    const known = person === undefined ? unknownHere() : undefined;
    return refuseSignIn(house, call, person, known);
  });
}

/**
 * The session's cookie does not come along from another site, so the person stands in the sealed cookie that was given
 * before the way there: only the browser that left with it can come back with it.
 */
function link(house: House, personId: string, subject: string): Promise<string[]> {
  return house.inTurn(async () => {
    const person = house.directory.person(personId);
    if (person?.state !== "active") throw unknownHere();
    requireFree(house, person.id, subject);
    if (house.accounts.identity(person.id) === subject) return [];
    house.journal.append(credentialChanged(person, "oidc", "added"));
    await house.accounts.unlink(person.id);
    await house.accounts.link(person.id, subject);
    return [];
  });
}

async function away(house: House, purpose: Purpose): Promise<Response> {
  const { url, cookies } = await begin(house, purpose);
  return withCookies(json({ url }), cookies);
}

async function begin(house: House, purpose: Purpose): Promise<{ url: string; cookies: string[] }> {
  const oidc = requireProvider(house);
  const { url, away: sealed } = await oidc.begin(purpose);
  // Lax: the provider leads back to us, and with Strict the browser would leave the cookie out then.
  const terms = { secure: oidc.secure, maxAgeSeconds: AWAY_MS / 1000, sameSite: "Lax" } as const;
  return { url, cookies: [cookie("oidc", sealed, terms)] };
}

function requireProvider({ oidc }: House): Oidc {
  if (oidc !== undefined) return oidc;
  throw new Refusal(
    "not-found",
    "No identity provider is set up here.",
    "settings [people]",
    "Sign in with a password, a passkey or a printed code.",
  );
}

function unknownHere(): Refusal {
  return new Refusal(
    "not-linked",
    "This account of the identity provider is nobody's here.",
    "identity provider",
    "Sign in another way and link it on your account's page, or ask an administrator to invite you.",
  );
}

/** A page for who comes from elsewhere and cannot be let in: no script has run yet that could say it. */
function messagePage(error: unknown): Response {
  if (!(error instanceof Refusal)) throw error;
  const { french, status } = MESSAGES[error.code] ?? { french: "La connexion n'a pas abouti.", status: 403 };
  const english = `${error.what} ${error.remedy}`;
  const page = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Beffroi</title>
<meta name="viewport" content="width=device-width"><h1>Connexion impossible</h1>
<p>${escaped(french)} Le mot de passe, la clé d'accès et les codes imprimés restent utilisables.</p>
<p lang="en">${escaped(english)}</p><p><a href="/">Retour à la page de connexion</a></p></html>\n`;
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };
  return new Response(page, { status, headers });
}

const MESSAGES: Readonly<Record<string, { french: string; status: number }>> = {
  "provider-unreachable": { french: "Le fournisseur d'identité ne répond pas.", status: 503 },
  "provider-refused": {
    french: "La réponse du fournisseur d'identité n'a pas pu être vérifiée.",
    status: 403,
  },
  "not-linked": { french: "Ce compte du fournisseur d'identité n'est rattaché à personne ici.", status: 403 },
  "not-found": {
    french: "Aucun fournisseur d'identité n'est configuré, ou ce lien n'est plus valable.",
    status: 404,
  },
};

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
