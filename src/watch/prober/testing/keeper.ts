import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../../kernel/clock.ts";
import { silentLog } from "../../../kernel/log.ts";
import {
  EXCHANGE_PATH,
  type ExchangeAnswer,
  type ExchangeRequest,
  exchangeRequestSchema,
  PLAN_SITES_PER_ANSWER_MAX,
  type PlanSite,
} from "../../exchange.ts";
import { type Prober, type ProberOptions, startProber } from "../prober.ts";

export const TOKEN = "a-token-of-a-test-prober";

/** The keeper's end of the exchange, and nothing else of it: takes what fits the schema and gives a plan. */
export class StandInKeeper {
  readonly requests: ExchangeRequest[] = [];
  /** Batches by name, as often as they came. */
  readonly batches = new Map<string, number>();
  readonly faults: unknown[] = [];
  plan: PlanSite[] = [];
  version = 1;
  /** Answers so before it takes anything: undefined lets requests through. */
  refuses: { status: number; code: string } | undefined;
  /** Takes the batch and lets the answer be lost. */
  losesAnswers = false;
  /** Takes connections and says nothing. */
  hangs = false;
  skewMs = 0;
  /** Sites of the plan that were sent, while it goes out in parts. */
  #sent = 0;
  #server: ReturnType<typeof Bun.serve>;

  constructor(port = 0, tls?: { cert: string; key: string }) {
    this.#server = Bun.serve({
      port,
      hostname: "127.0.0.1",
      ...(tls === undefined ? {} : { tls }),
      fetch: (request) => this.#answer(request),
    });
  }

  get port(): number {
    return this.#server.port ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Rounds that came, each batch counted once. */
  get rounds() {
    const seen = new Set<string>();
    return this.requests.flatMap(({ sessionId, sequence, rounds }) => {
      const name = `${sessionId} ${sequence}`;
      if (seen.has(name)) return [];
      seen.add(name);
      return rounds;
    });
  }

  async stop(): Promise<void> {
    await this.#server.stop(true);
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname !== EXCHANGE_PATH || request.headers.get("authorization") !== `Bearer ${TOKEN}`)
      return refusal(401, "unknown-token");
    while (this.hangs) await Bun.sleep(50);
    if (this.refuses !== undefined) return refusal(this.refuses.status, this.refuses.code);
    const parsed = exchangeRequestSchema.safeParse(await request.json());
    if (!parsed.success) {
      this.faults.push(parsed.error.issues[0]);
      return refusal(400, "bad-request");
    }
    const { sessionId, sequence, planVersion, entries } = parsed.data;
    const name = `${sessionId} ${sequence}`;
    this.batches.set(name, (this.batches.get(name) ?? 0) + 1);
    this.requests.push(parsed.data);
    if (this.losesAnswers) return refusal(503, "answer-lost");
    const isKnown = planVersion === this.version;
    const from = isKnown ? 0 : this.#sent;
    this.#sent = from + PLAN_SITES_PER_ANSWER_MAX;
    const more = !isKnown && this.#sent < this.plan.length;
    if (!more) this.#sent = 0;
    const answer: ExchangeAnswer = {
      acknowledged: sequence,
      entries: { count: entries.length },
      plan: {
        version: this.version,
        whole: !isKnown && from === 0,
        sites: isKnown ? [] : this.plan.slice(from, from + PLAN_SITES_PER_ANSWER_MAX),
        removed: [],
        more,
      },
      now: Date.now() + this.skewMs,
      vantage: "local",
    };
    return Response.json(answer);
  }
}

function refusal(status: number, code: string): Response {
  return Response.json({ error: { code, what: "No.", where: "test", remedy: "None." } }, { status });
}

/** A prober of this process, for sites on loopback, with a folder of its own that goes with it. */
export function proberOn(url: string, options: Partial<ProberOptions> = {}): Prober & { folder: string } {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "beffroi-prober-"));
  const prober = startProber({
    folder,
    version: "0.0.0-test",
    clock: systemClock,
    log: silentLog,
    keeper: { url, token: () => TOKEN },
    contact: "",
    resolvers: [],
    allowPrivate: ["127.0.0.0/8"],
    canaries: [`${url}/canary`],
    ...options,
  });
  const isOurs = options.folder === undefined;
  return {
    folder,
    stop: async () => {
      await prober.stop();
      if (isOurs) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until `holds`, with a deadline that a busy machine keeps. */
export async function until(holds: () => boolean, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error("what was waited for did not come");
    await Bun.sleep(20);
  }
}
