import { type PackedRound, ROUNDS_PER_EXCHANGE_MAX } from "../exchange.ts";

/** Rounds of one batch, as text, in characters: with all else below the bound of an exchange. */
export const BATCH_CHARACTERS_MAX = 1_500_000;
/** What is kept for a keeper that does not answer: about two hours of 36,000 sites. Beyond it the oldest goes, counted. */
export const KEPT_CHARACTERS_MAX = 128 * 1024 * 1024;

/** Rounds on their way; named by session and sequence, so that the keeper knows one that comes twice. */
export type Batch = {
  readonly session: string;
  readonly sequence: number;
  /** JSON of packed rounds. */
  readonly rounds: string;
  readonly count: number;
  /** When it was closed, ms since 1970. */
  readonly at: number;
};

export type OutboxNeeds = {
  session: string;
  now(): number;
  /** Batches of an earlier start, the oldest first. */
  left: readonly Batch[];
  /** Writes batches to disk; false when it could not. */
  spool(batches: readonly Batch[]): boolean;
  unspool(batch: Batch): void;
  /** A batch was closed: the next in the order in which they are sent. */
  onClosed(batch: Batch): void;
  charactersMax?: number;
};

/** Rounds that the keeper has not taken yet, in order. Bounded; what is dropped is counted. */
export class Outbox {
  readonly #needs: OutboxNeeds;
  readonly #batches: Batch[];
  readonly #onDisk = new WeakSet<Batch>();
  #open: string[] = [];
  #openCharacters = 0;
  #keptCharacters = 0;
  #sequence = 0;
  /** Rounds that were dropped because the keeper was away for too long. */
  dropped = 0;

  constructor(needs: OutboxNeeds) {
    this.#needs = needs;
    this.#batches = [...needs.left];
    for (const batch of this.#batches) {
      this.#onDisk.add(batch);
      this.#keptCharacters += batch.rounds.length;
    }
    this.#bound();
  }

  /** Batches that wait, the open one left out. */
  get waiting(): number {
    return this.#batches.length;
  }

  add(round: PackedRound): void {
    const text = JSON.stringify(round);
    this.#open.push(text);
    this.#openCharacters += text.length + 1;
    if (this.#open.length >= ROUNDS_PER_EXCHANGE_MAX || this.#openCharacters >= BATCH_CHARACTERS_MAX)
      this.#close();
  }

  /** The batch to send now: the oldest, or what was added since, which may be nothing. */
  next(): Batch {
    const oldest = this.#batches[0];
    return oldest ?? this.#close();
  }

  acknowledge(batch: Batch): void {
    if (this.#batches[0] !== batch) return;
    this.#batches.shift();
    this.#keptCharacters -= batch.rounds.length;
    if (this.#onDisk.has(batch)) this.#needs.unspool(batch);
  }

  /** Takes what waits to disk, so that a stop or a crash does not lose it. */
  save(): void {
    if (this.#open.length > 0) this.#close();
    const unsaved = this.#batches.filter((batch) => batch.count > 0 && !this.#onDisk.has(batch));
    if (unsaved.length === 0 || !this.#needs.spool(unsaved)) return;
    for (const batch of unsaved) this.#onDisk.add(batch);
  }

  #close(): Batch {
    const rounds = `[${this.#open.join(",")}]`;
    const { session, now } = this.#needs;
    const batch = { session, sequence: ++this.#sequence, rounds, count: this.#open.length, at: now() };
    this.#open = [];
    this.#openCharacters = 0;
    this.#batches.push(batch);
    this.#keptCharacters += rounds.length;
    this.#needs.onClosed(batch);
    this.#bound();
    return batch;
  }

  #bound(): void {
    const max = this.#needs.charactersMax ?? KEPT_CHARACTERS_MAX;
    while (this.#keptCharacters > max && this.#batches.length > 1) {
      const oldest = this.#batches[0] as Batch;
      this.dropped += oldest.count;
      this.acknowledge(oldest);
    }
  }
}
