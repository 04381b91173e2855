import { connect, createServer, type Server, type Socket } from "node:net";
import type { ChannelInfo, Delivery, NoticeDetail } from "../../src/notices/events.ts";
import type { GotRequest, HttpFault, HttpSink } from "./http-sink.ts";
import type { MailFault, MailSink } from "./mail-sink.ts";
import type { NoticeRoom } from "./notice-room.ts";

/** What goes wrong between us and those who deliver, by seed; and what arrived in the end, set against what was said. */

const MAIL_FAULTS: readonly MailFault[] = [
  { at: "connect", how: "reset" },
  { at: "connect", how: "code", code: 421 },
  { at: "auth", how: "reset" },
  { at: "auth", how: "code", code: 454 },
  { at: "mail", how: "reset" },
  { at: "mail", how: "code", code: 451 },
  { at: "rcpt", how: "reset" },
  { at: "rcpt", how: "code", code: 450 },
  { at: "rcpt", how: "code", code: 550 },
  { at: "data", how: "reset" },
  { at: "data", how: "code", code: 452 },
  { at: "data", how: "code", code: 554 },
  { at: "data", how: "taken-reset" },
];
const MAIL_TIMEOUTS: readonly MailFault[] = [
  { at: "connect", how: "silent" },
  { at: "rcpt", how: "silent" },
  { at: "data", how: "silent" },
  { at: "data", how: "taken-silent" },
];
const HTTP_FAULTS: readonly HttpFault[] = [
  { how: "reset" },
  { how: "taken-reset" },
  { how: "status", status: 500 },
  { how: "status", status: 503, headers: { "retry-after": "0" } },
  { how: "status", status: 429, headers: { "retry-after": "0" } },
  { how: "status", status: 408 },
  { how: "status", status: 502 },
  { how: "taken-status", status: 504 },
  { how: "status", status: 404 },
];
const HTTP_TIMEOUTS: readonly HttpFault[] = [{ how: "silent" }, { how: "taken-silent" }];
/** Share of attempts that meet a fault, and of these that are a time-out, which costs a second each. */
const FAULTY = 0.5;
const TIMEOUTS = 0.04;

/** Faults drawn by chance until there are enough; after that all goes well. */
export class FaultPlan {
  readonly drawn = new Map<string, number>();
  count = 0;

  constructor(
    private readonly random: () => number,
    private readonly wanted: number,
  ) {}

  readonly mail = (): MailFault | undefined => this.draw(MAIL_FAULTS, MAIL_TIMEOUTS, "SMTP");
  readonly http = (): HttpFault | undefined => this.draw(HTTP_FAULTS, HTTP_TIMEOUTS, "HTTP");

  note(name: string): void {
    this.count++;
    this.drawn.set(name, (this.drawn.get(name) ?? 0) + 1);
  }

  private draw<T extends MailFault | HttpFault>(
    usual: readonly T[],
    slow: readonly T[],
    protocol: string,
  ): T | undefined {
    if (this.count >= this.wanted || this.random() >= FAULTY) return undefined;
    const faults = this.random() < TIMEOUTS ? slow : usual;
    const fault = faults[Math.floor(this.random() * faults.length)] as T;
    this.note(`${protocol} ${nameOf(fault)}`);
    return fault;
  }
}

function nameOf(fault: MailFault | HttpFault): string {
  const what = "code" in fault ? fault.code : "status" in fault ? `${fault.how} ${fault.status}` : fault.how;
  return "at" in fault ? `${fault.at} ${what}` : String(what);
}

