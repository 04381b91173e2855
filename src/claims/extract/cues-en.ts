import type { Words } from "./cue.ts";
import { claims, data } from "./data-en.ts";
import { denials } from "./denials-en.ts";
import { shields } from "./shields-en.ts";
import { returns } from "./returns-en.ts";
import { states } from "./states-en.ts";

/** English ways of saying each stance, folded. */
export const ENGLISH: Words = {
  cues: [...denials, ...states, ...returns, ...shields, ...data, claims],
  site: /(?<![a-z0-9])(?:that of|those of|web ?sites?|sites?|portals?|web ?pages?|home ?pages?|pages?|online (?:services?|platforms?|portals?)|web (?:services?|platforms?|presence)|domains?)(?![a-z0-9])/g,
  inside:
    /(?<![a-z0-9-])(?:(?<!online )services?|servers?|systems?|networks?|telephon\w*|phones?|phone lines|switchboard|e-?mails?|mail|messaging|computers?|workstations?|it (?:systems?|networks?|infrastructure|equipment|services?|tools|resources)|software|databases?|mailboxes|intranet|(?:patient |medical |personnel )?records|civil registry|registry|counters?|applications?|printers?|printing|payroll|canteens?|nurser(?:y|ies)|librar(?:y|ies)|appointments?|staff|tools|lines?|reception|emergency|operations|activit(?:y|ies)|administration|municipality|hospital|town hall|city hall)(?![a-z0-9])/g,
};
