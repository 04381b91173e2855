import type { WireAnswer } from "../../src/drill/answer-reader.ts";
import { DEMO_TOWN } from "../../src/drill/demo-town.ts";
import { CookieJar } from "../../src/drill/jar.ts";
import { SeededRandom } from "../../src/drill/random.ts";
import { readWaitingForm } from "../../src/drill/waiting-form.ts";
import { planOf, sayAndExit } from "../harness/generator.ts";
import { type LaneRequest, runLanes } from "./lanes.ts";

/**
 * People, feed readers, crawlers and monitors on a day without an attack, as many requests as can be had. A process of
 * its own (see harness/generator.ts).
 */
export type CalmPlan = { port: number; host: string; requests: number; secondsMax: number; lanes: number };

export type CalmResult = {
  sent: number;
  lost: number;
  seconds: number;
  /** Answers that held the waiting page. */
  challenges: number;
  /** Answers that were neither what was asked for nor a redirect: "503 on GET /recherche" and how often. */
  refusals: Record<string, number>;
  byKind: Record<string, number>;
  messagesSent: number;
  receipts: number;
};

type Kind = "at one address" | "no script" | "feed reader" | "crawler" | "monitor" | "part of a file";

type Visitor = {
  kind: Kind;
  source: string;
  fields: string;
  jar: CookieJar;
  validators: Map<string, string>;
};

const KINDS: ReadonlyArray<{ kind: Kind; share: number }> = [
  { kind: "at one address", share: 0.7 },
  { kind: "no script", share: 0.1 },
  { kind: "feed reader", share: 0.07 },
  { kind: "crawler", share: 0.07 },
  { kind: "part of a file", share: 0.04 },
  { kind: "monitor", share: 0.02 },
];
const PEOPLE = 200;
const OTHERS = 20;
/** Of people's requests. */
const SEARCH_SHARE = 0.03;
const MESSAGE_SHARE = 0.005;
const FILE_SHARE = 0.5;

const NAVIGATION =
  "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: fr,en;q=0.5\r\nUpgrade-Insecure-Requests: 1\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: same-origin\r\n";
const FIELDS: Record<Kind, string> = {
  "at one address": `User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n${NAVIGATION}`,
  "no script": "User-Agent: Lynx/2.9.0 libwww-FM/2.14\r\nAccept: text/html, text/plain, */*;q=0.01\r\n",
  "feed reader":
    "User-Agent: FreshRSS/1.27.0 (Linux; https://freshrss.org)\r\nAccept: application/atom+xml,*/*;q=0.1\r\n",
  crawler:
    "User-Agent: Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)\r\nAccept: */*\r\n",
  monitor: "User-Agent: Uptime-Kuma/2.0\r\nAccept: */*\r\n",
  "part of a file": `User-Agent: Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15\r\nAccept: */*\r\n`,
};

class CalmLoad {
  private readonly random = new SeededRandom(20_261_122);
  private readonly visitors = new Map<Kind, Visitor[]>();
  private readonly seen = {
    challenges: 0,
    messagesSent: 0,
    receipts: 0,
    refusals: {} as Record<string, number>,
    byKind: {} as Record<string, number>,
  };

  constructor(private readonly plan: CalmPlan) {
    KINDS.forEach(({ kind }, index) => {
      const count = kind === "at one address" ? PEOPLE : OTHERS;
      this.visitors.set(
        kind,
        Array.from({ length: count }, (_, number) => this.visitor(kind, index, number)),
      );
    });
  }

  async run(): Promise<CalmResult> {
    const { port, requests, secondsMax, lanes } = this.plan;
    const ran = await runLanes({ host: "127.0.0.1", port }, { lanes, requests, secondsMax }, () =>
      this.next(),
    );
    return { ...ran, ...this.seen };
  }

  private visitor(kind: Kind, index: number, number: number): Visitor {
    const jar = new CookieJar();
    if (kind === "at one address" && this.random.chance(0.4)) jar.set("_pk_id.1.1fff", this.random.text(16));
    const source = kind === "at one address" ? "127.20.0.9" : `127.${21 + index}.0.${number + 1}`;
    const fields = `Host: ${this.plan.host}\r\n${FIELDS[kind]}Accept-Encoding: gzip\r\n`;
    return { kind, source, fields, jar, validators: new Map() };
  }

