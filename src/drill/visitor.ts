import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from "node:zlib";
import type { WireAnswer } from "./answer-reader.ts";
import { Connection, type Endpoint } from "./connection.ts";
import { CookieJar } from "./jar.ts";
import { solveProof } from "./proof.ts";
import { encodeWaitingForm, readWaitingForm, type WaitingForm } from "./waiting-form.ts";

/** Connections that a browser opens to one site over HTTP/1.1. */
export const CONNECTIONS_MAX = 6;
const BODY_BYTES_MAX = 16 * 1024 * 1024;
const REDIRECTS_MAX = 5;
const WAITING_PAGES_MAX = 4;
/** How often a citizen tries again after a plain refusal, and how long he waits when it does not say. */
const RETRIES_MAX = 4;
const RETRY_MS = 2_000;
const RETRY_AFTER_MS_MAX = 10_000;
/** What a phone takes for the waiting page's proof, and a person to see its button and press it. */
const PROOF_MS = 400;
const BUTTON_MS = 1_000;

export type Click = {
  readonly method: "GET" | "POST";
  readonly target: string;
  /** application/x-www-form-urlencoded, ASCII. */
  readonly body?: string;
  /** Path of the page on which the link or form stands. */
  readonly from?: string;
  /** Further fields, each "Name: value". */
  readonly fields?: readonly string[];
};

export type Landing =
  | {
      readonly outcome: "landed";
      readonly status: number;
      readonly head: string;
      /** Decoded. */
      readonly page: Uint8Array;
      /** Where redirects led. */
      readonly target: string;
    }
  | { readonly outcome: "timed-out" | "broken" | "refused" };

/** What was met on the way of one act. */
export type Encounters = { waitingPages: number; refusals: number };

export type VisitorOptions = {
  readonly endpoint: Endpoint;
  readonly host: string;
  readonly address: string;
  /** Runs scripts. */
  readonly script: boolean;
  /** Tries again after refusals, follows redirects and fills in the waiting page: a person with a browser. */
  readonly person: boolean;
  /** How often such a person tries again after a plain refusal; left out, as citizens do. */
  readonly retriesMax?: number;
  /** User-Agent and what else is in every request, each line ended by CR LF. */
  readonly fields: string;
};

/** Somebody who uses the site: a browser with its cookies, or a machine that fetches. */
export class Visitor {
  readonly jar = new CookieJar();
  busy = false;
  private readonly idle: Connection[] = [];
  private readonly waiting = new Map<Connection, (answer: WireAnswer | "broken") => void>();

  constructor(readonly options: VisitorOptions) {}

  /** Follows a link or sends a form until there is a page that is the site's, patience ends or the site refuses for good. */
  async click(click: Click, deadline: number, met: Encounters): Promise<Landing> {
    let next: Click = click;
    const { retriesMax = RETRIES_MAX } = this.options;
    let redirects = 0;
    let retries = 0;
    let waitingPages = 0;
    for (;;) {
      const answer = await this.exchange(next, deadline);
      if (answer === "timed-out") return { outcome: "timed-out" };
      const form = answer === "broken" ? undefined : this.waitingForm(answer);
      if (form !== undefined && answer !== "broken") {
        met.waitingPages++;
        if (++waitingPages > WAITING_PAGES_MAX) return { outcome: "refused" };
        next = await this.fillIn(form, answer, next, deadline);
        continue;
      }
      const refused = answer === "broken" || [429, 502, 503, 504].includes(answer.status);
      if (refused) {
        met.refusals++;
        const waitMs = retryWait(next, answer);
        const over = waitMs === undefined || !this.options.person || ++retries > retriesMax;
        if (over || performance.now() + waitMs > deadline)
          return { outcome: answer === "broken" ? "broken" : "refused" };
        await Bun.sleep(waitMs);
        continue;
      }
      const location = answer.status >= 300 ? locationOf(answer, next.target) : undefined;
      if (location === undefined || !this.options.person || ++redirects > REDIRECTS_MAX) {
        return {
          outcome: "landed",
          status: answer.status,
          head: answer.head,
          page: decoded(answer),
          target: next.target,
        };
      }
      next = { method: "GET", target: location, from: next.from };
    }
  }

  /** Closes all connections, as a browser does some time after. */
  leave(): void {
    for (const connection of this.idle.splice(0)) connection.close();
  }

  private waitingForm(answer: WireAnswer): WaitingForm | undefined {
    if (answer.status !== 503 || !this.options.person) return undefined;
    return readWaitingForm(Buffer.from(decoded(answer)).toString("utf8"));
  }

