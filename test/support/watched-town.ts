import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Server } from "bun";
import { makeCertificate } from "./certificate.ts";
import { type DnsStub, startDnsStub } from "./fault-server/dns-stub.ts";
import { PROTECTIONS, TOWN } from "./fault-server/pages.ts";

/**
 * Sites of real public bodies on loopback, over TLS, each with an address and a mood that a test changes while the real program
 * asks it: their names lead here and nowhere else.
 */

/** What a site does when it is asked. */
export type Mood = "well" | "broken" | "challenge" | "block" | "defaced" | "maintenance";
export type SitePlan = {
  readonly host: string;
  /** 127.0.N.1: sites on one address are of one host, and fail together. */
  readonly address: string;
  readonly mood?: Mood;
  /** Its certificate is over since yesterday. */
  readonly isExpired?: boolean;
};

const DAY_MS = 86_400_000;
/** Hosts that always answer, each on a network of its own: by them a prober knows that its line works. */
const CANARIES = 6;

export class WatchedTown {
  private readonly moods = new Map<string, Mood>();
  private readonly servers = new Map<string, Server<undefined>>();
  private readonly asked: { host: string; atMs: number }[] = [];
  private readonly canaryServers: { port: number; hostname: string; stop(force?: boolean): void }[] = [];

  private constructor(
    private readonly sites: readonly SitePlan[],
    private readonly certificates: Record<"good" | "expired", { cert: string; key: string }>,
    readonly dns: DnsStub,
  ) {
    for (const { host, mood } of sites) this.moods.set(host, mood ?? "well");
  }

  static async open(sites: readonly SitePlan[]): Promise<WatchedTown> {
    const names = sites.map(({ host }) => host);
    const old = { fromMs: Date.now() - 90 * DAY_MS, toMs: Date.now() - DAY_MS };
    const certificates = { good: makeCertificate(names), expired: makeCertificate(names, old) };
    const addressesOf = (name: string) =>
      sites.filter(({ host }) => host === name.toLowerCase()).map(({ address }) => address);
    const town = new WatchedTown(sites, certificates, await startDnsStub({ addressesOf, ttlS: 1 }));
    for (const address of new Set(sites.map((site) => site.address))) town.serve(address);
    for (let n = 0; n < CANARIES; n++) {
      const socket = { data() {}, error() {} };
      town.canaryServers.push(Bun.listen({ hostname: `127.0.${200 + n}.1`, port: 0, socket }));
    }
    return town;
  }

  /** Where the prober asks a site. */
  url(host: string): string {
    const address = this.sites.find((site) => site.host === host)?.address ?? "";
    return `https://${host}:${this.servers.get(address)?.port ?? this.ports.get(address)}/`;
  }

  /** Lines of [watch] under which a Beffroi asks these sites. */
  settings(): string[] {
    return [
      'allow_private = ["127.0.0.0/8"]',
      `resolvers = ["127.0.0.1:${this.dns.port}"]`,
      `canaries = ${JSON.stringify(this.canaries())}`,
    ];
  }

  /** Options of `beffroi probe` for the same. */
  options(): string[] {
    const canaries = this.canaries().flatMap((url) => ["--canary", url]);
    return ["--allow-private", "127.0.0.0/8", "--resolver", `127.0.0.1:${this.dns.port}`, ...canaries];
  }

  /** Writes the authorities of these sites' certificates and gives the environment in which a runtime trusts them. */
  trusted(folder: string): Record<string, string> {
    const file = join(folder, "sites.pem");
    writeFileSync(file, `${this.certificates.good.cert}${this.certificates.expired.cert}`);
    return { NODE_EXTRA_CA_CERTS: file };
  }

  be(host: string, mood: Mood): void {
    this.moods.set(host, mood);
  }

  /** Refuses every connection to an address, as a host does whose machine is down. */
  async shut(address: string): Promise<void> {
    const server = this.servers.get(address);
    this.servers.delete(address);
    await server?.stop(true);
  }

  open(address: string): void {
    if (!this.servers.has(address)) this.serve(address);
  }

  /** Requests for a host's page since a moment, as they came over the wire (ms since 1970). */
  requests(host: string, sinceMs = 0): number[] {
    return this.asked.filter((one) => one.host === host && one.atMs >= sinceMs).map(({ atMs }) => atMs);
  }

  async close(): Promise<void> {
    for (const server of this.servers.values()) await server.stop(true);
    for (const server of this.canaryServers) server.stop(true);
    this.dns.stop();
  }

  private readonly ports = new Map<string, number>();

  private serve(address: string): void {
    const isExpired = this.sites.some((site) => site.address === address && site.isExpired === true);
    const server = Bun.serve({
      hostname: address,
      port: this.ports.get(address) ?? 0,
      tls: isExpired ? this.certificates.expired : this.certificates.good,
      fetch: (request) => this.answer(new URL(request.url).hostname),
    });
    this.servers.set(address, server);
    this.ports.set(address, server.port as number);
  }

  private answer(host: string): Response {
    this.asked.push({ host, atMs: Date.now() });
    const page = (status: number, body: string, more: Record<string, string> = {}) =>
      new Response(body, { status, headers: { "Content-Type": "text/html; charset=utf-8", ...more } });
    const mood = this.moods.get(host) ?? "well";
    if (mood === "challenge") {
      return page(403, PROTECTIONS.cloudflareChallenge, {
        Server: "cloudflare",
        "cf-mitigated": "challenge",
      });
    }
    if (mood === "block") return page(403, PROTECTIONS.refused);
    if (mood === "defaced") return page(200, PROTECTIONS.defaced);
    if (mood === "maintenance") return page(503, PROTECTIONS.maintenance, { "Retry-After": "3600" });
    if (mood === "broken") return page(500, PROTECTIONS.error);
    return page(200, TOWN.replaceAll("Démo", host));
  }

  private canaries(): string[] {
    return this.canaryServers.map(({ hostname, port }) => `tcp://${hostname}:${port}`);
  }
}
