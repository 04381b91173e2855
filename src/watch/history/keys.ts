/**
 * A row's key is one whole number: day or segment, then site, then vantage point, so that rows are written in the order in
 * which they lie and found without an index. Site ids have 24 bits, vantage points 5, and the whole stays below 2^53.
 */

/** Room for the numbers of points of measurement; the rule knows fewer. */
export const VANTAGE_NUMBERS = 32;
const SITES = 2 ** 24;
const PLACES = SITES * VANTAGE_NUMBERS;

/** A site as one vantage point sees it. */
export const placeOf = (site: number, vantage: number): number => site * VANTAGE_NUMBERS + vantage;
export const siteOfPlace = (place: number): number => Math.floor(place / VANTAGE_NUMBERS);

/** `period`: number of a day since 1970, or of a segment. */
export const keyOf = (period: number, place: number): number => period * PLACES + place;
export const placeOfKey = (key: number): number => key % PLACES;
/** Keys of a period are in [firstKey(period), firstKey(period + 1)). */
export const firstKey = (period: number): number => period * PLACES;
