import { join } from "node:path";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { Refusal } from "../kernel/refusal.ts";
import { type CertificateWatch, watchCertificates } from "./certificates.ts";
import { type Banner, makeBanner } from "./banner/banner.ts";
import type { GatewaySettings, SiteSettings } from "./config.ts";
import type { Digest, GatewayCommand, GatewayEvent } from "./events.ts";
import { FilterReports } from "./filter/reports.ts";
import { filterPath } from "./filter/frames.ts";
import { makeIdentity, makeNetworks } from "./identity.ts";
import { GatewayEnd } from "./link/gateway-end.ts";
import { linkPath } from "./link/path.ts";
import { Spool } from "./link/spool.ts";
import { type Listeners, startListeners } from "./listener.ts";
import { Pipeline } from "./pipeline.ts";
import { keepPublicWord, PublicPages, type PublicWord, readPublicWord } from "./public-word.ts";
import { Crawlers } from "./crawlers/crawlers.ts";
import { Reception } from "./reception.ts";
import { Site, SiteMemory } from "./site.ts";
import { SiteKeeper } from "./site-keeper.ts";
import { SiteTable } from "./sites.ts";
import { TicketKeys } from "./ticket/keys.ts";
import { bridgeHandler } from "./websocket.ts";

export type GatewayOptions = {
  settings: GatewaySettings;
  sites: readonly SiteSettings[];
  /** Tells two configurations apart, for the journal. */
  configurationHash: string;
  dataFolder: string;
  /** 0 for the worker that crawls and writes the snapshot. */
  worker: number;
  version: string;
  clock: Clock;
  log: Log;
};

const TICK_MS = 1_000;
/** Memory that a worker may take beside its pages before visitors who read nothing are let go. */
const RESIDENT_BESIDE_PAGES_BYTES = 128 * 1024 ** 2;
/** While a banner stands, each page is there with it and without. */
const BANNER_FACTOR = 2;
/** How often a great flood is looked for. */
const GLANCE_MS = 200;
/** How often what was learned goes to disk, and the share that would survive is worked out. */
const REMEMBER_TICKS = 60;

/** The hostile side: serves all sites from one process. Goes on alone when the keeper is away. */
export class Gateway {
  private readonly table = new SiteTable();
  private readonly keepers = new Map<string, SiteKeeper>();
  private readonly link: GatewayEnd;
  private readonly ticketKeys: TicketKeys;
  private readonly crawlers = new Crawlers({});
  private filter: FilterReports | undefined;
  private isProxy: (address: string) => boolean;
  private readonly pipeline: Pipeline;
  private listeners: Listeners | undefined;
  private certificates: CertificateWatch | undefined;
  private timer: Timer | undefined;
  private glances: Timer | undefined;
  private ticks = 0;
  private word: PublicWord | undefined;

  constructor(private options: GatewayOptions) {
    const { dataFolder, worker, log, version } = options;
    this.link = new GatewayEnd({
      path: linkPath(dataFolder),
      worker,
      version,
      spool: new Spool(
        join(dataFolder, "spool", `gateway-${worker}.jsonl`),
        `gateway-${worker}-${bootWord()}`,
        log,
      ),
      log,
      obey: (site, command) => this.obey(site, command),
      hearWord: (word) => this.hearWord(word),
    });
    this.word = readPublicWord(this.wordPath, log);
    this.isProxy = makeNetworks(options.settings.trusted_proxies, "gateway.trusted_proxies");
    this.ticketKeys = TicketKeys.open({
      path: join(dataFolder, "gateway", "ticket-keys.json"),
      owner: worker === 0,
      clock: options.clock,
      log,
    });
    this.pipeline = new Pipeline({
      sites: this.table,
      identity: makeIdentity(options.settings.trusted_proxies),
      log,
      violation: (address) => this.filter?.violation(address),
    });
    this.useFilter(options.settings);
    this.useSites(options.settings, options.sites);
  }

