import type { Target } from "../measure.ts";

/**
 * Asked every half minute while sites are watched, to tell a fault of our own line from one of a site. Each is there to be
 * asked this, by machines in their millions, and they stand on different networks.
 */
export const DEFAULT_CANARIES: readonly string[] = [
  "http://detectportal.firefox.com/success.txt",
  "http://connectivity-check.ubuntu.com/",
  "http://network-test.debian.org/nm",
  "http://www.msftconnecttest.com/connecttest.txt",
  "http://captive.apple.com/hotspot-detect.html",
  "http://connectivitycheck.gstatic.com/generate_204",
  "http://nmcheck.gnome.org/check_network_status.txt",
];

/** A canary as it is asked: an address of http, https or tcp, or a host alone, which is asked for a page. */
export function canaryTarget(text: string): Target {
  if (text.startsWith("tcp://")) return { site: 0, check: "tcp", url: text };
  return { site: 0, check: "http", url: /^https?:\/\//.test(text) ? text : `https://${text}/` };
}

/** The name to ask resolvers for: that of a canary. Undefined when all canaries are addresses: then names play no part. */
export function resolverQuestion(canaries: readonly string[]): Target | undefined {
  const names = canaries.map((text) => URL.parse(canaryTarget(text).url)?.hostname ?? "");
  const name = names.find((host) => /[a-z]$/i.test(host));
  return name === undefined ? undefined : { site: 0, check: "dns", url: `dns:${name}` };
}
