/**
 * A row's key is one whole number: day or segment, then site, then vantage point, so that rows are written in the order in
 * which they lie and found without an index. Site ids have 24 bits, vantage points 5, and the whole stays below 2^53.
 */

/** Points of measurement that one history ever knows, those that were removed included. */
export const VANTAGES_EVER_MAX = 32;
const SITES = 2 ** 24;
const PLACES = SITES * VANTAGES_EVER_MAX;

/** A site as one vantage point sees it. */
export const placeOf = (site: number, vantage: number): number => site * VANTAGES_EVER_MAX + vantage;
export const siteOfPlace = (place: number): number => Math.floor(place / VANTAGES_EVER_MAX);

/** `period`: number of a day since 1970, or of a segment. */
export const keyOf = (period: number, place: number): number => period * PLACES + place;
export const placeOfKey = (key: number): number => key % PLACES;
/** Keys of a period are in [firstKey(period), firstKey(period + 1)). */
export const firstKey = (period: number): number => period * PLACES;
