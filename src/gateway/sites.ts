import type { Site } from "./site.ts";

/** Which site a Host header means. */
export class SiteTable {
  private byHost = new Map<string, Site>();
  private all: readonly Site[] = [];

  replace(sites: readonly Site[]): void {
    this.all = sites;
    this.byHost = new Map(
      sites.flatMap((site) => site.settings.hosts.map((host): [string, Site] => [host, site])),
    );
  }

  list(): readonly Site[] {
    return this.all;
  }

  named(name: string): Site | undefined {
    return this.all.find((site) => site.name === name);
  }

  /**
   * The site of a Host header (port and case do not matter). An address instead of a name means the first site, so that
   * an administrator sees it before the name points here. Undefined for a name that is not configured.
   */
  of(host: string): Site | undefined {
    const name = withoutPort(host);
    const site = this.byHost.get(name);
    if (site !== undefined) return site;
    return isAddress(name) ? this.all[0] : undefined;
  }
}

function withoutPort(host: string): string {
  const lower = host.toLowerCase();
  if (lower.startsWith("[")) return lower.slice(0, lower.indexOf("]") + 1);
  const colon = lower.indexOf(":");
  const name = colon < 0 ? lower : lower.slice(0, colon);
  return name.endsWith(".") ? name.slice(0, -1) : name;
}

function isAddress(name: string): boolean {
  return name === "localhost" || name.startsWith("[") || /^\d{1,3}(\.\d{1,3}){3}$/.test(name);
}
