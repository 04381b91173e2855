import { OldestFirst } from "../cache/oldest-first.ts";

/** Networks of one kind of request whose service is remembered after their last waiter was served. */
export const REMEMBERED_PREFIXES_MAX = 1_024;

/** One who waits, with the links of the lists that it stands in. A subclass knows how to let it in. */
export abstract class Waiter {
  waiting = false;
  queue: PrefixQueue | undefined;
  olderOfPrefix: Waiter | undefined;
  newerOfPrefix: Waiter | undefined;
  olderOfStanding: Waiter | undefined;
  newerOfStanding: Waiter | undefined;

  constructor(
    readonly standingIndex: number,
    readonly classIndex: number,
    readonly prefix: string,
    readonly costMs: number,
    readonly joinedMs: number,
  ) {}
}

/** Those of one network who wait for one kind of request. */
export class PrefixQueue {
  length = 0;
  oldest: Waiter | undefined;
  newest: Waiter | undefined;
  /** Where it stands in the heap. */
  index = 0;
  /** Its list among the queues of the same length. */
  before: PrefixQueue | undefined;
  after: PrefixQueue | undefined;

  constructor(
    readonly prefix: string,
    /** Virtual time from which it may be served next. */
    public tag: number,
    /** Who was first among equal tags. */
    readonly turn: number,
  ) {}
}

/**
 * Serves networks in turn, by start-time fair queueing on cost, and inside a network the oldest or the newest first.
 * Joining, leaving and serving take O(log networks); the longest queue is known at once.
 */
export class PrefixQueues {
  private readonly queues = new Map<string, PrefixQueue>();
  private readonly heap: PrefixQueue[] = [];
  /** By length: the first and the last of a list of queues that are so long. */
  private readonly firstOfLength: (PrefixQueue | undefined)[] = [];
  private readonly lastOfLength: (PrefixQueue | undefined)[] = [];
  private longestLength = 0;
  private virtualTime = 0;
  private turns = 0;
  private readonly remembered = new OldestFirst<string, number>(REMEMBERED_PREFIXES_MAX);

  constructor(private newestFirst: boolean) {}

  /** From now on; who waits already is served so too. */
  serveNewestFirst(newestFirst: boolean): void {
    this.newestFirst = newestFirst;
  }

  get prefixes(): number {
    return this.queues.size;
  }

  get rememberedPrefixes(): number {
    return this.remembered.size;
  }

  /** The queue with most waiters; among equals the one that has been so long for longest. */
  get longest(): PrefixQueue | undefined {
    return this.firstOfLength[this.longestLength];
  }

  /** The one of the queue who would be served last. */
  lastServedOf(queue: PrefixQueue): Waiter | undefined {
    return this.newestFirst ? queue.oldest : queue.newest;
  }

  find(prefix: string): PrefixQueue | undefined {
    return this.queues.get(prefix);
  }

  join(waiter: Waiter): void {
    let queue = this.queues.get(waiter.prefix);
    if (queue === undefined) {
      const tag = Math.max(this.virtualTime, this.remembered.get(waiter.prefix) ?? 0);
      queue = new PrefixQueue(waiter.prefix, tag, this.turns++);
      this.queues.set(waiter.prefix, queue);
      queue.index = this.heap.push(queue) - 1;
      this.rise(queue);
    } else {
      this.unlist(queue);
    }
    waiter.queue = queue;
    waiter.olderOfPrefix = queue.newest;
    if (queue.newest === undefined) queue.oldest = waiter;
    else queue.newest.newerOfPrefix = waiter;
    queue.newest = waiter;
    queue.length++;
    this.list(queue);
  }

  /** Takes out who comes next; undefined when nobody waits. */
  take(): Waiter | undefined {
    const queue = this.heap[0];
    if (queue === undefined) return undefined;
    const waiter = this.newestFirst ? queue.newest : queue.oldest;
    if (waiter === undefined) return undefined;
    this.virtualTime = Math.max(this.virtualTime, queue.tag);
    queue.tag += waiter.costMs;
    this.sink(queue);
    this.leave(waiter);
    if (queue.length === 0) this.remembered.set(queue.prefix, queue.tag);
    return waiter;
  }

  /** Takes out one who will not be served. */
  leave(waiter: Waiter): void {
    const queue = waiter.queue;
    if (queue === undefined) return;
    const { olderOfPrefix: older, newerOfPrefix: newer } = waiter;
    if (older === undefined) queue.oldest = newer;
    else older.newerOfPrefix = newer;
    if (newer === undefined) queue.newest = older;
    else newer.olderOfPrefix = older;
    waiter.queue = waiter.olderOfPrefix = waiter.newerOfPrefix = undefined;
    this.unlist(queue);
    queue.length--;
    if (queue.length > 0) {
      this.list(queue);
      return;
    }
    this.queues.delete(queue.prefix);
    this.removeFromHeap(queue);
  }

  private list(queue: PrefixQueue): void {
    const length = queue.length;
    const last = this.lastOfLength[length];
    queue.before = last;
    queue.after = undefined;
    if (last === undefined) this.firstOfLength[length] = queue;
    else last.after = queue;
    this.lastOfLength[length] = queue;
    if (length > this.longestLength) this.longestLength = length;
  }

  private unlist(queue: PrefixQueue): void {
    const { before, after, length } = queue;
    if (before === undefined) this.firstOfLength[length] = after;
    else before.after = after;
    if (after === undefined) this.lastOfLength[length] = before;
    else after.before = before;
    while (this.longestLength > 0 && this.firstOfLength[this.longestLength] === undefined)
      this.longestLength--;
  }

  private removeFromHeap(queue: PrefixQueue): void {
    const last = this.heap.pop();
    if (last === undefined || last === queue) return;
    last.index = queue.index;
    this.heap[last.index] = last;
    this.rise(last);
    this.sink(last);
  }

  private rise(queue: PrefixQueue): void {
    while (queue.index > 0) {
      const parent = this.heap[(queue.index - 1) >> 1];
      if (parent === undefined || !isBefore(queue, parent)) return;
      this.swap(queue, parent);
    }
  }

  private sink(queue: PrefixQueue): void {
    for (;;) {
      const left = this.heap[2 * queue.index + 1];
      const right = this.heap[2 * queue.index + 2];
      const child = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || !isBefore(child, queue)) return;
      this.swap(queue, child);
    }
  }

  private swap(a: PrefixQueue, b: PrefixQueue): void {
    const index = a.index;
    a.index = b.index;
    b.index = index;
    this.heap[a.index] = a;
    this.heap[b.index] = b;
  }
}

function isBefore(a: PrefixQueue, b: PrefixQueue): boolean {
  return a.tag < b.tag || (a.tag === b.tag && a.turn < b.turn);
}
