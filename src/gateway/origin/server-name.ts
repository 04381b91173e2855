import { isIP } from "node:net";

/**
 * The name that TLS asks an origin for and verifies: the origin's own, or, if the origin is given by its address, the
 * host that the request is for. Undefined when neither is a name.
 */
export function serverNameFor(originHost: string, headers: readonly string[]): string | undefined {
  if (isIP(originHost) === 0) return originHost;
  const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  const host = at === -1 ? "" : (headers[at + 1] ?? "").replace(/:\d+$/, "");
  return host === "" || isIP(host.replace(/^\[|\]$/g, "")) !== 0 ? undefined : host;
}
