import type { Settings } from "../config.ts";
import { version } from "../version.ts";
import { type Claims, type FeedPort, openClaims, type RoomTold, type WatchPort } from "../claims/index.ts";
import type { KeeperEnd } from "../gateway/index.ts";
import { tooManyOpen } from "../incidents/acts.ts";
import { countOpen, findIncident, findItem } from "../incidents/read.ts";
import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { sha256Hex } from "../kernel/canonical.ts";
import { systemClock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import type { WatchedBody } from "../watch/events.ts";
import type { Watch } from "../watch/index.ts";
import { makeFetcher } from "../watch/probe/index.ts";

/** The register of claims, between the watch that measures, the gateways that stand ready and the crisis room. */

type RegisterParts = {
  readonly journal: Journal;
  readonly settings: Settings;
  readonly link: Pick<KeeperEnd, "command">;
  readonly watch: Watch;
  readonly log: Log;
};

export function openRegister({ journal, settings, link, watch, log }: RegisterParts): Claims {
  const { status } = settings;
  return openClaims({
    journal,
    dataFolder: settings.dataFolder,
    clock: systemClock,
    log,
    settings: settings.claims,
    watch: watchPort(journal, watch),
    ownSites: settings.sites.map(({ name, hosts }) => ({ name, hosts })),
    look: { town: status.town, colour: status.colour, zone: status.time_zone },
    alert: async (site, untilMs) => {
      await link.command(site, { name: "alert", untilMs });
    },
    tellRoom: (told) => {
      for (const site of told.sites) tellRoom(journal, site, told);
    },
    ...(settings.claims.feeds.length === 0 ? {} : { feeds: feedPort(settings) }),
  });
}

/** Feeds are asked for with the caution of the watch: private networks only where `[watch]` allows them. */
function feedPort({ watch }: Pick<Settings, "watch">): FeedPort {
  const { contact, resolvers, allow_private } = watch;
  return makeFetcher({ version, contact, resolvers, allowPrivate: allow_private });
}

export function watchPort(journal: Pick<Journal, "query">, watch: Omit<Watch, "close">): WatchPort {
  return {
    sitesOf: (body) => watch.sitesOf(body),
    bodyWindow: (body, fromMs, toMs) => watch.bodyWindow(body, fromMs, toMs),
    raise: (request, actor) => watch.raise(request, actor),
    onVerdicts: (listener) => watch.onVerdicts(listener),
    bodyOfHost: (host) => bodyOfHost(journal, host),
    bodyOfSite: (site) =>
      journal.query<{ body: string | null }>("SELECT body FROM watch_sites WHERE site = ?", site)[0]?.body ??
      undefined,
  };
}

/** "ville.fr" and "www.ville.fr" are one site to whoever names one of them. */
function bodyOfHost(journal: Pick<Journal, "query">, host: string): WatchedBody | undefined {
  const bare = host.toLowerCase().replace(/^www\./, "");
  const urls = ["https://", "http://"].flatMap((scheme) =>
    ["", "www."].flatMap((before) => ["/", ""].map((after) => `${scheme}${before}${bare}${after}`)),
  );
  const [found] = journal.query<{ id: string; name: string; kind: WatchedBody["kind"] } & CodesRow>(
    `SELECT id, b.name AS name, kind, code, siren, departement FROM watch_sites AS s
     JOIN watch_bodies AS b ON b.id = s.body
     WHERE removed_at IS NULL AND url IN (?, ?, ?, ?, ?, ?, ?, ?) LIMIT 1`,
    ...urls,
  );
  return found;
}

type CodesRow = Pick<WatchedBody, "code" | "siren" | "departement">;

/**
 * A site of ours is named in a claim: a note in the open incident about its flood, or an incident of its own when there is
 * none. It is hearsay until something is measured, and says so. Told again, it changes nothing.
 */
export function tellRoom(
  journal: Pick<Journal, "query" | "read" | "append">,
  site: string,
  { event, title, actor, sources }: Omit<RoomTold, "sites">,
): void {
  const mark = sha256Hex(`${event}/${site}`).slice(0, 16);
  const opened = `i-${mark}`;
  const note = `n-${mark}`;
  if (findIncident(journal, opened) !== undefined || findItem(journal, note) !== undefined) return;
  const source = `Registre des revendications, ${event}${sources.length === 0 ? "" : ` (${sources.join(", ")})`}`;
  const by = actor === null ? "" : ` par ${actor}`;
  const text = `Le site ${site} est nommé dans une attaque revendiquée${by}\u202f: ${title}. Rien n’est encore mesuré.`;
  const [open] = journal.query<{ id: string }>(
    `SELECT id FROM incidents WHERE site = ? AND kind = 'ddos' AND exercise = 0 AND is_open = 1
     ORDER BY opened DESC LIMIT 1`,
    site,
  );
  if (open !== undefined) {
    const body = { id: note, text: text.slice(0, 4_000), certainty: "hearsay", source: source.slice(0, 200) };
    journal.append({ actor: program("claims"), kind: "incident.noted", subject: open.id, body });
    return;
  }
  const tooMany = tooManyOpen(countOpen(journal));
  if (tooMany !== undefined) throw tooMany;
  const body = {
    title: `Le site ${site} est nommé dans une attaque revendiquée`.slice(0, 200),
    kind: "ddos",
    summary: `Ouvert par Beffroi. ${text}\nSource\u202f: ${source}`.slice(0, 4_000),
    cause: "watch",
    site,
  };
  journal.append({ actor: program("claims"), kind: "incident.opened", subject: opened, body });
}
