import type { frWatchActs } from "./fr-watch-acts.ts";
import type { Texts } from "./index.ts";

/** Texts of what is done in the watch, in English. */
export const enWatchActs: Pick<Texts, keyof typeof frWatchActs> = {
  "refused.too-many": "There are too many. Take some away first, or cancel what is void.",
  "refused.too-many-sites": "That is too many sites. Choose fewer, or stop watching some first.",
  "refused.too-many-tags": "A site carries twenty tags at most. Take some away.",
  "refused.too-many-vantages":
    "There have been too many points of measurement to tell them all apart. Use the name of one that was removed.",
  "refused.unknown-body": "This body is not in the book. Choose one from the list offered.",
  "refused.out-of-reach":
    "The history of measurements does not reach there. Choose a moment of the last 400 days, and one that is past.",
  "refused.history-busy": "The history of measurements cannot be written just now. Try again in a moment.",

  "watch.reason": "Reason",
  "watch.reason.hint": "It stays in the journal.",
  "watch.act.rate": "Measure more often",
  "watch.act.rate.title": "Measure more often: {name}",
  "watch.act.rate.span": "For",
  "watch.act.rate.60": "1 hour",
  "watch.act.rate.360": "6 hours",
  "watch.act.rate.1440": "24 hours",
  "watch.act.rate.reason": "For instance: named in a claim. It shows on the site's page.",
  "watch.act.rate.consequence":
    "The site is asked every 15 seconds for six hours at most, then every 2 minutes. It ends by itself.",
  "watch.act.rate.done": "The site is measured more often from the next exchange with the probes on.",
  "watch.act.maintenance": "Plan maintenance",
  "watch.act.maintenance.do": "Plan",
  "watch.act.maintenance.title": "Plan maintenance: {name}",
  "watch.act.maintenance.what": "What is done",
  "watch.act.maintenance.what.hint": "Seen by whoever opens this page.",
  "watch.act.maintenance.from": "From (Paris time)",
  "watch.act.maintenance.to": "To (Paris time)",
  "watch.act.maintenance.order": "The end has to come after the beginning.",
  "watch.act.maintenance.consequence":
    "Verdicts of this period will carry “maintenance”, and nobody will be alerted. Planned maintenance can be cancelled.",
  "watch.act.maintenance.done": "The maintenance is planned.",
  "watch.act.change": "Correct",
  "watch.act.change.title": "Correct: {name}",
  "watch.act.change.consequence":
    "Each change is written down with the old and the new value; another change undoes it. Measurements stay.",
  "watch.act.change.done": "It is corrected.",
  "watch.act.remove": "Stop watching",
  "watch.act.remove.do": "Stop watching this site",
  "watch.act.remove.title": "Stop watching: {name}",
  "watch.act.remove.consequence":
    "The site is not asked any more and leaves lists and maps. Added again it gets another number and a new history; the journal keeps the old one.",

  "watch.tag.open": { one: "Tag this site", other: "Tag these {count} sites" },
  "watch.tag.open.all": { one: "Tag this site", other: "Tag all sites ({count})" },
  "watch.tag.title": { one: "Tag {count} site found", other: "Tag {count} sites found" },
  "watch.tag.title.all": { one: "Tag the site watched", other: "Tag the {count} sites watched" },
  "watch.tag.way": "What changes",
  "watch.tag.add": "Add these tags",
  "watch.tag.remove": "Take these tags away",
  "watch.tag.hint": "With commas between them. The list can then be filtered by tag.",
  "watch.tag.consequence.add": {
    one: "{count} site will carry these tags, besides its own. This stays in the journal; taking them away undoes it.",
    other:
      "{count} sites will carry these tags, besides their own. This stays in the journal; taking them away from the same sites undoes it.",
  },
  "watch.tag.consequence.remove": {
    one: "{count} site will no longer carry these tags; its others stay. This stays in the journal; adding them undoes it.",
    other:
      "{count} sites will no longer carry these tags; their others stay. This stays in the journal; adding them to the same sites undoes it.",
  },
  "watch.tag.too-many": "At most {count} sites are tagged at once. Search or filter first.",
  "watch.tag.do.add": { one: "Tag this site", other: "Tag these {count} sites" },
  "watch.tag.do.remove": { one: "Take away from this site", other: "Take away from these {count} sites" },
  "watch.tag.done.add": {
    one: "{count} site was given: {tags}.",
    other: "{count} sites were given: {tags}.",
  },
  "watch.tag.done.rest": { one: "{count} was so already.", other: "{count} were so already." },
  "watch.tag.done.remove": {
    one: "{count} site no longer carries: {tags}.",
    other: "{count} sites no longer carry: {tags}.",
  },

  "watch.add": "Add a site",
  "watch.add.url": "Address",
  "watch.add.url.hint":
    "https://www.ville.fr/, or tcp://host:port, or dns:name. The name often tells whose it is.",
  "watch.add.name": "Name",
  "watch.add.name.hint": "Optional: its body's otherwise.",
  "watch.add.body": "Body",
  "watch.add.body.hint": "Commune, département, prefecture, hospital... Empty the field if there is none.",
  "watch.add.tags": "Tags",
  "watch.add.tags.hint": "Optional, with commas between them.",
  "watch.add.refused":
    "This address cannot be watched: it takes a public address in http, https, tcp:// with a port, or dns:, without a name or password in it.",
  "watch.add.do": "Watch this site",
  "watch.add.done": "{host} is watched. Body: {body}.",
  "watch.add.look": "See its page",

  "watch.import.answer": "Which sites are to be watched?",
  "watch.import.detail":
    "One address a line, or a CSV table with a column of addresses. Nothing is recorded before you have seen what was understood.",
  "watch.import.title": "Import a list",
  "watch.import.text": "The list",
  "watch.import.text.hint": "Paste it here, or choose a file. Up to 5 MB.",
  "watch.import.file": "Choose a file",
  "watch.import.too-large": "This file is too large: {size} at most. Cut it into several.",
  "watch.import.loaded": "A list of {lines} lines is ready to be looked at.",
  "watch.import.empty": "Take it out",
  "watch.import.look": "Look at the list",
  "watch.import.reading": "Reading...",
  "watch.import.record": "Record",
  "watch.import.source": "Where this list is from",
  "watch.import.source.hint": "Name and address of the source: shown with the list.",
  "watch.import.licence": "Licence",
  "watch.import.licence.hint": "For instance Licence Ouverte 2.0.",
  "watch.import.lead": "A lead can record this list. You can look at it and say what you see.",
  "watch.import.consequence": {
    one: "{count} site will be watched and asked every five minutes, politely, with the contact address of the settings. Watching can stop at any time.",
    other:
      "{count} sites will be watched and asked every five minutes, politely, with the contact address of the settings. Watching can stop at any time.",
  },
  "watch.import.do": { one: "Watch this site", other: "Watch these {count} sites" },
  "watch.import.recording": "Recording...",
  "watch.import.done": {
    one: "{count} site added; {rest}.",
    other: "{count} sites added; {rest}.",
  },
  "watch.import.done.look": "See the list: the first verdicts come within minutes.",
  "watch.import.done.unmatched": "Look at the sites without a body, to give them theirs.",
  "watch.imports": "Lists taken in",
  "watch.imports.line": {
    one: "{lines} lines: {count} site added, {rest}",
    other: "{lines} lines: {count} sites added, {rest}",
  },
  "watch.imports.known": { one: "{count} watched already", other: "{count} watched already" },
  "watch.imports.refused": { one: "{count} refused", other: "{count} refused" },
  "watch.imports.unmatched": { one: "{count} without a body", other: "{count} without a body" },
  "watch.preview": { one: "{count} line read", other: "{count} lines read" },
  "watch.preview.count": "{n}",
  "watch.preview.sites": "New sites",
  "watch.preview.matched": "With a body",
  "watch.preview.likely": "of which to look at again",
  "watch.preview.unmatched": "Without a body",
  "watch.preview.unmatched.save": {
    one: "Download the line without a body or refused (CSV)",
    other: "Download the {count} lines without a body or refused (CSV)",
  },
  "watch.preview.known": "Watched already, or twice",
  "watch.preview.refused": "Lines refused",
  "watch.preview.doubtful": { one: "{count} doubtful match", other: "{count} doubtful matches" },
  "watch.preview.doubtful.help": {
    one: "Here it is ({count}). Choose the body, or leave it: it can be corrected later too.",
    other:
      "Here are {count}. Choose the body, or leave it: it can be corrected later too, on the site's page.",
  },
  "watch.preview.more": { one: "Show the other ({count})", other: "Show more of the {count} others" },
  "watch.preview.others": { one: "{count} other example", other: "{count} other examples" },
  "watch.preview.choose": "Body of {url}",
  "watch.preview.refused.title": {
    one: "{count} line refused, and why",
    other: "{count} lines refused, and why",
  },
  "watch.preview.print": "SHA-256 fingerprint of the list: {sha256}...",

  "watch.census.ask": "Who could be reached at a given moment?",
  "watch.census.ask.detail":
    "Choose a moment: each site watched is judged by the rule over the period that ends then. The result can be taken away and defended.",
  "watch.census.at": "Moment (Paris time)",
  "watch.census.minutes": "Period judged, up to then",
  "watch.census.ahead": "This moment has not come yet.",
  "watch.census.take": "Take the census",
  "watch.census.counting": "Census of {time}...",
  "watch.census.refused": "No census of {time}.",
  "watch.census.answer": "On {time}: {counts}",
  "watch.census.defence": {
    one: "{count} site judged over the period from {from} to {to} ({zone}), by rule {rule}, measured from: {vantages}.",
    other:
      "{count} sites judged over the period from {from} to {to} ({zone}), by rule {rule}, measured from: {vantages}.",
  },
  "watch.census.inconclusive": {
    one: "{count} site without a verdict is counted neither way.",
    other: "{count} sites without a verdict are counted neither way.",
  },
  "watch.census.row.d": { one: "{count} of {n} unanswered", other: "{count} of {n} unanswered" },
  "watch.census.rows": "Sites of the census",
  "watch.census.nothing": "No site with this verdict.",
  "watch.census.csv": "Take all of it away (CSV)",
  "watch.census.json": "Take all of it away (JSON)",
  "watch.census.confirmed": "confirmed",

  "watch.hosters.none": "No incident of a host just now.",
  "watch.hosters.answer": {
    one: "{count} incident of a host is running: {sites} sites touched together.",
    other: "{count} incidents of hosts are running: {sites} sites touched together.",
  },
  "watch.hosters.help":
    "Many sites of one network that stop together: the cause is at their host, not in each town hall.",
  "watch.hosters.running": "Running",
  "watch.hosters.over": "Over",
  "watch.hoster.open": {
    one: "{count} of the {watched} sites watched has not answered since {time}.",
    other: "{count} of the {watched} sites watched have not answered since {time}.",
  },
  "watch.hoster.closed": {
    one: "{count} of the {watched} sites watched stopped answering, from {time}, for {span}.",
    other: "{count} of the {watched} sites watched stopped answering, from {time}, for {span}.",
  },
  "watch.hoster.cause": "Mostly: {cause}.",
  "watch.hoster.rule": "Rule {rule}.",
  "watch.hoster.sites": "See the sites of this network",

  "watch.vantages.none": "No point of measurement can be trusted: verdicts stand still.",
  "watch.vantages.answer": {
    one: "{count} of {all} points of measurement can be trusted.",
    other: "{count} of {all} points of measurement can be trusted.",
  },
  "watch.vantages.confirm": "Two French points at least: an outage can be confirmed.",
  "watch.vantages.alone":
    "Fewer than two trusted French points: the word “confirmed” is not used. Add one in another town, with another operator.",
  "watch.vantage.local": "The probe of this house",
  "watch.vantage.local.named": "the probe of this house",
  "watch.vantage.heard": "Last heard",
  "watch.vantage.canaries": "Well-known hosts",
  "watch.vantage.resolvers": "Name servers",
  "watch.vantage.of": "{ok} of {total} answer",
  "watch.vantage.pace": "Pace",
  "watch.vantage.rate": { one: "{rate} round a second", other: "{rate} rounds a second" },
  "watch.vantage.place": "Country, network",
  "watch.vantage.admin": "An administrator can add a point of measurement.",
  "watch.vantage.remove": "Remove",
  "watch.vantage.remove.about": "Remove: {name}",
  "watch.vantage.remove.title": "Remove the point of measurement “{name}”",
  "watch.vantage.remove.consequence":
    "Its token is worth nothing from now on. What it measured stays in the history and still counts.",
  "watch.vantage.add": "Add a point of measurement",
  "watch.vantage.add.help":
    "A machine elsewhere, with another operator, that has Node.js and Beffroi. Those in France decide, those abroad inform.",
  "watch.vantage.add.name": "Name",
  "watch.vantage.add.name.hint": "For instance: Lyon, at a host.",
  "watch.vantage.add.id": "Identifier",
  "watch.vantage.add.id.hint": "Small letters, digits and hyphens: lyon, ovh-roubaix.",
  "watch.vantage.add.country": "Country",
  "watch.vantage.add.country.hint": "Two letters: FR.",
  "watch.vantage.add.network": "Network",
  "watch.vantage.add.network.hint": "Optional: the operator.",
  "watch.vantage.add.do": "Add and show the token",
  "watch.vantage.token": "token",
  "watch.vantage.token.once":
    "The token of “{name}” is shown this once. If it is lost, remove the point and add it again.",
  "watch.vantage.token.file":
    "On the other machine, put it into a file “{file}” that only you can read (chmod 600):",
  "watch.vantage.token.start": "Then start the probe:",
  "watch.vantage.command": "command",

  "watch.overview": "Watch of public sites",
  "watch.overview.suspended": "Measuring is suspended.",
  "watch.overview.more": "See the sites",
};
