/** As the console has it (kernel/text.ts, whose schemas would bring their library into the page; `bounds.test.ts`). */
const NOT_IN_A_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;

/** A name or a title as it is sent: what is pasted brings marks that nobody sees, and that the console refuses. */
export function oneLine(text: string): string {
  return text.replace(NOT_IN_A_LINE, " ").trim();
}