/** A door in front of a server: shut, nobody gets a connection; those that stand go on. */
export class Door {
  port = 0;
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly behind: number) {}

  async open(): Promise<void> {
    const server = createServer((socket) => {
      const inner = connect(this.behind, "127.0.0.1");
      for (const [one, other] of [
        [socket, inner],
        [inner, socket],
      ] as const) {
        this.sockets.add(one);
        one.on("error", () => {});
        one.on("close", () => {
          this.sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
    });
    await new Promise<void>((resolve, reject) => {
      server.on("error", reject);
      server.listen(this.port, "127.0.0.1", resolve);
    });
    this.port = (server.address() as { port: number }).port;
    this.server = server;
  }

  shut(): void {
    this.server?.close();
    this.server = undefined;
  }

  close(): void {
    this.shut();
    for (const socket of this.sockets) socket.destroy();
  }
}

/** A copy that a receiver took. */
export type Copy = { key: string; marked: boolean };

/** A Matrix server takes a transaction once; all others take whatever comes. */
export function copiesOf(mail: MailSink, web: HttpSink): Copy[] {
  const seen = new Set<string>();
  const requests = web.got.filter(({ path }) => {
    const isMatrix = path.startsWith("/_matrix/");
    const known = seen.has(path);
    seen.add(path);
    return !isMatrix || !known;
  });
  return [
    ...mail.got.map(({ messageId, marked }) => ({ key: messageId.split("@")[0] ?? "", marked })),
    ...requests.map(copyOf),
  ];
}

function copyOf({ path, headers, body }: GotRequest): Copy {
  if (path.startsWith("/_matrix/")) return { key: path.slice(path.lastIndexOf("/") + 1), marked: false };
  if (path === "/sms") {
    return { key: headers["idempotency-key"] ?? "", marked: body.includes("[Renvoi]") };
  }
  if (path === "/ntfy") {
    const { sequence_id: id, message } = JSON.parse(body);
    return { key: id.replace(/-(\d+)$/, ".$1"), marked: message.startsWith("Nouvel envoi") };
  }
  return { key: headers["webhook-id"] ?? "", marked: JSON.parse(body).data.possibleDouble };
}

export type Reckoning = {
  deliveries: number;
  delivered: number;
  failed: number;
  uncertain: number;
  /** Uncertain ones that somebody has. */
  uncertainArrived: number;
  /** Never ended, or said to be delivered and nobody has it. */
  lost: string[];
  /** Said to have failed, and somebody has it. */
  wronglyFailed: string[];
  /** Copies beyond the first, and those of them that do not say so. */
  doubles: number;
  unmarkedDoubles: string[];
  /** Deliveries of which more than two copies arrived. */
  triples: string[];
};

/** What the room says of all its notices, set against what arrived. */
export async function reckon(room: NoticeRoom, ids: readonly string[], copies: Copy[]): Promise<Reckoning> {
  const ofKey = new Map<string, Copy[]>();
  for (const copy of copies) ofKey.set(copy.key, [...(ofKey.get(copy.key) ?? []), copy]);
  const all: [string, Delivery][] = [];
  for (const id of ids) {
    const { recipients, places } = await room.ask<NoticeDetail>("GET", `/api/notices/${id}`);
    const deliveries = [...places, ...recipients.flatMap((one) => one.deliveries)];
    all.push(...deliveries.map((one): [string, Delivery] => [`${id}.${one.n}`, one]));
  }
  const inState = (...states: string[]) => all.filter(([, { state }]) => states.includes(state));
  const keys = (of: [string, Delivery][]) => of.map(([key]) => key);
  const later = [...ofKey].flatMap(([key, [, ...more]]) => more.map((copy) => ({ ...copy, key })));
  return {
    deliveries: all.length,
    delivered: inState("delivered").length,
    failed: inState("failed").length,
    uncertain: inState("uncertain").length,
    uncertainArrived: keys(inState("uncertain")).filter((key) => ofKey.has(key)).length,
    lost: [
      ...keys(inState("waiting", "attempting")),
      ...keys(inState("delivered")).filter((key) => !ofKey.has(key)),
    ],
    wronglyFailed: keys(inState("failed", "stopped")).filter((key) => ofKey.has(key)),
    doubles: later.length,
    unmarkedDoubles: later.filter(({ marked }) => !marked).map(({ key }) => key),
    triples: [...ofKey].filter(([, copiesOfOne]) => copiesOfOne.length > 2).map(([key]) => key),
  };
}

/** Whether everything that these notices send has ended. */
export async function allEnded(room: NoticeRoom, ids: readonly string[]): Promise<boolean> {
  for (const id of ids) {
    const { deliveries } = (await room.ask<NoticeDetail>("GET", `/api/notices/${id}`)).notice;
    if (deliveries.waiting + deliveries.attempting > 0) return false;
  }
  return true;
}

/** Whether a channel rests because nobody listens at its server's port. */
export async function findsNobody(room: NoticeRoom): Promise<boolean> {
  const { channels } = await room.ask<{ channels: ChannelInfo[] }>("GET", "/api/notice-channels");
  return channels.some(({ pausedFor }) => pausedFor?.includes("ECONNREFUSED"));
}