  async listen(): Promise<void> {
    const { settings, worker, sites, log } = this.options;
    this.certificates = this.watchCertificates();
    this.listeners = await startListeners({
      plain: settings.listen,
      tls: settings.listen_tls,
      http2: settings.http2,
      certificates: this.certificates.current(),
      connectionsMax: settings.connections_max,
      isProxy: (address) => this.isProxy(address),
      residentBytesMax:
        settings.cache_bytes_max * (sites.some((site) => site.banner) ? BANNER_FACTOR : 1) +
        RESIDENT_BESIDE_PAGES_BYTES,
      bodyBytesMax: settings.request_body_bytes_max,
      shared: settings.workers > 1,
      handle: (request, server, secure) => this.pipeline.handle(request, server, secure),
      websocket: bridgeHandler,
      log,
    });
    const names = sites.map((site) => site.name);
    const body = {
      version: this.options.version,
      worker,
      sites: names,
      configurationHash: this.options.configurationHash,
    };
    this.tell({ kind: "gateway.started", subject: "gateway", body });
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.glances = setInterval(() => {
      for (const keeper of this.keepers.values()) keeper.glance();
    }, GLANCE_MS);
  }

  urls(): string[] {
    return [...(this.listeners?.urls ?? [])];
  }

  /** Puts new settings to work without losing a request. Addresses and the number of workers change at the next start. */
  reconfigure(next: Pick<GatewayOptions, "settings" | "sites" | "configurationHash">): void {
    const before = this.options;
    if (next.configurationHash === before.configurationHash) {
      this.certificates?.reload();
      return;
    }
    const changed = changedSettings(before, next);
    this.options = { ...before, ...next };
    this.pipeline.trust(makeIdentity(next.settings.trusted_proxies));
    this.isProxy = makeNetworks(next.settings.trusted_proxies, "gateway.trusted_proxies");
    this.useFilter(next.settings);
    this.useSites(next.settings, next.sites);
    this.certificates?.stop();
    this.certificates = this.watchCertificates();
    this.listeners?.useCertificates(this.certificates.current());
    if (this.options.worker !== 0) return;
    this.tell({
      kind: "gateway.configuration-changed",
      subject: "gateway",
      body: { hashBefore: before.configurationHash, hashAfter: next.configurationHash, changed },
    });
  }

  async stop(reason: string): Promise<void> {
    clearInterval(this.timer);
    clearInterval(this.glances);
    this.certificates?.stop();
    this.tell({ kind: "gateway.stopped", subject: "gateway", body: { worker: this.options.worker, reason } });
    await this.listeners?.stop(2_000);
    for (const keeper of this.keepers.values()) keeper.close();
    this.filter?.close();
    this.link.close();
  }

  private watchCertificates(): CertificateWatch {
    return watchCertificates({
      files: certificateFiles(this.options.sites),
      log: this.options.log,
      apply: (certificates) => this.listeners?.useCertificates(certificates),
      replaced: (names, notAfter) => {
        this.tell({
          kind: "gateway.certificate-replaced",
          subject: "gateway",
          body: { names: [...names], notAfter },
        });
      },
    });
  }

  private tell(event: Omit<GatewayEvent, "at">): void {
    this.link.tell({ ...event, at: this.options.clock.now() } as GatewayEvent);
  }

  private useFilter(settings: GatewaySettings): void {
    this.filter?.close();
    const { dataFolder, log } = this.options;
    this.filter = settings.filter ? new FilterReports({ path: filterPath(dataFolder), log }) : undefined;
  }

  /** A site that stays keeps its memory and what it learned; its settings may be others. */
  private useSites(settings: GatewaySettings, sites: readonly SiteSettings[]): void {
    const { dataFolder, worker, clock, log } = this.options;
    const bytesEach = Math.floor(settings.cache_bytes_max / Math.max(1, sites.length));
    const before = new Map(this.keepers);
    this.keepers.clear();
    for (const site of sites) {
      const old = before.get(site.name);
      before.delete(site.name);
      const kept = old?.site.kept ?? new SiteMemory(site, bytesEach, dataFolder, worker === 0, log);
      if (old !== undefined) kept.useCookieSettings(site);
      const reception = new Reception(site, {
        keys: this.ticketKeys,
        crawlers: this.crawlers,
        dataFolder,
        log,
        spare: (prefix) => this.filter?.spare(prefix),
      });
      const next = new Site(site, settings, kept, reception);
      if (old !== undefined) {
        if (site.posture === undefined) next.enterPosture(old.site.posture);
        old.retire();
      }
      const tell = (event: Omit<GatewayEvent, "at">) => this.tell(event);
      this.keepers.set(site.name, new SiteKeeper(next, { clock, log, tell, isOwner: worker === 0 }));
    }
    for (const gone of before.values()) gone.close();
    this.showWord();
    this.table.replace([...this.keepers.values()].map((keeper) => keeper.site));
    this.pipeline.hot.forget();
  }

