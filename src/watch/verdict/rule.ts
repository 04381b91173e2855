/**
 * The numbers of the rule, in one place: docs/verdict.md explains each. A change of any of them, or of how they are used,
 * is a new RULE_VERSION: verdicts that were published must stay explainable.
 */
export const RULE_VERSION = "1";

/** The window a live verdict looks back on, and the usual window of a census. */
export const WINDOW_MS = 60 * 60_000;

/** Fewer fused rounds than this prove nothing. */
export const ROUNDS_MIN = 4;
/**
 * A window is inconclusive when for more than this share of it no French vantage point could be trusted, or, after its first
 * round, none spoke. Before the first round nothing is held against it: a site may have been taken in just then.
 */
export const UNMEASURED_SHARE_MAX = 0.25;
/** Inaccessible from this share of unanswered time on. */
export const DOWN_SHARE_MIN = 0.9;
/** Intermittent above this share, and below DOWN_SHARE_MIN. */
export const MIXED_SHARE_MIN = 0.1;
/**
 * A mix must persist: a round down that several French vantage points agree on, or this many of one, or this many rounds that
 * were not plainly up. With 1 % of attempts lost, three shaky rounds of twelve happen to two hundred of a million windows by
 * chance, five to less than one in ten million.
 */
export const MIXED_DOWN_MIN = 2;
export const MIXED_ROUNDS_MIN = 5;

/**
 * Rounds of several vantage points that begin within FUSED_MS_MAX of the first are one fused round, each vantage once. When
 * one says the same again within FUSED_MS_MIN, that belongs to the same fused round: nearly the length of a round, so that
 * one a minute counts however late a single one came. Between moments that are taken to the whole second.
 */
export const FUSED_MS_MAX = 300_000;
export const FUSED_MS_MIN = 57_000;
/** From the begin of a round's first attempt to the end of its last. */
export const ROUND_MS_MAX = 70_000;
/** A fused round speaks for the time until the next one, at most for this long. */
export const SPEAKS_FOR_MS_MAX = 300_000;

/** French vantage points that must agree before the word "confirmed" is used. */
export const AGREEING_MIN = 2;
/** Fused rounds in a row that turn the live verdict when only one vantage point speaks, and when others should have. */
export const IN_A_ROW_ALONE = 2;
export const IN_A_ROW_UNHEARD = 3;
/** Intermittent is left after this many fused rounds in a row that say the same, or after this long of them. */
export const STEADY_ROUNDS = 6;
export const STEADY_MS = 30 * 60_000;
/** Nothing heard of a site for this long: its live verdict is inconclusive until it is heard again. */
export const UNHEARD_MS_MAX = 15 * 60_000;

/** slow: the 95th percentile is above three times the site's own usual time, and above three seconds. */
export const SLOW_TIMES_USUAL = 3;
export const SLOW_MS_MIN = 3_000;

/** A verdict is settled when its window ended this long ago: what comes later is no longer waited for. */
export const SETTLED_AFTER_MS = 24 * 3_600_000;

/** Vantage points that verdicts can tell apart; the state of a site has one bit for each. */
export const VANTAGES_MAX = 12;
