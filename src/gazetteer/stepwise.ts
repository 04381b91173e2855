/**
 * Something that takes a while to make, made once: at one go, or in steps between which others have their turn. Who needs it
 * now while it is made in steps gets it now.
 */
export type Stepwise<T> = {
  now(): T;
  /** `turn` is asked after each step: what it gives is waited for. */
  soon(turn: () => Promise<void> | undefined): Promise<T>;
};

export function stepwise<T>(make: () => Generator<void, T>): Stepwise<T> {
  let making: Generator<void, T> | undefined;
  let made: { readonly value: T } | undefined;
  const step = (): void => {
    making ??= make();
    try {
      const { done, value } = making.next();
      if (done === true) made = { value };
    } catch (error) {
      // One that threw would say that it is done: the next call begins anew.
      making = undefined;
      throw error;
    }
  };
  return {
    now() {
      while (made === undefined) step();
      return made.value;
    },
    async soon(turn) {
      while (made === undefined) {
        step();
        await turn();
      }
      return made.value;
    },
  };
}
