import type { frClaimsEntries } from "./fr-claims-entries.ts";
import type { Texts } from "./index.ts";

/** Journal entries of the register, in English: the keys of `fr-claims-entries.ts`. */
export const enClaimsEntries: Pick<Texts, keyof typeof frClaimsEntries> = {
  "entry.claims.document-read":
    "Register: read “{title}” (bodies named as targets: {attacks}, statements: {statements}).",
  "entry.claims.attacks-read": {
    one: "Register: {count} body read as a target ({names}).",
    other: "Register: {count} bodies read as targets ({names}).",
  },
  "entry.claims.statements-read": {
    one: "Register: {count} statement read.",
    other: "Register: {count} statements read.",
  },
  "entry.claims.names-unresolved": {
    one: "Register: {count} name to settle ({names}).",
    other: "Register: {count} names to settle ({names}).",
  },
  "entry.claims.targets-listed": {
    one: "Register: {count} name of a list of targets.",
    other: "Register: {count} names of a list of targets.",
  },
  "entry.claims.document-reread":
    "Register: document read again with rules {extractor} (before: {before}); findings withdrawn: {withdrawn}.",
  "entry.claims.readings-kept": {
    one: "Register: {count} document read again with rules {extractor}, unchanged.",
    other: "Register: {count} documents read again with rules {extractor}, unchanged.",
  },
  "entry.claims.attack-reviewed.confirmed": "Register: {name} as a target, confirmed.",
  "entry.claims.attack-reviewed.corrected":
    "Register: {name}, {type}, corrected to {newName}, {newType}. {reason}",
  "entry.claims.attack-reviewed.rejected": "Register: {name} set aside, not an attack. {reason}",
  "entry.claims.attack-added": "Register: {name} added to the targets. {reason}",
  "entry.claims.name-dismissed": "Register: “{name}” means nobody here. {reason}",
  "entry.claims.statement-reviewed.confirmed": "Register: statement confirmed ({speaker} {stance}).",
  "entry.claims.statement-reviewed.corrected":
    "Register: statement corrected, “{speaker} {stance}” becomes “{newSpeaker} {newStance}”. {reason}",
  "entry.claims.statement-reviewed.rejected": "Register: statement set aside ({speaker} {stance}). {reason}",
  "entry.claims.statement-added": "Register: statement added ({speaker} {stance}). {reason}",
  "entry.claims.documents-moved": {
    one: "Register: {count} document moved to another event. {reason}",
    other: "Register: {count} documents moved to another event. {reason}",
  },
  "entry.claims.events-parted": "Register: two events that look alike stay two. {reason}",
  "entry.claims.event-named": "Register: event named “{new}”.",
  "entry.claims.verdict-given":
    "Register: {name}: {verdict} ({d} of {n} rounds without an answer, rule {rule}).",
  "entry.claims.verdict-given.unmeasured": "Register: {name}: {verdict} (rule {rule}).",
  "entry.claims.acted.rate-raised": {
    one: "Register: closer measurements for {count} body.",
    other: "Register: closer measurements for {count} bodies.",
  },
  "entry.claims.acted.gateway-alerted": "Register: gateways alerted ahead of time for {sites}.",
  "entry.claims.acted.room-told": "Register: claim noted in the crisis room for {sites}.",
  "entry.claims.acted": "Register: the house reacted to a claim.",
  "entry.claims.gateway-released": "Register: alert of the gateways ended for {sites}. {reason}",
  "entry.claims.published": {
    one: "Register: “{title}” published, {count} body.",
    other: "Register: “{title}” published, {count} bodies.",
  },
  "entry.claims.withdrawn": "Register: public page withdrawn. {reason}",
};