  private next(): LaneRequest {
    const { kind } = this.random.weighted(KINDS);
    const visitor = this.random.pick(this.visitors.get(kind) as Visitor[]);
    this.seen.byKind[kind] = (this.seen.byKind[kind] ?? 0) + 1;
    const { pages, assets, feeds, documents, search } = DEMO_TOWN;
    if (kind === "feed reader") return this.get(visitor, this.random.pick(feeds));
    if (kind === "crawler")
      return this.get(visitor, this.random.pick(["/robots.txt", "/sitemap.xml", ...pages]));
    if (kind === "monitor") return this.get(visitor, "/", "HEAD");
    if (kind === "part of a file") {
      const from = this.random.below(400);
      return this.get(visitor, this.random.pick(documents), "GET", `Range: bytes=${from}-${from + 99}\r\n`);
    }
    if (this.random.chance(FILE_SHARE)) return this.get(visitor, this.random.pick(assets));
    if (this.random.chance(MESSAGE_SHARE)) return this.message(visitor);
    if (search !== undefined && this.random.chance(SEARCH_SHARE)) {
      const words = `${this.random.pick(search.words)} ${this.random.pick(search.words)}`;
      return this.get(visitor, `${search.path}?${search.parameter}=${encodeURIComponent(words)}`);
    }
    return this.get(visitor, this.random.pick(pages));
  }

  private get(visitor: Visitor, target: string, method: "GET" | "HEAD" = "GET", more = ""): LaneRequest {
    const validator = visitor.validators.get(target);
    const condition = validator === undefined || more !== "" ? "" : `If-None-Match: ${validator}\r\n`;
    return {
      source: visitor.source,
      message: `${method} ${target} HTTP/1.1\r\n${visitor.fields}${cookies(visitor)}${more}${condition}\r\n`,
      isHead: method === "HEAD",
      // The waiting page is told by its status; only then is its text of interest.
      bodyBytesMax: 64 * 1024,
      answered: (answer) => this.judge(visitor, `${method} ${target.split("?")[0]}`, answer, target),
    };
  }

  private message(visitor: Visitor): LaneRequest {
    const { contact } = DEMO_TOWN;
    if (contact === undefined) throw new Error("the town has no contact form");
    const fields = {
      nom: "Camille Martin",
      email: "camille@courriel.example",
      message: this.random.text(40),
    };
    const body = new URLSearchParams({ ...contact.fields, ...fields }).toString();
    this.seen.messagesSent++;
    return {
      source: visitor.source,
      message: `POST ${contact.path} HTTP/1.1\r\n${visitor.fields}${cookies(visitor)}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      isHead: false,
      bodyBytesMax: 64 * 1024,
      answered: (answer) => {
        this.judge(visitor, `POST ${contact.path}`, answer, undefined);
        if (answer.status === 200) this.seen.receipts++;
      },
    };
  }

  private judge(visitor: Visitor, what: string, answer: WireAnswer, target: string | undefined): void {
    visitor.jar.takeFrom(answer.head, Date.now());
    const { status } = answer;
    if (status === 200 || status === 206 || status === 304 || (status >= 301 && status <= 308)) {
      const validator = /\r\netag:[ \t]*([^\r]+)/i.exec(answer.head)?.[1];
      if (target !== undefined && validator !== undefined) visitor.validators.set(target, validator);
      return;
    }
    if (readWaitingForm(Buffer.from(answer.body).toString()) !== undefined) this.seen.challenges++;
    const name = `${status} on ${what}`;
    this.seen.refusals[name] = (this.seen.refusals[name] ?? 0) + 1;
  }
}

function cookies({ jar }: Visitor): string {
  return jar.size === 0 ? "" : `Cookie: ${jar.header()}\r\n`;
}

if (import.meta.main) sayAndExit(await new CalmLoad(planOf<CalmPlan>()).run());
