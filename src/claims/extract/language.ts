const FRENCH =
  /(?<![a-z])(?:le|la|les|des|une|est|dans|pour|par|sur|avec|que|qui|du|aux|ses|sont|ete|cette|plus|et|au|nous)(?![a-z])/g;
const ENGLISH =
  /(?<![a-z])(?:the|of|and|was|were|is|are|for|with|that|which|by|has|have|had|its|their|this|from|been|we|in|to)(?![a-z])/g;
/** Enough of a text to tell. */
const SAMPLE_CHARACTERS = 6_000;

/** French or English, by its function words; French when in doubt. */
export function languageOf(plain: string): "fr" | "en" {
  const sample = plain.slice(0, SAMPLE_CHARACTERS);
  const count = (words: RegExp) => sample.match(words)?.length ?? 0;
  return count(ENGLISH) > count(FRENCH) ? "en" : "fr";
}
