import { join } from "node:path";
import { matchHost, openGazetteer } from "../gazetteer/index.ts";
import type { Journal, StoredEntry, View } from "../journal/index.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import type { Route } from "../kernel/route.ts";
import type { VerdictChange, WatchedSite } from "../watch/events.ts";
import type { ClaimsMessage } from "./answers.ts";
import type { ClaimsSettings } from "./config.ts";
import { namedBody } from "./entries.ts";
import type { NamedBody } from "./events.ts";
import { openExtraction } from "./extract/index.ts";
import { type FeedReader, openFeedReader } from "./feed-reader.ts";
import { type FeedPort, type Feeds, openFeeds } from "./feeds.ts";
import type { Interval } from "./join/index.ts";
import { openJudge } from "./judge.ts";
import { openMessages } from "./messages.ts";
import { openPairs } from "./near.ts";
import { type PublicLook, publicRoutes } from "./public/routes.ts";
import type { OwnSite, RaiseRequest, RoomTold } from "./react.ts";
import { alertsNow, reactTo } from "./react.ts";
import type { HostOwner, ReadingDesk } from "./read-document.ts";
import { openRereader } from "./rereading.ts";
import { claimsRoutes } from "./routes.ts";
import { openTextStore } from "./text-store.ts";
import { hostOf, type MeasuredBody } from "./verdict.ts";
import { claimsView } from "./views.ts";
import { whileUsed } from "./while-used.ts";

/** The room's only door. Importing it does nothing. */
export { type ClaimsSettings, claimsSchema } from "./config.ts";
export type { FeedPort } from "./feeds.ts";
export type { PublicLook } from "./public/routes.ts";
export type { OwnSite, RoomTold } from "./react.ts";

export const claimsViews: readonly View[] = [claimsView];

/** What the register asks of the watch. */
export type WatchPort = {
  sitesOf(body: string): readonly WatchedSite[];
  bodyWindow(body: string, fromMs: number, toMs: number): MeasuredBody;
  raise(request: RaiseRequest, actor: Actor): void;
  onVerdicts(listener: (changes: readonly VerdictChange[]) => void): () => void;
  /** Whose site a watched host is. */
  bodyOfHost(host: string): NamedBody | undefined;
  /** Whose site this number is. */
  bodyOfSite(site: number): string | undefined;
};

export type ClaimsOptions = {
  /** Opened with `claimsViews`. */
  readonly journal: Journal;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: ClaimsSettings;
  /** Without it, every verdict is "not_observed". */
  readonly watch: WatchPort | undefined;
  readonly ownSites: readonly OwnSite[];
  readonly look: PublicLook;
  /** Has a site's gateways see a flood sooner until then (ms since 1970); 0 ends it. Rejects with a Refusal. */
  alert(site: string, untilMs: number): Promise<void>;
  tellRoom(told: RoomTold): void;
  /** Asks for the feeds that the settings name; left out, none is asked for. */
  readonly feeds?: FeedPort;
};

export type Claims = {
  readonly routes: readonly Route[];
  /** Calls `listener` at most once a second with the events that changed; the function returned ends that. */
  onMessage(listener: (message: ClaimsMessage) => void): () => void;
  close(): void;
};

/** How often what is not settled is judged anew, and a gateway that was away is told again. */
const TICK_MS = 5 * 60_000;

/** Opens the register: judges what went on while nobody looked, then follows the watch. */
export function openClaims(options: ClaimsOptions): Claims {
  const { journal, clock, log, watch, ownSites } = options;
  const texts = openTextStore(join(options.dataFolder, "documents"));
  const judge = openJudge({
    journal,
    clock,
    log,
    measured: (body, { fromMs, toMs }: Interval) => watch?.bodyWindow(body, fromMs, toMs),
    bodyOfSite: (site) => watch?.bodyOfSite(site),
  });
  const pairs = openPairs(journal);
  const messages = openMessages({ journal, pairs, clock }, log);
  const hostsOf = (body: string) => (watch?.sitesOf(body) ?? []).map(({ url }) => hostOf(url));
  const react = (event: string) =>
    reactTo(
      { ...options, raise: watch && ((request, actor) => watch.raise(request, actor)), hostsOf },
      event,
    );
  // It holds the book of bodies.
  const extraction = whileUsed(() => openExtraction(openGazetteer()));
  const desk: ReadingDesk = {
    journal,
    clock,
    texts,
    gazetteer: openGazetteer,
    extract: (document) => extraction()(document),
    bodyOfHost: (host) => ownerOf(host, watch),
  };
  const changed = (event: string) => {
    judge.now(event);
    void react(event);
  };
  const rereader = openRereader({ ...desk, journal, log, changed });
  const feeds = feedsOf(
    options,
    openFeedReader(desk, log, (event) => judge.now(event)),
  );
  const stops = [
    () => rereader.close(),
    () => feeds?.close(),
    journal.follow((stored: StoredEntry) => {
      pairs.hear(stored);
      messages.hear(stored);
    }),
    watch?.onVerdicts((changes) => judge.hear(changes)) ?? (() => {}),
    every(TICK_MS, () => {
      judge.catchUp();
      for (const { site, untilMs } of alertsNow(journal, new Date(clock.now()).toISOString())) {
        options.alert(site, untilMs).catch((error: unknown) => {
          log("warn", "a gateway could not be told of a claim again", { site, reason: errorLine(error) });
        });
      }
    }),
    () => judge.close(),
    () => messages.close(),
  ];
  judge.catchUp();
  return {
    routes: [
      ...claimsRoutes({
        ...desk,
        journal,
        pairs,
        gazetteer: openGazetteer,
        ownSites,
        watching: watch !== undefined,
        watchedOf: (body) => watch?.sitesOf(body).length ?? 0,
        window: (body, { fromMs, toMs }) => watch?.bodyWindow(body, fromMs, toMs),
        alert: (site, untilMs) => options.alert(site, untilMs),
        changed,
        rereader,
        feeds: () => feeds?.look() ?? [],
      }),
      ...publicRoutes(journal, options.look),
    ],
    onMessage: messages.listen,
    close() {
      for (const stop of stops) stop();
    },
  };
}

function feedsOf({ settings, clock, log, feeds: port }: ClaimsOptions, read: FeedReader): Feeds | undefined {
  if (port === undefined || settings.feeds.length === 0) return undefined;
  const everyMs = settings.feed_minutes * 60_000;
  return openFeeds({ urls: [...new Set(settings.feeds)], everyMs, clock, log, port, read });
}

/** Who watches a host knows whose it is; else its name tells, surely or not. */
function ownerOf(host: string, watch: WatchPort | undefined): HostOwner | undefined {
  const watched = watch?.bodyOfHost(host);
  if (watched !== undefined) return { body: watched, sure: true };
  const { body, sure } = matchHost(host);
  return body === null || sure === "none" ? undefined : { body: namedBody(body), sure: sure === "sure" };
}

function every(ms: number, act: () => void): () => void {
  const timer = setInterval(act, ms);
  return () => clearInterval(timer);
}
