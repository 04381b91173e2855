import type { z } from "zod";
import type { NewEntry } from "../../journal/index.ts";
import type { Actor } from "../../kernel/actor.ts";
import { Refusal } from "../../kernel/refusal.ts";
import {
  PER_ENTRY_MAX,
  type SiteChange,
  SITES_MAX,
  TAGGED_PER_ENTRY_MAX,
  TAGS_PER_SITE_MAX,
  type WatchedBody,
  type WatchedSite,
} from "../events.ts";
import { siteAddress, WHY_REFUSED } from "./address.ts";
import type { addSiteRequest, removeRequest, SiteAnswer, tagRequest } from "./answers.ts";
import { bodyEntries, type Desk, entry, requireBody } from "./desk.ts";
import { matchSite } from "./match-site.ts";
import { tagsAfter } from "./views.ts";

/** One site at a time: added, changed, tagged, removed. Each act is one transaction, or a Refusal and nothing. */

/** Watches one more site. An address that is watched already gives that site, as it is. */
export function addSite(desk: Desk, asked: z.infer<typeof addSiteRequest>, actor: Actor): SiteAnswer {
  const { book } = desk;
  const address = addressOf(desk, asked.url);
  const known = book.siteByUrl(address.url);
  if (known !== undefined) return answerOf(desk, known);
  if (book.count() >= SITES_MAX) {
    throw new Refusal("too-many-sites", `${SITES_MAX} sites are watched.`, "watch", "Remove some first.");
  }
  const nothing = { name: asked.name, siren: "", insee: "", kind: "", departement: "" };
  const body =
    asked.body === undefined
      ? matchSite({ ...nothing, host: address.host }, desk.gazetteer()).body
      : chosenBody(desk, asked.body);
  const site: WatchedSite = {
    site: book.lastSite() + 1,
    check: address.check,
    url: address.url,
    name: asked.name,
    body: body?.id ?? null,
    tags: [...new Set(asked.tags)],
  };
  desk.journal.appendAll([
    ...bodyEntries(desk, body, actor),
    entry(actor, "watch.sites-added", { import: null, sites: [site] }, `site-${site.site}`),
  ]);
  return answerOf(desk, site);
}

/** A body of the book by its id, or one that a person describes. */
function chosenBody(desk: Desk, body: string | WatchedBody | null): WatchedBody | null {
  if (body === null) return null;
  if (typeof body === "string") return requireBody(desk, body);
  return desk.book.body(body.id) ?? body;
}

/** Changes one field. Refuses ("changed-meanwhile") when it is no longer what the person saw. */
export function changeSite(desk: Desk, number: number, change: SiteChange, actor: Actor): SiteAnswer {
  const site = requireSite(desk, number);
  const body = change.field === "body" && change.new !== null ? requireBody(desk, change.new) : null;
  const wanted = change.field === "url" ? { ...change, new: addressOf(desk, change.new).url } : change;
  if (JSON.stringify(site[wanted.field]) === JSON.stringify(wanted.new)) return answerOf(desk, site);
  if (JSON.stringify(site[wanted.field]) !== JSON.stringify(wanted.old)) {
    throw new Refusal(
      "changed-meanwhile",
      "Somebody changed this site meanwhile.",
      `site ${number}`,
      "Look at it again, then change it.",
    );
  }
  if (wanted.field === "url") checkNewAddress(desk, site, wanted.new);
  desk.journal.appendAll([
    ...bodyEntries(desk, body, actor),
    entry(actor, "watch.site-changed", { site: number, change: wanted }, `site-${number}`),
  ]);
  return answerOf(desk, requireSite(desk, number));
}

/** Another way of asking is another site, with a history of its own. */
function checkNewAddress(desk: Desk, site: WatchedSite, url: string): void {
  if (desk.book.siteByUrl(url) !== undefined) {
    throw new Refusal("already-exists", "This address is watched already.", url, "Remove one of the two.");
  }
  if (addressOf(desk, url).check !== site.check) {
    throw new Refusal("bad-request", "A site stays http, tcp or dns.", url, "Add it as a site of its own.");
  }
}

/** Adds tags to sites and takes others away; sites that are as asked already are left alone. Gives how many changed. */
export function tagSites(desk: Desk, asked: z.infer<typeof tagRequest>, actor: Actor): number {
  const { add, remove } = asked;
  const changed: number[] = [];
  for (const number of new Set(asked.sites)) {
    const site = requireSite(desk, number);
    const tags = tagsAfter(site.tags, add, remove);
    if (tags.length > TAGS_PER_SITE_MAX) {
      throw new Refusal(
        "too-many-tags",
        `A site has at most ${TAGS_PER_SITE_MAX} tags.`,
        site.url,
        "Take some away.",
      );
    }
    if (JSON.stringify(tags) !== JSON.stringify(site.tags)) changed.push(number);
  }
  writeInGroups(
    desk,
    inPieces(changed, TAGGED_PER_ENTRY_MAX, (sites) =>
      entry(actor, "watch.sites-tagged", { sites, add, remove }),
    ),
  );
  return changed.length;
}

/** Stops watching. Numbers that are not watched are passed over. Gives how many were removed. */
export function removeSites(desk: Desk, asked: z.infer<typeof removeRequest>, actor: Actor): number {
  const sites = [...new Set(asked.sites)].filter((number) => desk.book.site(number) !== undefined);
  const { reason } = asked;
  writeInGroups(
    desk,
    inPieces(sites, PER_ENTRY_MAX, (some) => entry(actor, "watch.sites-removed", { sites: some, reason })),
  );
  return sites.length;
}

/** One entry for each piece of a list that is too long for one. */
function inPieces(
  sites: readonly number[],
  size: number,
  make: (some: readonly number[]) => NewEntry,
): NewEntry[] {
  const count = Math.ceil(sites.length / size);
  return Array.from({ length: count }, (_, n) => make(sites.slice(n * size, (n + 1) * size)));
}

const GROUP_ENTRIES_MAX = 500;

function writeInGroups({ journal }: Desk, entries: readonly NewEntry[]): void {
  for (let at = 0; at < entries.length; at += GROUP_ENTRIES_MAX) {
    journal.appendAll(entries.slice(at, at + GROUP_ENTRIES_MAX));
  }
}

export function requireSite({ book }: Desk, number: number): WatchedSite {
  const site = book.site(number);
  if (site !== undefined) return site;
  throw new Refusal("not-found", "No such site is watched.", `site ${number}`, "Choose one from the list.");
}

function addressOf({ allowed }: Desk, url: string): Exclude<ReturnType<typeof siteAddress>, string> {
  const address = siteAddress(url, allowed);
  if (typeof address !== "string") return address;
  throw new Refusal(
    "bad-request",
    WHY_REFUSED[address],
    url.slice(0, 200),
    "Write for instance https://www.example.fr.",
  );
}

const answerOf = ({ book }: Desk, site: WatchedSite): SiteAnswer => ({ site, body: book.bodyOf(site.site) });
