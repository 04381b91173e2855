import { readyHosts } from "../../gazetteer/index.ts";
import type { NewEntry } from "../../journal/index.ts";
import type { Actor } from "../../kernel/actor.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { PER_ENTRY_MAX, type WatchedBody, type WatchedSite } from "../events.ts";
import {
  type ImportRequest,
  type ImportResult,
  type Preview,
  REFUSED_SHOWN_MAX,
  SAMPLES_MAX,
} from "./answers.ts";
import { csvOf } from "../csv.ts";
import { type Desk, entry, requireBody } from "./desk.ts";
import { type Draft, type DraftSite, draftList, makeTurn } from "./draft.ts";
import { LIST_BYTES_MAX, type ListFormat } from "./list-rows.ts";

/** Lists of sites: shown before, then taken in. */

/** Characters of JSON that one entry's sites or bodies take at most: an entry is bounded, and holds more than them. */
const ENTRY_CHARACTERS_MAX = 40_000;

/** What taking the list in would do. Nothing is written. */
export async function previewList(
  desk: Desk,
  list: { text: string; format: ListFormat | undefined },
): Promise<Preview> {
  const sha256 = digestOf(list.text);
  const draft = await draftOf(desk, { ...list, tags: [] });
  const { lines, sites, known, repeated, refused } = draft;
  const byKind: Record<string, number> = {};
  let matched = 0;
  let likely = 0;
  let undecided = 0;
  for (const { match } of sites) {
    const kind = match.body?.kind ?? "none";
    byKind[kind] = (byKind[kind] ?? 0) + 1;
    if (match.body !== null) matched++;
    if (match.sure === "likely") likely++;
    if (match.sure === "candidates") undecided++;
  }
  return {
    lines,
    sites: sites.length,
    matched,
    likely,
    undecided,
    known,
    repeated,
    refused: refused.slice(0, REFUSED_SHOWN_MAX),
    refusedTotal: refused.length,
    byKind,
    samples: samplesOf(sites),
    sha256,
  };
}

/**
 * All lines of a list that would be taken in without a body, or not at all, as a table for whoever puts the list right: in the
 * list's order, whatever the preview shows of them.
 */
export async function unmatchedTable(
  desk: Desk,
  list: { text: string; format: ListFormat | undefined },
): Promise<string> {
  digestOf(list.text);
  const { sites, refused } = await draftOf(desk, { ...list, tags: [] });
  const without = sites.flatMap(({ line, url, name, match }) =>
    match.body !== null ? [] : [[line, url, name, match.sure, candidatesText(match.candidates)]],
  );
  const rows = [...without, ...refused.map(({ line, text, why }) => [line, text, "", `refused: ${why}`, ""])];
  rows.sort(([one], [other]) => Number(one) - Number(other));
  return csvOf(["line", "address", "name", "why", "candidates"], rows);
}

const candidatesText = (bodies: readonly WatchedBody[]): string =>
  bodies.map(({ id, name, departement }) => `${id} ${name} (${departement ?? "-"})`).join("; ");

const DOUBTFUL_FIRST = ["candidates", "likely", "none", "sure"] as const;

function samplesOf(sites: readonly DraftSite[]): Preview["samples"] {
  const chosen = DOUBTFUL_FIRST.flatMap((sure) =>
    sites.filter(({ match }) => match.sure === sure).slice(0, SAMPLES_MAX),
  );
  return chosen.slice(0, SAMPLES_MAX).map(({ url, match }) => ({
    url,
    body: match.body,
    sure: match.sure,
    evidence: match.signs.join(" "),
    candidates: [...match.candidates],
  }));
}

/**
 * Takes a list in. Sent twice under one id it does one thing; broken off (a crash, a full disk) it is finished by the same
 * request. Throws a Refusal ("already-exists" for another list under a used id, "unknown-body", "too-large") before anything
 * is written, or the journal's.
 */
