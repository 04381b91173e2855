import type { WireAnswer } from "../../src/drill/answer-reader.ts";
import { solveProof } from "../../src/drill/proof.ts";
import { SeededRandom } from "../../src/drill/random.ts";
import { encodeWaitingForm, readWaitingForm } from "../../src/drill/waiting-form.ts";
import { planOf, sayAndExit } from "../harness/generator.ts";
import { type LaneRequest, runLanes } from "./lanes.ts";

/**
 * A flood from far more addresses than a machine has: each request names its source in X-Forwarded-For, as a declared
 * proxy would, and asks for something that nobody asked for before. A process of its own (see harness/generator.ts).
 */
export type WidePlan = {
  port: number;
  host: string;
  requests: number;
  secondsMax: number;
  lanes: number;
  /** Addresses in all; each sends in its turn. */
  sources: number;
  /** Solves the waiting page's proof and presses its button, as far as one second's share for that allows. */
  presses: boolean;
};

export type WideResult = {
  sent: number;
  lost: number;
  seconds: number;
  byStatus: Record<string, number>;
  waitingPages: number;
  pressed: number;
};

/** Of what is sent; the rest are searches with a word of their own. */
const POST_SHARE = 0.3;
const PATH_SHARE = 0.1;
/** Of each second, what the generator spends on proofs. */
const PROOF_MS_PER_SECOND = 300;
/** Cookies kept, newest last: a robot behind each address keeps its own. */
const COOKIES_MAX = 200_000;

class WideLoad {
  private readonly random = new SeededRandom(48);
  private readonly byStatus: Record<string, number> = {};
  private readonly cookies = new Map<number, string>();
  private readonly presses: Array<{ source: number; message: string }> = [];
  private count = 0;
  private waitingPages = 0;
  private pressed = 0;
  private proofSecond = 0;
  private proofMs = 0;

  constructor(private readonly plan: WidePlan) {}

  async run(): Promise<WideResult> {
    const { port, lanes, requests, secondsMax } = this.plan;
    const ran = await runLanes({ host: "127.0.0.1", port }, { lanes, requests, secondsMax }, () =>
      this.next(),
    );
    const { byStatus, waitingPages, pressed } = this;
    return { ...ran, byStatus, waitingPages, pressed };
  }

  private next(): LaneRequest {
    const press = this.presses.pop();
    if (press !== undefined) return this.request(press.source, press.message);
    const number = this.count++;
    const source = number % this.plan.sources;
    const word = `${this.random.text(6)}${number.toString(36)}`;
    const kind = this.random.next();
    if (kind < POST_SHARE) {
      const body = `nom=${word}&email=${word}%40gmail.com&objet=Urbanisme&message=${word}${word}`;
      return this.request(source, this.message(source, "POST", "/contact", body));
    }
    const target = kind < POST_SHARE + PATH_SHARE ? `/actualites/${word}` : `/recherche?q=${word}`;
    return this.request(source, this.message(source, "GET", target));
  }

  private message(source: number, method: "GET" | "POST", target: string, body = ""): string {
    const cookie = this.cookies.get(source);
    const own = `X-Forwarded-For: ${addressOf(source)}\r\n${cookie === undefined ? "" : `Cookie: ${cookie}\r\n`}`;
    const form =
      method === "POST"
        ? `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n`
        : "";
    return `${method} ${target} HTTP/1.1\r\nHost: ${this.plan.host}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0\r\nAccept: text/html,*/*;q=0.8\r\n${own}${form}\r\n${body}`;
  }

  private request(source: number, message: string): LaneRequest {
    return {
      source: "127.0.0.1",
      message,
      isHead: false,
      bodyBytesMax: 64 * 1024,
      answered: (answer) => this.take(source, answer),
    };
  }

  private take(source: number, answer: WireAnswer): void {
    this.byStatus[answer.status] = (this.byStatus[answer.status] ?? 0) + 1;
    if (this.plan.presses) this.keepCookie(source, answer.head);
    if (answer.status !== 503) return;
    const text = Buffer.from(answer.body.buffer, answer.body.byteOffset, answer.body.length);
    if (!text.includes("beffroi-suite")) return;
    this.waitingPages++;
    if (this.plan.presses) this.press(source, text.toString());
  }

  private press(source: number, page: string): void {
    const form = readWaitingForm(page);
    if (form === undefined || !this.hasTimeForProof()) return;
    const startedAt = performance.now();
    const proof = form.challenge === "" ? undefined : solveProof(form.challenge, form.bitsMin);
    this.proofMs += performance.now() - startedAt;
    this.pressed++;
    const message = this.message(source, "POST", form.action, encodeWaitingForm(form, proof));
    this.presses.push({ source, message });
  }

  private hasTimeForProof(): boolean {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.proofSecond) [this.proofSecond, this.proofMs] = [second, 0];
    return this.proofMs < PROOF_MS_PER_SECOND;
  }

  private keepCookie(source: number, head: string): void {
    const pair = /\r\nset-cookie:[ \t]*([^;\r]+)/i.exec(head)?.[1];
    if (pair === undefined) return;
    this.cookies.delete(source);
    this.cookies.set(source, pair);
    for (const oldest of this.cookies.keys()) {
      if (this.cookies.size <= COOKIES_MAX) break;
      this.cookies.delete(oldest);
    }
  }
}

/** Public-looking IPv4 addresses, neighbours in number far apart in address. */
function addressOf(source: number): string {
  const mixed = Math.imul(source, 0x9e3779b1) >>> 0;
  return `${20 + ((mixed >>> 24) & 0x3f)}.${(mixed >>> 16) & 255}.${(mixed >>> 8) & 255}.${mixed & 255}`;
}

if (import.meta.main) sayAndExit(await new WideLoad(planOf<WidePlan>()).run());
