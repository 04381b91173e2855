/** Words by which people group sites, as they type them: with commas between them. */

export const TAGS_MAX = 20;
export const TAG_CHARACTERS_MAX = 40;
/** Sites that the console tags at once, and lists at once. */
export const TAGGED_MAX = 10_000;
export const LISTED_MAX = 500;

/** Each once, in the order typed, none longer and no more than a site can carry. */
export function tagsIn(text: string): string[] {
  const tags = text
    .split(/[,;\n]/)
    .map((tag) => tag.trim().slice(0, TAG_CHARACTERS_MAX).trim())
    .filter(Boolean);
  return [...new Set(tags)].slice(0, TAGS_MAX);
}