  /** What the script does, or a person without one. A script that cannot be loaded leaves the button. */
  private async fillIn(
    form: WaitingForm,
    answer: WireAnswer,
    click: Click,
    deadline: number,
  ): Promise<Click> {
    const page = Buffer.from(decoded(answer)).toString("utf8");
    const source = /<script\b[^>]*\bsrc="([^"]+)"/.exec(page)?.[1];
    let script = this.options.script && source?.startsWith("/") === true;
    if (script) {
      const loaded = await this.exchange(
        { method: "GET", target: source as string, fields: SCRIPT },
        deadline,
      );
      script = typeof loaded === "object" && loaded.status === 200;
    }
    await Bun.sleep(script ? PROOF_MS : BUTTON_MS);
    const proof = script && form.challenge !== "" ? solveProof(form.challenge, form.bitsMin) : undefined;
    return { method: "POST", target: form.action, body: encodeWaitingForm(form, proof), from: click.target };
  }

  /** One request and its answer. A kept connection that turns out to be closed is replaced, as browsers do. */
  private async exchange(click: Click, deadline: number): Promise<WireAnswer | "broken" | "timed-out"> {
    const kept = this.idle.length > 0;
    const answer = await this.exchangeOnce(click, deadline);
    if (answer !== "broken" || !kept || click.method !== "GET") return answer;
    return this.exchangeOnce(click, deadline);
  }

  private exchangeOnce(click: Click, deadline: number): Promise<WireAnswer | "broken" | "timed-out"> {
    return new Promise((resolve) => {
      const options = { isHead: false, bodyBytesMax: BODY_BYTES_MAX };
      const kept = this.idle.pop();
      const connection = kept ?? new Connection(this.options.address, this);
      const timer = setTimeout(
        () => {
          this.waiting.delete(connection);
          connection.close();
          resolve("timed-out");
        },
        Math.max(1, deadline - performance.now()),
      );
      this.waiting.set(connection, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      if (kept === undefined) connection.open(this.options.endpoint, this.message(click), options);
      else connection.send(this.message(click), options);
    });
  }

  answered(connection: Connection, answer: WireAnswer): void {
    this.jar.takeFrom(answer.head, Date.now());
    if (!answer.closes) {
      if (this.idle.length < CONNECTIONS_MAX) this.idle.push(connection);
      else connection.close();
    }
    this.settle(connection, answer);
  }

  lost(connection: Connection): void {
    const at = this.idle.indexOf(connection);
    if (at >= 0) this.idle.splice(at, 1);
    this.settle(connection, "broken");
  }

  private settle(connection: Connection, answer: WireAnswer | "broken"): void {
    const resolve = this.waiting.get(connection);
    this.waiting.delete(connection);
    resolve?.(answer);
  }

  private message({ method, target, body = "", from, fields = NAVIGATION }: Click): string {
    const { host } = this.options;
    const cookies = this.jar.size > 0 ? `Cookie: ${this.jar.header()}\r\n` : "";
    const referer = from === undefined ? "" : `Referer: http://${host}${from}\r\n`;
    const coded = fields.some((line) => line.startsWith("Accept-Encoding:")) ? [] : [ENCODINGS];
    const more = [...fields, ...coded].map((line) => `${line}\r\n`).join("");
    const form =
      method === "POST"
        ? `Origin: http://${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n`
        : "";
    return `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${this.options.fields}${more}${referer}${cookies}${form}\r\n${body}`;
  }
}

const ENCODINGS = "Accept-Encoding: gzip, deflate, br, zstd";

/** What a browser says of a link that was followed, of a script and of a picture or style (Fetch Metadata). */
const NAVIGATION: readonly string[] = [
  "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "Sec-Fetch-Dest: document",
  "Sec-Fetch-Mode: navigate",
  "Sec-Fetch-Site: same-origin",
];
const SCRIPT: readonly string[] = [
  "Accept: */*",
  "Sec-Fetch-Dest: script",
  "Sec-Fetch-Mode: no-cors",
  "Sec-Fetch-Site: same-origin",
];
export const SUBRESOURCE: readonly string[] = [
  "Accept: */*",
  "Sec-Fetch-Dest: image",
  "Sec-Fetch-Mode: no-cors",
  "Sec-Fetch-Site: same-origin",
];

/** How long to wait before the same again; undefined when it must not be sent again: it may have been done. */
function retryWait(click: Click, answer: WireAnswer | "broken"): number | undefined {
  if (answer !== "broken" && (answer.status === 503 || answer.status === 429)) {
    const seconds = Number(fieldOf(answer.head, "retry-after"));
    if (seconds > 0) return Math.min(RETRY_AFTER_MS_MAX, seconds * 1000);
  }
  return click.method === "GET" ? RETRY_MS : undefined;
}

const FIELDS = {
  etag: /\r\netag:[ \t]*([^\r]*)/i,
  "last-modified": /\r\nlast-modified:[ \t]*([^\r]*)/i,
  location: /\r\nlocation:[ \t]*([^\r]*)/i,
  "retry-after": /\r\nretry-after:[ \t]*([^\r]*)/i,
  "content-encoding": /\r\ncontent-encoding:[ \t]*([^\r]*)/i,
} as const;

/** A field of an answer's head, or undefined. */
export function fieldOf(head: string, name: keyof typeof FIELDS): string | undefined {
  return FIELDS[name].exec(head)?.[1]?.trim();
}

/** Path and query of a redirect, if it stays on the site. */
function locationOf(answer: WireAnswer, from: string): string | undefined {
  if (![301, 302, 303, 307, 308].includes(answer.status)) return undefined;
  const url = URL.parse(fieldOf(answer.head, "location") ?? "", `http://site.invalid${from}`);
  return url === null ? undefined : url.pathname + url.search;
}

/** The body as the browser sees it. What cannot be decoded is given as it came, and will be judged wrong. */
function decoded(answer: WireAnswer): Uint8Array {
  const coding = fieldOf(answer.head, "content-encoding")?.toLowerCase();
  try {
    if (coding === "gzip") return gunzipSync(answer.body);
    if (coding === "br") return brotliDecompressSync(answer.body);
    if (coding === "deflate") return inflateSync(answer.body);
    if (coding === "zstd") return zstdDecompressSync(answer.body);
  } catch {}
  return answer.body;
}
