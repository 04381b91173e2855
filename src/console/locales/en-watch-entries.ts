import type { frWatchEntries } from "./fr-watch-entries.ts";
import type { Texts } from "./index.ts";

/** What the journal says of the watch. */
export const enWatchEntries: Pick<Texts, keyof typeof frWatchEntries> = {
  "entry.watch.list-imported": {
    one: "List imported, {source}: {count} site added of {lines} lines; {rest}.",
    other: "List imported, {source}: {count} sites added of {lines} lines; {rest}.",
  },
  "entry.watch.bodies-added": {
    one: "{count} body came into the watch: {names}.",
    other: "{count} bodies came into the watch: {names}.",
  },
  "entry.watch.sites-added": {
    one: "{count} site watched: {names}.",
    other: "{count} sites watched: {names}.",
  },
  "entry.watch.site-changed.name": "Site {site}: name “{old}” became “{new}”.",
  "entry.watch.site-changed.url": "Site {site}: address {old} became {new}.",
  "entry.watch.site-changed.body": "Site {site}: body {old} became {new}.",
  "entry.watch.site-changed.tags": "Site {site}: tags “{old}” became “{new}”.",
  "entry.watch.site-changed": "Site {site} corrected.",
  "entry.watch.sites-tagged.added": {
    one: "{count} site tagged “{add}”.",
    other: "{count} sites tagged “{add}”.",
  },
  "entry.watch.sites-tagged.removed": {
    one: "Tags “{remove}” taken away from {count} site.",
    other: "Tags “{remove}” taken away from {count} sites.",
  },
  "entry.watch.sites-tagged.both": {
    one: "{count} site tagged “{add}”; “{remove}” taken away.",
    other: "{count} sites tagged “{add}”; “{remove}” taken away.",
  },
  "entry.watch.sites-removed": {
    one: "{count} site is watched no longer. Reason: {reason}",
    other: "{count} sites are watched no longer. Reason: {reason}",
  },
  "entry.watch.maintenance-planned": "Maintenance planned, “{title}”, from {from} to {to}.",
  "entry.watch.maintenance-cancelled": "Maintenance cancelled. Reason: {reason}",
  "entry.watch.verdicts-changed": {
    one: "{count} verdict changed: {changes}.",
    other: "{count} verdicts changed: {changes}.",
  },
  "entry.watch.verdicts-settled": {
    one: "Looked at again a day later, {count} verdict is another: {changes}.",
    other: "Looked at again a day later, {count} verdicts are others: {changes}.",
  },
  "entry.watch.site": "site {site}",
  "entry.watch.change": "{site}, from “{was}” to “{is}”",
  "entry.watch.became": { one: "{count} now “{is}”", other: "{count} now “{is}”" },
  "entry.watch.and-more": { one: "{changes}, and {count} more", other: "{changes}, and {count} more" },
  "entry.watch.hoster-incident-opened": {
    one: "Incident of the host on {network}: {count} of {watched} sites watched does not answer any more ({cause}).",
    other:
      "Incident of the host on {network}: {count} of {watched} sites watched do not answer any more ({cause}).",
  },
  "entry.watch.hoster-incident-grown": {
    one: "The incident of the host grows: {count} of {watched} sites watched does not answer any more.",
    other: "The incident of the host grows: {count} of {watched} sites watched do not answer any more.",
  },
  "entry.watch.hoster-incident-closed": "Incident of the host over after {span}.",
  "entry.watch.vantage-added": "Point of measurement added: {name} ({id}, {country}).",
  "entry.watch.vantage-removed": "Point of measurement removed: {id}. Reason: {reason}",
  "entry.watch.vantage-health-changed": "Point of measurement {id}: from “{was}” to “{is}” {why}",
  "entry.watch.measuring-suspended": "Measuring suspended, verdicts stand still: {why}.",
  "entry.watch.measuring-resumed": "Measuring resumed after {span}.",
  "entry.watch.rate-raised": {
    one: "{count} site or body measured more often, fastest until {time}. Reason: {reason}",
    other: "{count} sites or bodies measured more often, fastest until {time}. Reason: {reason}",
  },
  "entry.watch.alert-raised": {
    one: "Alert for {count} site: {text}",
    other: "Alert for {count} sites: {text}",
  },
  "entry.vantage.started": "The probe of the point of measurement {vantage} started, version {version}.",
  "entry.vantage.digest": {
    one: "The point of measurement {vantage} made {count} round, {down} without an answer, {void} that do not count.",
    other:
      "The point of measurement {vantage} made {count} rounds, {down} without an answer, {void} that do not count.",
  },
};
