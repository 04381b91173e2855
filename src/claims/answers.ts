import type { Actor } from "../kernel/actor.ts";
import type {
  AttackType,
  ClaimVerdict,
  DocumentKind,
  Modality,
  Speaker,
  Stance,
  VerdictReason,
} from "./codes.ts";
import type {
  ClaimVerdictGiven,
  NamedBody,
  Publication,
  SaidTime,
  TargetListing,
  UnresolvedName,
} from "./events.ts";

/** What the register's API answers. Times are ISO 8601 in UTC with milliseconds. */

/** What a person did with what was read; null: nobody looked yet. */
export type Review = {
  decision: "confirmed" | "corrected" | "rejected" | "added";
  by: Actor;
  at: string;
  reason: string;
} | null;

/** One document in one line. */
export type DocumentRow = {
  document: string;
  kind: DocumentKind;
  title: string;
  publisher: string | null;
  agency: string | null;
  lang: string;
  url: string | null;
  publishedAt: string | null;
  /** When it was read here. */
  readAt: string;
  /** Documents with the same dispatch carry the same story: they count as one source. */
  dispatch: string;
  event: string;
  extractor: string;
  attacks: number;
  statements: number;
  targets: number;
  unresolved: number;
  exercise: boolean;
};

/** One attack that a document tells of, as it stands after review. */
export type Attack = {
  document: string;
  event: string;
  body: NamedBody;
  type: AttackType;
  actor: string | null;
  when: SaidTime | null;
  services: string[];
  doubt: number;
  evidence: string[];
  review: Review;
  /** What the machine had read, when a person changed it. */
  read: { body: NamedBody; type: AttackType; actor: string | null } | null;
};

export type Statement = {
  id: string;
  document: string;
  bodies: string[];
  speaker: Speaker;
  stance: Stance;
  modality: Modality;
  quote: string;
  span: [number, number] | null;
  /** When it was said, or else when the document appeared. */
  at: string;
  /** at is the document's time. */
  atOfDocument: boolean;
  publisher: string | null;
  review: Review;
  read: { speaker: Speaker; stance: Stance; modality: Modality } | null;
};

/** A verdict as it was given. `entry` is its id in the journal. */
export type VerdictRecord = ClaimVerdictGiven & { entry: string; at: string; position: number };

/** One body of an event. */
export type EventBody = {
  body: NamedBody;
  type: AttackType;
  actors: string[];
  services: string[];
  /** How many dispatches tell of it: translations and reprints of one story count once. */
  sources: number;
  documents: string[];
  /** Named only in a list of targets. */
  listedOnly: boolean;
  hosts: string[];
  /** Each time that was said, as it was said. */
  times: SaidTime[];
  window: { from: string; to: string };
  /** The verdict now, and all before it, newest first. null: none was given yet. */
  verdict: VerdictRecord | null;
  history: VerdictRecord[];
  doubt: number;
  watched: number;
};

export type EventRow = {
  event: string;
  /** French; what a person named it stands in both. */
  title: string;
  titleEn: string;
  /** By hand, not made of what was read. */
  named: boolean;
  type: AttackType;
  actors: string[];
  from: string;
  to: string;
  bodies: number;
  documents: number;
  dispatches: number;
  verdicts: Partial<Record<ClaimVerdict, number>>;
  /** Bodies that said that nothing happened, or denied. */
  denials: number;
  toReview: number;
  published: boolean;
  exercise: boolean;
  /** Journal position of the last entry about it. */
  changed: number;
  changedAt: string;
};

export type EventList = { total: number; offset: number; events: EventRow[] };

/** A part of the window: fused rounds, down, shaky. The strip under the statements. */
export type StripSlice = { from: string; to: string; n: number; d: number; p: number };
export type Strip = {
  body: string;
  from: string;
  to: string;
  sites: { site: number; url: string; slices: StripSlice[] }[];
  /** Sites beyond those shown. */
  more: number;
};

export type Acted = {
  what: "rate-raised" | "gateway-alerted" | "room-told";
  bodies: string[];
  sites: string[];
  until: string | null;
  at: string;
  /** Until when it really held, if a person ended it earlier. */
  releasedAt: string | null;
};

export type EventPage = {
  row: EventRow;
  /** Worst verdict first, then by name. */
  bodies: EventBody[];
  attacks: Attack[];
  /** Oldest first. */
  statements: Statement[];
  documents: DocumentRow[];
  targets: (TargetListing & { document: string })[];
  targetsMore: number;
  unresolved: (UnresolvedName & { document: string })[];
  acted: Acted[];
  /** Events that might be the same, best first. */
  near: {
    event: string;
    title: string;
    titleEn: string;
    score: number;
    /** A person said that they are two. */
    parted: boolean;
  }[];
  publication: (Publication & { entry: string; at: string; by: Actor }) | null;
  /** What a publication made now would say. The person who publishes sends it back, changed or not. */
  proposal: Publication | null;
};

