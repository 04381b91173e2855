import type { Key } from "../locales/index.ts";
import type { JournalLine } from "../live-messages.ts";
import type { Speech } from "./speech.ts";
import { failureText, hostOf, importRest, whyText } from "./watch/words.ts";

/** Sentences about what is watched and what was measured, for the journal and exports. */

type Sentence = (line: JournalLine, speech: Speech) => string;
type Body = Record<string, unknown>;

/** Names, sites or changes that a sentence lists; the entry has all of them. */
const LISTED_MAX = 3;

export const watchSentences: Readonly<Record<string, Sentence>> = {
  "watch.list-imported": ({ body }, speech) =>
    speech.say("entry.watch.list-imported", {
      source: text(body.source),
      count: number(body.added),
      lines: number(body.lines),
      rest: importRest(
        {
          known: number(body.known),
          refused: number(body.refused),
          unmatched: number(body.unmatched),
        },
        speech,
      ),
    }),
  "watch.bodies-added": ({ body }, speech) => {
    const bodies = list(body.bodies);
    const names = some(
      bodies.map(({ name }) => text(name)),
      speech,
    );
    return speech.say("entry.watch.bodies-added", { count: bodies.length, names });
  },
  "watch.sites-added": ({ body }, speech) => {
    const sites = list(body.sites);
    const names = some(
      sites.map(({ url }) => hostOf(text(url))),
      speech,
    );
    return speech.say("entry.watch.sites-added", { count: sites.length, names });
  },
  "watch.site-changed": ({ body }, speech) => {
    const { field, old, new: next } = record(body.change);
    const values = { site: text(body.site), old: changed(old), new: changed(next) };
    return (
      speech.sayIfKnown(`entry.watch.site-changed.${text(field)}`, values) ??
      speech.say("entry.watch.site-changed", values)
    );
  },
  "watch.sites-tagged": ({ body }, speech) => {
    const [add, remove] = [changed(body.add), changed(body.remove)];
    const how = remove === "" ? "added" : add === "" ? "removed" : "both";
    return speech.say(`entry.watch.sites-tagged.${how}`, { count: length(body.sites), add, remove });
  },
  "watch.sites-removed": ({ body }, speech) =>
    speech.say("entry.watch.sites-removed", { count: length(body.sites), reason: text(body.reason) }),
  "watch.maintenance-planned": ({ body }, speech) =>
    speech.say("entry.watch.maintenance-planned", {
      title: text(body.title),
      from: time(body.from, speech),
      to: time(body.to, speech),
    }),
  "watch.maintenance-cancelled": ({ body }, speech) =>
    speech.say("entry.watch.maintenance-cancelled", { reason: text(body.reason) }),
  "watch.verdicts-changed": ({ body }, speech) => changesIn("entry.watch.verdicts-changed", body, speech),
  "watch.verdicts-settled": ({ body }, speech) => changesIn("entry.watch.verdicts-settled", body, speech),
  "watch.hoster-incident-opened": ({ body }, speech) => {
    const holder = text(body.holder);
    return speech.say("entry.watch.hoster-incident-opened", {
      network: holder === "" ? text(body.network) : `${text(body.network)} (${holder})`,
      count: number(body.down),
      watched: number(body.watched),
      cause: failureText(text(body.cause), speech),
    });
  },
  "watch.hoster-incident-grown": ({ body }, speech) =>
    speech.say("entry.watch.hoster-incident-grown", {
      count: number(body.down),
      watched: number(body.watched),
    }),
  "watch.hoster-incident-closed": ({ body }, speech) =>
    speech.say("entry.watch.hoster-incident-closed", { span: speech.duration(number(body.lastedMs)) }),
  "watch.vantage-added": ({ body }, speech) =>
    speech.say("entry.watch.vantage-added", {
      name: text(body.name),
      id: text(body.id),
      country: text(body.country),
    }),
  "watch.vantage-removed": ({ body }, speech) =>
    speech.say("entry.watch.vantage-removed", { id: text(body.id), reason: text(body.reason) }),
  "watch.vantage-health-changed": ({ body }, speech) =>
    speech
      .say("entry.watch.vantage-health-changed", {
        id: text(body.id),
        was: word("watch.health", body.was, speech),
        is: word("watch.health", body.is, speech),
        why: text(body.why) === "" ? "" : `(${whyText(text(body.why), speech)})`,
      })
      .trimEnd(),
  "watch.measuring-suspended": ({ body }, speech) =>
    speech.say("entry.watch.measuring-suspended", { why: whyText(text(body.why), speech) }),
  "watch.measuring-resumed": ({ body }, speech) =>
    speech.say("entry.watch.measuring-resumed", { span: speech.duration(number(body.suspendedMs)) }),
  "watch.rate-raised": ({ body }, speech) =>
    speech.say("entry.watch.rate-raised", {
      count: length(body.sites) + length(body.bodies),
      time: time(body.fastUntil, speech),
      reason: text(body.reason),
    }),
  "watch.alert-raised": ({ body }, speech) =>
    speech.say("entry.watch.alert-raised", { count: length(body.sites), text: text(body.text) }),
  "vantage.started": ({ body }, speech) =>
    speech.say("entry.vantage.started", { vantage: text(body.vantage), version: text(body.version) }),
  "vantage.digest": ({ subject, body }, speech) =>
    speech.say("entry.vantage.digest", {
      vantage: subject,
      count: number(body.rounds),
      down: number(body.down),
      void: number(body.void),
    }),
};

function changesIn(key: Key, body: Body, speech: Speech): string {
  const changes = list(body.changes);
  if (changes.length > LISTED_MAX)
    return speech.say(key, { count: changes.length, changes: became(changes, speech) });
  const said = changes.map(({ site, name, was, is }) =>
    speech.say("entry.watch.change", {
      site: text(name) || speech.say("entry.watch.site", { site: text(site) }),
      was: word("watch.verdict", was, speech),
      is: word("watch.verdict", record(is).verdict, speech),
    }),
  );
  return speech.say(key, { count: changes.length, changes: some(said, speech) });
}

/** Of many changes, how many sites have which word now: "14 désormais « Inaccessible » et 1 désormais « Accessible »". */
function became(changes: readonly Body[], speech: Speech): string {
  const counts = new Map<string, number>();
  for (const { is } of changes) {
    const now = word("watch.verdict", record(is).verdict, speech);
    counts.set(now, (counts.get(now) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return speech.list(sorted.map(([is, count]) => speech.say("entry.watch.became", { is, count })));
}

/** The first few; of more, how many. */
function some(items: readonly string[], speech: Speech): string {
  const between = speech.language === "fr" ? "\u202f; " : "; ";
  if (items.length <= LISTED_MAX) return items.length === 0 ? "—" : items.join(between);
  const changes = items.slice(0, LISTED_MAX).join(between);
  return speech.say("entry.watch.and-more", { changes, count: items.length - LISTED_MAX });
}

/** Our word for a word of ours; what this page does not know is shown as it came. */
function word(group: string, value: unknown, speech: Speech): string {
  return speech.sayIfKnown(`${group}.${text(value)}`) ?? text(value);
}

function changed(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(", ");
  return text(value) || "—";
}

function time(value: unknown, speech: Speech): string {
  const ms = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? text(value) : speech.full(ms, ms);
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function number(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) ? value : 0;
}

function length(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function record(value: unknown): Body {
  return typeof value === "object" && value !== null ? (value as Body) : {};
}

function list(value: unknown): Body[] {
  return Array.isArray(value) ? value.map(record) : [];
}
