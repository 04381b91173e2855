import { type AttackRequest, AttackMix } from "./attack-mix.ts";
import { AttackTally } from "./attack-tally.ts";
import type { WireAnswer } from "./answer-reader.ts";
import { Connection, type Endpoint } from "./connection.ts";
import type { DrillPlan } from "./events.ts";
import { CookieJar } from "./jar.ts";
import { solveProof } from "./proof.ts";
import { SeededRandom } from "./random.ts";
import { makeSources, type Source } from "./sources.ts";
import { encodeWaitingForm, readWaitingForm } from "./waiting-form.ts";

/** Browsers that captured requests name, and the client's own name: half of the sources each. */
const BROWSERS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",
] as const;
const FETCH_METADATA =
  "Sec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-User: ?1\r\n";
const PLAIN_CLIENT = "Go-http-client/1.1";

/** Idle connections that one source keeps. */
const IDLE_MAX = 8;
/** A waiting page is read up to here; others are counted and thrown away. */
const WAITING_PAGE_BYTES_MAX = 128 * 1024;
/** Time that the generator gives to proofs, in ms of each second: it must not fall behind because of them. */
const PROOF_MS_PER_SECOND = 200;

type Attacker = Source & {
  readonly idle: Connection[];
  readonly jar: CookieJar;
  readonly fields: string;
  pressing: boolean;
};

type InFlight = { connection: Connection; attacker: Attacker; sentAt: number; over: boolean; press: boolean };

/**
 * The attack: an open-loop Poisson process for each source (sent when due, whatever became of those before), over real
 * connections from the source's own address.
 */
export class Attack {
  readonly tally = new AttackTally();
  private readonly attackers: Attacker[];
  private readonly byAddress: ReadonlyMap<string, Attacker>;
  /** Sums of the rates up to each source, to choose one by its rate. */
  private readonly sums: Float64Array;
  private readonly mix: AttackMix;
  private readonly byConnection = new Map<Connection, InFlight>();
  /** In the order of sending, for patience. */
  private queue: InFlight[] = [];
  private queueHead = 0;
  private readonly random: SeededRandom;
  private nextAt: number;
  private proofMsLeft = PROOF_MS_PER_SECOND;
  private proofSecond = 0;
  private readonly keepBytes: number;
  private readonly durationMs: number;
  private readonly originField: string;
  private ended = false;

  constructor(
    private readonly plan: DrillPlan,
    private readonly endpoint: Endpoint,
    private readonly startAt: number,
  ) {
    const { attack, floodSeconds, seed, site, host } = plan;
    this.random = new SeededRandom(seed ^ 0x5eed);
    this.mix = new AttackMix(site, host, this.random);
    const sources = makeSources(this.random, {
      perSecond: attack.requestsPerSecond,
      count: attack.sources,
      ramp: attack.ramp,
    });
    this.attackers = sources.map((source) => ({
      ...source,
      idle: [],
      jar: new CookieJar(),
      fields: this.fieldsOf(),
      pressing: false,
    }));
    this.byAddress = new Map(this.attackers.map((attacker) => [attacker.address, attacker]));
    let sum = 0;
    this.sums = Float64Array.from(sources, (source) => (sum += source.perSecond));
    this.nextAt = attack.requestsPerSecond === 0 ? Number.POSITIVE_INFINITY : startAt;
    this.keepBytes = attack.grade === 3 ? WAITING_PAGE_BYTES_MAX : 0;
    this.durationMs = floodSeconds * 1000;
    this.originField = `Origin: http://${host}\r\n`;
  }

  /** Sends all that is due. Call it every millisecond or so. */
  turn(now: number): void {
    const until = Math.min(now, this.startAt + this.durationMs);
    while (this.nextAt <= until) {
      this.due(this.nextAt, now);
      this.nextAt += this.random.exponential(this.plan.attack.requestsPerSecond) * 1000;
    }
    this.giveUpLate(now);
  }

  /** Ends all connections. */
  end(): void {
    this.ended = true;
    for (const { connection } of this.byConnection.values()) connection.close();
    for (const attacker of this.attackers) for (const connection of attacker.idle) connection.close();
    this.tally.timedOut += this.byConnection.size;
    this.byConnection.clear();
  }

  /** One arrival of all sources' processes together; that of a source which has not joined yet does not happen. */
  private due(dueAt: number, now: number): void {
    const attacker = this.attackers[this.chooseSource()] as Attacker;
    if ((dueAt - this.startAt) / this.durationMs < attacker.joinsAt) return;
    const request = this.mix.next();
    this.tally.due++;
    this.tally.count(request.kind);
    if (this.byConnection.size >= this.plan.attack.socketsMax) {
      this.tally.heldBack++;
      return;
    }
    this.tally.sentAt(now - this.startAt, Math.max(0, performance.now() - dueAt));
    this.send(attacker, request, performance.now());
  }

