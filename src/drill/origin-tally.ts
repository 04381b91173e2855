import { readMessage } from "./letters.ts";

/** Messages that are remembered; the oldest are forgotten beyond, and would then be told as never accepted. */
export const MESSAGES_MAX = 100_000;

/** Where the demonstration town and other stand-ins say what they counted. */
export const COUNT_PATH = "/demo/compte";

/**
 * What an origin made for drills counts, so that a drill can compare it with what citizens were told: requests that took
 * a worker by the second byte of the visitor's address, and messages by token.
 */
export class OriginTally {
  private readonly messages = new Map<string, { accepted: number; intact: boolean }>();
  private readonly bySecondByte = new Array<number>(256).fill(0);
  private elsewhere = 0;
  private refusals = 0;
  private inFlightMax = 0;

  /** A request asks for a worker while `inFlight` others are at work or in line. */
  took(headers: Headers, inFlight: number): void {
    this.inFlightMax = Math.max(this.inFlightMax, inFlight + 1);
    const address = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
    const byte = /^127\.(\d{1,3})\./.exec(address)?.[1];
    if (byte === undefined || Number(byte) > 255) this.elsewhere++;
    else this.bySecondByte[Number(byte)] = (this.bySecondByte[Number(byte)] as number) + 1;
  }

  refused(): void {
    this.refusals++;
  }

  /** A contact message was accepted. Those that no drill wrote are not kept. */
  accepted(message: string): void {
    const read = readMessage(message);
    if (read === undefined) return;
    const { accepted = 0, intact = true } = this.messages.get(read.token) ?? {};
    this.messages.set(read.token, { accepted: accepted + 1, intact: intact && read.intact });
    for (const oldest of this.messages.keys()) {
      if (this.messages.size <= MESSAGES_MAX) break;
      this.messages.delete(oldest);
    }
  }

  /**
   * The answer to a question of the drill: `?jeton=TOKEN` for one message, nothing for all. Undefined for any other
   * request, and for one that came through a proxy: what is counted is not the public's.
   * `inFlightMax` is told since the last time it was told.
   */
  answer(request: Request): Response | undefined {
    const url = URL.parse(request.url);
    if (url?.pathname !== COUNT_PATH || request.headers.has("x-forwarded-for")) return undefined;
    const token = url.searchParams.get("jeton");
    if (token !== null) return Response.json(this.messages.get(token) ?? { accepted: 0, intact: true });
    const { bySecondByte, elsewhere, refusals, inFlightMax } = this;
    this.inFlightMax = 0;
    return Response.json({ bySecondByte, elsewhere, refused: refusals, inFlightMax });
  }
}
