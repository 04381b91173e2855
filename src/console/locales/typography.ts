/**
 * Sets French text as the Imprimerie nationale does: narrow no-break space before ; ! ? » % and after «, no-break space
 * before the colon, the typographic apostrophe and ellipsis. A line then never begins with a lone sign.
 */
export function frenchTypography(text: string): string {
  return text
    .replaceAll("'", "\u2019")
    .replaceAll("...", "\u2026")
    .replace(/ ([;!?»%])/g, "\u202f$1")
    .replace(/« /g, "«\u202f")
    .replace(/ :/g, "\u00a0:");
}
