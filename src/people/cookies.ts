/** Cookies of the console: what is kept in them, how they are set so that no other page or site can use them. */

/** session: who is signed in. device: that somebody signed in here before. second: the password was right. */
export type CookieName = "session" | "device" | "second" | "oidc";

/**
 * Under https the name begins with __Host-: then no other host of the town's domain can set or overwrite it
 * (RFC 6265bis, section 4.1.3.2).
 */
const nameOf = (name: CookieName, secure: boolean) => `${secure ? "__Host-" : ""}beffroi-${name}`;

const VALUE = /^[A-Za-z0-9_-]{1,3000}$/;

/** The cookie's value, or undefined when it has none that we could have set. */
export function readCookie(request: Request, name: CookieName): string | undefined {
  const header = request.headers.get("cookie");
  if (header === null) return undefined;
  // A program or an old browser behind a proxy that ends TLS does not say that the page is secure: then either name is ours.
  const plain = isSecure(request) ? undefined : valueIn(header, nameOf(name, false));
  return valueIn(header, nameOf(name, true)) ?? plain;
}

function valueIn(header: string, name: string): string | undefined {
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at === -1 || part.slice(0, at).trim() !== name) continue;
    const value = part.slice(at + 1).trim();
    return VALUE.test(value) ? value : undefined;
  }
  return undefined;
}

/**
 * A Set-Cookie field. `sameSite` is Strict but where another site leads back to us.
 * @param maxAgeSeconds 0 takes the cookie away
 */
export function cookie(
  name: CookieName,
  value: string,
  { secure, maxAgeSeconds, sameSite = "Strict" }: CookieTerms,
): string {
  const parts = [
    `${nameOf(name, secure)}=${value}`,
    "Path=/",
    "HttpOnly",
    `SameSite=${sameSite}`,
    `Max-Age=${maxAgeSeconds}`,
  ];
  if (secure) parts.push("Secure");
  return parts.join("; ");
}

export type CookieTerms = { secure: boolean; maxAgeSeconds: number; sameSite?: "Strict" | "Lax" };

/** Fields that take a cookie away under both of its names. */
export function noCookie(name: CookieName, secure: boolean): string[] {
  const plain = cookie(name, "", { secure: false, maxAgeSeconds: 0 });
  return secure ? [cookie(name, "", { secure: true, maxAgeSeconds: 0 }), plain] : [plain];
}

/**
 * The console's address as the caller's browser knows it, for links and cookies. The guard has checked Host, and that
 * Origin names the same. A proxy in front that ends TLS shows in Origin, which a GET does not bring, and in Sec-Fetch-Site:
 * to any host but this machine a browser sends that over TLS only (Fetch Metadata, section 2).
 */
export function consoleAddress(request: Request): string {
  const { protocol, hostname } = new URL(request.url);
  const host = request.headers.get("host") ?? "localhost";
  const origin = request.headers.get("origin");
  if (protocol === "http:" && origin !== null && URL.canParse(origin) && new URL(origin).host === host)
    return origin;
  const isOverTls = request.headers.has("sec-fetch-site") && !isThisMachine(hostname);
  return `${isOverTls ? "https:" : protocol}//${host}`;
}

const isThisMachine = (name: string): boolean =>
  name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name);

export const isSecure = (request: Request): boolean => consoleAddress(request).startsWith("https:");

/**
 * The name that passkeys are bound to, or undefined where browsers offer none: on an address of numbers, and in the
 * clear but on this machine (WebAuthn level 3, section 5.1.3).
 */
export function passkeyHost(request: Request): string | undefined {
  const { protocol, hostname } = new URL(consoleAddress(request));
  const isNumber = /^\d{1,3}(\.\d{1,3}){3}$/.test(hostname) || hostname.startsWith("[");
  const isLocal = hostname === "localhost" || hostname.endsWith(".localhost");
  return !isNumber && (protocol === "https:" || isLocal) ? hostname : undefined;
}
