/** Bounds of the crisis room's texts, written again: its schemas would bring their library into the page (`bounds.test.ts`). */
export const TITLE_CHARACTERS_MAX = 200;
export const TEXT_CHARACTERS_MAX = 4_000;
export const REASON_CHARACTERS_MAX = 1_000;
export const SOURCE_CHARACTERS_MAX = 200;
export const LABEL_CHARACTERS_MAX = 100;
export const SPLIT_ITEMS_MAX = 500;

/** Kinds of an incident, in the order in which they are offered. */
export const INCIDENT_KINDS = ["ransomware", "intrusion", "ddos", "leak", "defacement", "other"] as const;
export const CERTAINTIES = ["fact", "hypothesis", "hearsay"] as const;
export const DUTIES = [
  "crisis-lead",
  "deputy",
  "log-keeper",
  "it",
  "communication",
  "data-protection",
  "legal",
  "continuity",
  "liaison",
  "other",
] as const;
