/** How long what nobody asks for is kept, in ms: it holds tens of megabytes. */
const UNUSED_MS = 120_000;

/** Gives the same thing for as long as it is asked for, and makes it anew after `unusedMs` in which it was not. */
export function whileUsed<T>(make: () => T, unusedMs = UNUSED_MS): () => T {
  let made: { readonly value: T } | undefined;
  let timer: Timer | undefined;
  return () => {
    made ??= { value: make() };
    timer ??= setTimeout(() => (made = undefined), unusedMs).unref();
    timer.refresh();
    return made.value;
  };
}