  private chooseSource(): number {
    const wanted = this.random.next() * (this.sums.at(-1) as number);
    let low = 0;
    let high = this.sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sums[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private send(attacker: Attacker, request: AttackRequest, now: number, press = false): void {
    const options = { isHead: false, bodyBytesMax: this.keepBytes };
    const fresh = request.malformed !== undefined || !this.plan.attack.keepAlive;
    const kept = fresh ? undefined : attacker.idle.pop();
    const connection = kept ?? new Connection(attacker.address, this);
    const entry = { connection, attacker, sentAt: now, over: false, press };
    this.byConnection.set(connection, entry);
    this.queue.push(entry);
    this.tally.connections(this.byConnection.size);
    const message = request.malformed ?? this.message(attacker, request);
    if (kept === undefined) connection.open(this.endpoint, message, options);
    else connection.send(message, options);
  }

  private message(attacker: Attacker, request: AttackRequest): string {
    const cookies =
      this.plan.attack.grade > 1 && attacker.jar.size > 0 ? `Cookie: ${attacker.jar.header()}\r\n` : "";
    const body =
      request.method === "POST"
        ? `Content-Type: ${request.contentType}\r\nContent-Length: ${request.body.length}\r\n`
        : "";
    const connection = this.plan.attack.keepAlive ? "" : "Connection: close\r\n";
    const origin = this.plan.attack.grade === 3 && request.method === "POST" ? this.originField : "";
    return `${request.method} ${request.target} HTTP/1.1\r\n${attacker.fields}${cookies}${origin}${connection}${body}\r\n${request.body}`;
  }

  /** A robot that knows this product says all that a browser says; captured requests are replayed as they are. */
  private fieldsOf(): string {
    const knowing = this.plan.attack.grade === 3;
    const browser = knowing || this.random.chance(0.5);
    const name = browser ? this.random.pick(BROWSERS) : PLAIN_CLIENT;
    const more = browser
      ? "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: fr,en;q=0.5\r\n"
      : "";
    const metadata = knowing ? FETCH_METADATA : "";
    return `Host: ${this.plan.host}\r\nUser-Agent: ${name}\r\n${more}${metadata}Accept-Encoding: gzip\r\n`;
  }

  answered(connection: Connection, answer: WireAnswer): void {
    const entry = this.take(connection);
    if (entry === undefined) return;
    const now = performance.now();
    const { attacker } = entry;
    this.tally.answered(now - this.startAt, answer.status, now - entry.sentAt);
    if (this.plan.attack.grade > 1) attacker.jar.takeFrom(answer.head, Date.now());
    if (entry.press) attacker.pressing = false;
    if (!answer.closes) {
      if (attacker.idle.length < IDLE_MAX && !this.ended) attacker.idle.push(connection);
      else connection.close();
    }
    if (this.plan.attack.grade === 3 && answer.status === 503 && !this.ended)
      this.press(attacker, answer, now);
  }

  lost(connection: Connection, inFlight: boolean): void {
    const entry = this.take(connection);
    if (entry !== undefined) {
      if (entry.press) entry.attacker.pressing = false;
      if (inFlight) this.tally.broken++;
      return;
    }
    const idle = this.byAddress.get(connection.source)?.idle ?? [];
    const at = idle.indexOf(connection);
    if (at >= 0) idle.splice(at, 1);
  }

  private take(connection: Connection): InFlight | undefined {
    const entry = this.byConnection.get(connection);
    if (entry === undefined) return undefined;
    this.byConnection.delete(connection);
    entry.over = true;
    return entry;
  }

  private giveUpLate(now: number): void {
    const { patienceMs } = this.plan.attack;
    for (; this.queueHead < this.queue.length; this.queueHead++) {
      const entry = this.queue[this.queueHead] as InFlight;
      if (entry.over) continue;
      if (now - entry.sentAt < patienceMs) break;
      this.take(entry.connection);
      if (entry.press) entry.attacker.pressing = false;
      this.tally.timedOut++;
      entry.connection.close();
    }
    if (this.queueHead > 4_096) {
      this.queue = this.queue.slice(this.queueHead);
      this.queueHead = 0;
    }
  }

  /** Grade 3: a robot that knows this product presses the waiting page's button, one at a time for each source. */
  private press(attacker: Attacker, answer: WireAnswer, now: number): void {
    if (attacker.pressing) return;
    const form = readWaitingForm(Buffer.from(answer.body).toString("utf8"));
    if (form === undefined) return;
    const second = Math.floor((now - this.startAt) / 1000);
    if (second !== this.proofSecond) {
      this.proofSecond = second;
      this.proofMsLeft = PROOF_MS_PER_SECOND;
    }
    if (this.proofMsLeft <= 0 || this.byConnection.size >= this.plan.attack.socketsMax) {
      this.tally.unpressed++;
      return;
    }
    const proof = form.challenge === "" ? undefined : solveProof(form.challenge, form.bitsMin);
    this.proofMsLeft -= performance.now() - now;
    attacker.pressing = true;
    this.tally.pressed++;
    const body = encodeWaitingForm(form, proof);
    this.send(
      attacker,
      {
        kind: "random-post",
        method: "POST",
        target: form.action,
        contentType: "application/x-www-form-urlencoded",
        body,
        malformed: undefined,
      },
      now,
      true,
    );
  }
}
