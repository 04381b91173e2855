/** Small whole numbers for texts that many sites share (hosts, addresses, networks), used again when nobody needs them. */
export class Names {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  readonly #holders: number[] = [];
  readonly #free: number[] = [];

  /** The text's number, from 0; held until `drop` is called as often. */
  take(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) {
      this.#holders[known] = (this.#holders[known] as number) + 1;
      return known;
    }
    const number = this.#free.pop() ?? this.#texts.length;
    this.#texts[number] = text;
    this.#holders[number] = 1;
    this.#numbers.set(text, number);
    return number;
  }

  /** Gives true when nobody holds it any more. */
  drop(number: number): boolean {
    const left = (this.#holders[number] ?? 1) - 1;
    this.#holders[number] = left;
    if (left > 0) return false;
    this.#numbers.delete(this.#texts[number] ?? "");
    this.#free.push(number);
    return true;
  }

  text(number: number): string {
    return this.#texts[number] ?? "";
  }

  get size(): number {
    return this.#numbers.size;
  }
}
