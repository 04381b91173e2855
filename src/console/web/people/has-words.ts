/** Whether each of `words` occurs in one of the texts, whatever its case and accents: nobody types "é" at three at night. */
export function hasWords(words: string, ...texts: readonly string[]): boolean {
  const text = plain(texts.join(" "));
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
