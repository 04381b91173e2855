import { createHash, timingSafeEqual } from "node:crypto";

/** Who may speak to the console: by which name it is called, and whether an act carries the secret. */

/**
 * Headers of every answer. No inline script or style, nothing from elsewhere, no framing: a line of the journal that an
 * attacker worded can never run. Chart and component libraries set styles through the CSSOM, which this allows.
 */
export const SECURITY_HEADERS: ReadonlyArray<readonly [name: string, value: string]> = [
  [
    "content-security-policy",
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ].join("; "),
  ],
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "no-referrer"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["permissions-policy", "camera=(), geolocation=(), microphone=()"],
];

/**
 * Whether the console answers to this Host header. A hostile page can make its own name resolve to this machine and then
 * read the console with the visitor's browser (DNS rebinding); it cannot change the name that the browser sends. So only
 * names that are surely ours pass: loopback names, the address listened on, and the names of the settings. Ports are not
 * compared, because a tunnel may bring another.
 * @param listenHost host part of the address listened on; 0.0.0.0 and :: stand for every address of the machine
 */
export function answersTo(hostHeader: string | null, listenHost: string, hosts: readonly string[]): boolean {
  const name = hostNameOf(hostHeader);
  if (name === undefined) return false;
  if (
    name === "localhost" ||
    name.endsWith(".localhost") ||
    name === "::1" ||
    /^127(\.\d{1,3}){3}$/.test(name)
  ) {
    return true;
  }
  const listened = bare(listenHost);
  const isAddress = /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || name.includes(":");
  if (isAddress) return name === listened || listened === "0.0.0.0" || listened === "::";
  return hosts.includes(name);
}

/** Compares hashes, so that neither the time taken nor the length tells how much of the secret was right. */
export function carriesToken(authorization: string | null | undefined, token: string): boolean {
  const given = /^Bearer ([^\s]{1,512})$/i.exec(authorization ?? "")?.[1];
  if (given === undefined || token === "") return false;
  return timingSafeEqual(digestOf(given), digestOf(token));
}

function hostNameOf(header: string | null): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i.exec(header ?? "");
  return match?.[1] === undefined ? undefined : bare(match[1]);
}

function bare(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$/g, "");
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
