import type { Delivery } from "./events.ts";
import type { SeededRandom } from "./random.ts";

/** What the origin has of one message: how often it accepted it, and whether each time unchanged. */
export type OriginCount = (token: string) => Promise<{ accepted: number; intact: boolean }>;

/** Questions to the origin at once when the messages are compared. */
const COUNTED_AT_ONCE = 8;

/** A contact message that carries its own checksum, so that whoever has it can tell whether it is whole. */
export function writeMessage(token: string, random: SeededRandom): string {
  const text = `Bonjour, une question d'été : « ${random.text(random.between(20, 400))} » ? Merci & à bientôt. [jeton ${token}]`;
  return `${text} [somme ${checksum(text)}]`;
}

const checksum = (text: string): string => Bun.hash.crc32(text).toString(16).padStart(8, "0");

/** Token and wholeness of a message as an origin received it; undefined for anybody else's message. */
export function readMessage(message: string): { token: string; intact: boolean } | undefined {
  const match = /^([\s\S]*\[jeton ([0-9a-zA-Z]{1,40})\]) \[somme ([0-9a-f]{8})\]$/.exec(message);
  if (match === null) return undefined;
  const [, text = "", token = "", sum] = match;
  return { token, intact: checksum(text) === sum };
}

/** The messages that citizens sent, and what became of them. */
export class Letters {
  private readonly receipts = new Map<string, string | undefined>();

  /** Noted before it is sent. */
  sending(token: string): void {
    this.receipts.set(token, undefined);
  }

  received(token: string, receipt: string): void {
    this.receipts.set(token, receipt);
  }

  async compare(count: OriginCount): Promise<Delivery> {
    const delivery = { acknowledged: 0, lost: 0, doubled: 0, changed: 0, unseen: 0, receiptsShared: 0 };
    const seen = [...this.receipts.values()].filter((receipt) => receipt !== undefined);
    delivery.acknowledged = seen.length;
    delivery.receiptsShared = seen.length - new Set(seen).size;
    const left = [...this.receipts];
    const work = async () => {
      for (let next = left.pop(); next !== undefined; next = left.pop()) {
        const [token, receipt] = next;
        const { accepted, intact } = await count(token);
        if (receipt !== undefined && accepted === 0) delivery.lost++;
        if (accepted > 1) delivery.doubled++;
        if (accepted > 0 && !intact) delivery.changed++;
        if (receipt === undefined && accepted > 0) delivery.unseen++;
      }
    };
    await Promise.all(Array.from({ length: COUNTED_AT_ONCE }, work));
    return delivery;
  }
}
