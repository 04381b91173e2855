/**
 * Something that takes a while to make, made once: at one go, or in steps between which others have their turn. Who needs it
 * now while it is made in steps gets it now. Unused for UNUSED_MS it is forgotten, and made again when it is needed.
 */
export type Stepwise<T> = {
  now(): T;
  /** `turn` is asked after each step: what it gives is waited for. */
  soon(turn: () => Promise<void> | undefined): Promise<T>;
};

/** How long what nobody asks for is kept, in ms: tens of megabytes for a list that was taken in once. */
export const UNUSED_MS = 120_000;

export function stepwise<T>(make: () => Generator<void, T>, unusedMs = UNUSED_MS): Stepwise<T> {
  let making: Generator<void, T> | undefined;
  let made: { readonly value: T } | undefined;
  let usedMs = 0;
  let timer: Timer | undefined;
  const step = (): void => {
    making ??= make();
    try {
      const { done, value } = making.next();
      if (done === true) {
        made = { value };
        making = undefined;
      }
    } catch (error) {
      // One that threw would say that it is done: the next call begins anew.
      making = undefined;
      throw error;
    }
  };
  const watch = (afterMs: number): void => {
    timer = setTimeout(() => {
      const leftMs = usedMs + unusedMs - performance.now();
      timer = undefined;
      if (leftMs > 0) watch(leftMs);
      else made = undefined;
    }, afterMs);
    timer.unref();
  };
  const used = ({ value }: { readonly value: T }): T => {
    usedMs = performance.now();
    if (timer === undefined) watch(unusedMs);
    return value;
  };
  return {
    now() {
      while (made === undefined) step();
      return used(made);
    },
    async soon(turn) {
      while (made === undefined) {
        step();
        await turn();
      }
      return used(made);
    },
  };
}