  private get wordPath(): string {
    return join(this.options.dataFolder, "gateway", "public-word.json");
  }

  private hearWord(word: PublicWord): void {
    if (word.id === this.word?.id) return;
    this.word = word;
    this.showWord();
    if (this.options.worker === 0) keepPublicWord(this.wordPath, word, this.options.log);
  }

  private showWord(): void {
    if (this.word === undefined) return;
    const { word } = this;
    const made = new Map<string, { pages: PublicPages | undefined; banner: Banner | undefined }>();
    for (const { site } of this.keepers.values()) {
      const { status_path: path, banner } = site.settings;
      const shown = made.get(path) ?? {
        pages: path === "" ? undefined : new PublicPages(word, path),
        banner: word.banner === null ? undefined : makeBanner(word.banner, path),
      };
      made.set(path, shown);
      site.publicPages = shown.pages;
      site.showBanner(banner ? shown.banner : undefined);
    }
  }

  async obey(name: string, command: GatewayCommand): Promise<unknown> {
    const keeper = this.keepers.get(name);
    if (keeper === undefined) {
      const known = [...this.keepers.keys()].join(", ");
      throw new Refusal("unknown-site", `There is no site "${name}".`, "gateway", `Sites here: ${known}.`);
    }
    return keeper.obey(command);
  }

  private tick(): void {
    this.ticks++;
    this.pipeline.tick();
    const due = this.ticks % REMEMBER_TICKS === 0;
    if (this.ticks % 10 === 0) this.pipeline.hot.sweep();
    if (due) this.ticketKeys.refresh();
    this.filter?.tick();
    const digest: Digest = {
      at: this.options.clock.now(),
      worker: this.options.worker,
      connections: this.listeners?.connections() ?? 0,
      memoryBytes: process.memoryUsage.rss(),
      sites: [...this.keepers.values()].map((keeper) => keeper.second(due)),
    };
    this.link.sendDigest(digest);
  }
}

export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const gateway = new Gateway(options);
  try {
    await gateway.listen();
  } catch (error) {
    await gateway.stop("could not listen");
    throw error;
  }
  return gateway;
}

function certificateFiles(sites: readonly SiteSettings[]) {
  return sites.flatMap((site) => {
    const { certificate, certificate_key: key } = site;
    if (certificate === undefined || key === undefined) return [];
    return [{ site: site.name, hosts: site.hosts, certificatePath: certificate, keyPath: key }];
  });
}

function changedSettings(
  before: Pick<GatewayOptions, "settings" | "sites">,
  after: Pick<GatewayOptions, "settings" | "sites">,
): string[] {
  const changed: string[] = [];
  for (const key of Object.keys(after.settings) as Array<keyof GatewaySettings>) {
    if (JSON.stringify(before.settings[key]) !== JSON.stringify(after.settings[key]))
      changed.push(`gateway.${key}`);
  }
  const names = new Set([...before.sites, ...after.sites].map((site) => site.name));
  for (const name of names) {
    const [old, now] = [before, after].map((one) => one.sites.find((site) => site.name === name));
    if (JSON.stringify(old) !== JSON.stringify(now)) changed.push(`site ${name}`);
  }
  return changed.slice(0, 100);
}

/** Tells the events of this start from those of the one before. */
function bootWord(): string {
  return Date.now().toString(36) + Math.floor(Math.random() * 1296).toString(36);
}