export async function importList(desk: Desk, request: ImportRequest, actor: Actor): Promise<ImportResult> {
  const sha256 = digestOf(request.text);
  const earlier = earlierImport(desk, request.id);
  if (earlier !== undefined && earlier.sha256 !== sha256) {
    throw new Refusal("already-exists", "There is another list with this id.", request.id, "Take a new id.");
  }
  if (earlier !== undefined && earlier.written >= earlier.result.added) return earlier.result;
  const decided = new Map(
    Object.entries(request.decisions).map(([url, id]) => [url, id === null ? null : requireBody(desk, id)]),
  );
  const draft = await draftOf(desk, request);
  const sites = draft.sites.map((site) => {
    const body = decided.get(site.url);
    return { site, body: body === undefined ? site.match.body : body };
  });
  const result = earlier?.result ?? {
    added: sites.length,
    known: draft.known + draft.repeated,
    refused: draft.refused.length,
    unmatched: sites.filter(({ body }) => body === null).length,
  };
  if (earlier === undefined) {
    const { id, source, licence } = request;
    const said = { import: id, source, licence, sha256, lines: draft.lines, ...result };
    desk.journal.append(entry(actor, "watch.list-imported", said));
  }
  await writeSites(desk, request.id, sites, actor);
  return result;
}

async function draftOf(
  desk: Desk,
  list: { text: string; format?: ListFormat | undefined; tags: readonly string[] },
): Promise<Draft> {
  const { book, allowed } = desk;
  await readyHosts(makeTurn());
  const { text, format, tags } = list;
  return await draftList({ text, format, tags }, { book, gazetteer: desk.gazetteer(), allowed });
}

type Settled = { site: DraftSite; body: WatchedBody | null };

/** Numbers are given at the moment of writing, so that nobody who adds a site meanwhile gets the same one. */
async function writeSites(
  desk: Desk,
  list: string,
  settled: readonly Settled[],
  actor: Actor,
): Promise<void> {
  const { journal, book } = desk;
  const turn = makeTurn();
  let at = 0;
  while (at < settled.length) {
    const sites: WatchedSite[] = [];
    const bodies = new Map<string, WatchedBody>();
    let characters = 0;
    for (; at < settled.length && sites.length < PER_ENTRY_MAX && characters < ENTRY_CHARACTERS_MAX; at++) {
      const { site, body } = settled[at] as Settled;
      if (book.siteByUrl(site.url) !== undefined) continue;
      if (body !== null && book.body(body.id) === undefined) bodies.set(body.id, body);
      const { check, url, name, tags } = site;
      const number = book.lastSite() + 1 + sites.length;
      const added = { site: number, check, url, name, body: body?.id ?? null, tags: [...tags] };
      characters += JSON.stringify(added).length;
      sites.push(added);
    }
    const entries: NewEntry[] = [];
    if (bodies.size > 0) {
      entries.push(entry(actor, "watch.bodies-added", { import: list, bodies: [...bodies.values()] }));
    }
    if (sites.length > 0) entries.push(entry(actor, "watch.sites-added", { import: list, sites }));
    if (entries.length > 0) journal.appendAll(entries);
    await turn();
  }
}

type ImportRow = ImportResult & { sha256: string };

function earlierImport(
  { journal }: Desk,
  id: string,
): { sha256: string; written: number; result: ImportResult } | undefined {
  const [row] = journal.query<ImportRow>(
    "SELECT sha256, added, known, refused, unmatched FROM watch_imports WHERE id = ?",
    id,
  );
  if (row === undefined) return undefined;
  const [counted] = journal.query<{ n: number }>(
    "SELECT count(*) AS n FROM watch_sites WHERE import = ?",
    id,
  );
  const { sha256, ...result } = row;
  return { sha256, written: counted?.n ?? 0, result };
}

/** Also refuses ("too-large") what is longer than a list may be. */
function digestOf(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > LIST_BYTES_MAX) {
    throw new Refusal("too-large", `The list has more than ${LIST_BYTES_MAX} bytes.`, "text", "Split it.");
  }
  return new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
}