export type BodyPage = {
  body: NamedBody;
  watched: number;
  /** Newest first. */
  events: { row: EventRow; body: EventBody; statements: Statement[] }[];
  /** Lists that name a host of it, newest first, at most 200. */
  targets: (TargetListing & { document: string })[];
};

export type ActorPage = {
  actor: string;
  bodies: number;
  verdicts: Partial<Record<ClaimVerdict, number>>;
  types: Partial<Record<AttackType, number>>;
  first: string | null;
  last: string | null;
  events: EventRow[];
};
export type ActorRow = { actor: string; events: number; bodies: number; last: string };

/** One thing that a person should look at, the most doubtful first. */
export type QueueItem =
  | { kind: "attack"; doubt: number; event: string; attack: Attack; document: DocumentRow; quote: string }
  | { kind: "name"; doubt: number; event: string; name: UnresolvedName; document: DocumentRow }
  | {
      kind: "contradiction";
      doubt: number;
      event: string;
      body: NamedBody;
      verdict: VerdictRecord;
      statements: Statement[];
    }
  | {
      kind: "same-event";
      doubt: number;
      event: string;
      other: string;
      title: string;
      titleEn: string;
      otherTitle: string;
      otherTitleEn: string;
      score: number;
    };
export type Queue = { total: number; items: QueueItem[] };

export type SearchHit =
  | { kind: "event"; event: string; title: string; titleEn: string; from: string }
  | { kind: "body"; body: NamedBody; events: number }
  | { kind: "actor"; actor: string; events: number }
  | { kind: "document"; document: string; title: string; publisher: string | null; event: string };
export type Search = { hits: SearchHit[] };

/** One document, with its text (members and more) and what was made of it. */
export type DocumentPage = {
  row: DocumentRow;
  attacks: Attack[];
  statements: Statement[];
  targets: TargetListing[];
  unresolved: UnresolvedName[];
  /** null: not for observers, or not on this machine. */
  text: string | null;
  /** Version of the rules of today. When `row.extractor` is another, it may read differently by now. */
  today: string;
  /** What older rules had read and newer ones withdrew, the latest first, at most 200. */
  earlier: EarlierFinding[];
};

/** `by`: the version that read it; `at`: when it was withdrawn. */
export type EarlierFinding = { by: string; at: string } & (
  | { kind: "attack"; body: NamedBody; type: AttackType; actor: string | null }
  | { kind: "statement"; speaker: Speaker; stance: Stance; modality: Modality; quote: string }
  | { kind: "name"; name: string }
);

/** A feed of the settings. `failure`: why it did not come the last time, as the probe says it; null: it came. */
export type FeedState = {
  url: string;
  askedAt: string | null;
  readAt: string | null;
  failure: string | null;
  /** New documents since the keeper's start. */
  documents: number;
};

/** Reading again with today's rules. */
export type Rereading = {
  extractor: string;
  /** Documents that older rules read. */
  outdated: number;
  running: { total: number; done: number; changed: number; missing: number } | null;
  /** How the last one since the keeper's start ended. */
  last: RereadingEnd | null;
};
/** `missing`: their text is not here. `stopped`: why it did not come to its end. */
export type RereadingEnd = {
  at: string;
  total: number;
  done: number;
  changed: number;
  missing: number;
  stopped: string | null;
};

/** What reading would give, or gave: one a document (a feed, an export of messages or a list gives several). */
export type ReadOutcome = {
  document: string;
  kind: DocumentKind;
  title: string;
  publisher: string | null;
  publishedAt: string | null;
  lang: string;
  /** Read before: nothing was written. */
  known: boolean;
  /** It was read by older rules: those of today may see it differently, and are asked on its page. */
  older: boolean;
  event: string;
  dispatch: string;
  /** The event is new; it was joined to one that is there. */
  joined: boolean;
  attacks: Attack[];
  statements: Statement[];
  unresolved: UnresolvedName[];
  targets: TargetListing[];
  targetsMore: number;
  /** Refused, and why: then all lists are empty. */
  refused: { code: string; what: string; remedy: string } | null;
};
/** Routes of our own sites that a list names, counted; told once, to who brought the list, and kept nowhere. */
export type OwnRoute = { host: string; route: string; count: number };
export type ReadAnswer = { documents: ReadOutcome[]; ownRoutes: OwnRoute[]; ownRoutesMore: number };

export type ClaimsSummary = {
  events: number;
  documents: number;
  bodies: number;
  toReview: number;
  published: number;
  verdicts: Partial<Record<ClaimVerdict, number>>;
  reasons: Partial<Record<VerdictReason, number>>;
  /** Events of the last 48 h. */
  fresh: EventRow[];
  /** Of these, the ones that name a site behind our own gateways, as the crisis room was told. */
  ours: { event: string; title: string; sites: string[] }[];
  /** The watch is here; without it every verdict is "not_observed". */
  watching: boolean;
  rule: string;
  extractor: string;
};

/** The live stream's event "claims", at most once a second. */
export type ClaimsMessage = { asOf: string; toReview: number; events: EventRow[] };
