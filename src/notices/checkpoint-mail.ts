import type { Journal } from "../journal/index.ts";
import { program } from "../kernel/actor.ts";
import { sha256Hex } from "../kernel/canonical.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Log } from "../kernel/log.ts";
import { errorLine } from "../kernel/refusal.ts";
import { type Outcome, oneLine } from "./channels/channel.ts";
import type { MailChannel } from "./channels/mail.ts";
import { checkpointMails } from "./read.ts";

/**
 * Mails the journal's checkpoint to people outside, at set times. Whoever keeps such a mail can prove later that nothing
 * before it was rewritten or cut. A mail that is lost costs nothing but the wait for the next.
 */

/** A checkpoint as the journal signs it: the signed note's text, and the same as a QR code (SVG text). */
export type Checkpoint = { text: string; qr: string };

const LOOK_EVERY_MS = 60_000;
const AGAIN_MS_MAX = 3_600_000;
/** A broken mail server makes one entry an hour, not one an attempt. */
export const FAILURE_ENTRY_MS = 3_600_000;

export type CheckpointMailDependencies = {
  journal: Pick<Journal, "append" | "query" | "read">;
  checkpoint(): Checkpoint;
  channel: Pick<MailChannel, "sendMail">;
  to: readonly string[];
  everyMs: number;
  clock: Clock;
  log: Log;
};

export class CheckpointMail {
  private timer: Timer | undefined;
  private failures: number;
  private nextTryAtMs = 0;
  private readonly breakOff = new AbortController();
  private underWay: Promise<void> = Promise.resolve();

  constructor(private readonly deps: CheckpointMailDependencies) {
    this.failures = checkpointMails(deps.journal).failures;
  }

  start(): void {
    this.timer = setInterval(() => {
      this.underWay = this.underWay.then(() => this.look());
    }, LOOK_EVERY_MS);
    this.timer.unref();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.breakOff.abort();
    await this.underWay;
  }

  /** Mails the checkpoint if its time has come. Never rejects. */
  async look(): Promise<void> {
    const nowMs = this.deps.clock.now();
    const waitMs = this.nextTryAtMs - nowMs;
    // A longer wait was set by a clock that has been put back since.
    if ((waitMs > 0 && waitMs <= AGAIN_MS_MAX) || nowMs < this.dueAtMs()) return;
    try {
      await this.mail();
    } catch (error) {
      this.fail(errorLine(error));
    }
  }

  /** Counted from the last one that went well, or else from the journal's first entry: a keeper that restarts often mails, too. */
  private dueAtMs(): number {
    const { journal, everyMs } = this.deps;
    const { mailedAt } = checkpointMails(journal);
    const from = mailedAt ?? journal.read({ after: 0, limit: 1 })[0]?.entry.at;
    return from === undefined ? Number.POSITIVE_INFINITY : Date.parse(from) + everyMs;
  }

  private async mail(): Promise<void> {
    const { journal, channel, to, clock } = this.deps;
    const { text, qr } = this.deps.checkpoint();
    const note = sha256Hex(text);
    const at = new Date(clock.now()).toISOString();
    const outcome: Outcome = await channel.sendMail(
      {
        to,
        key: `checkpoint-${note.slice(0, 32)}`,
        at,
        marked: false,
        subject: `Point de contrôle du journal, ${at.slice(0, 10)}`,
        text: `${EXPLANATION_FR}\n\n${text}\n-- \n${EXPLANATION_EN}\n`,
        attachments: [
          { name: "checkpoint.txt", type: "text/plain; charset=utf-8", content: text },
          { name: "checkpoint.svg", type: "image/svg+xml", content: qr },
        ],
      },
      this.breakOff.signal,
    );
    if (outcome.result !== "delivered") return this.fail(outcome.reason);
    const body = { to: [...to], note };
    journal.append({
      actor: program("keeper"),
      kind: "notice.checkpoint-mailed",
      subject: "checkpoint",
      body,
    });
    this.failures = 0;
  }

  private fail(reason: string): void {
    const { journal, clock, log } = this.deps;
    this.failures++;
    const nowMs = clock.now();
    this.nextTryAtMs = nowMs + Math.min(AGAIN_MS_MAX, LOOK_EVERY_MS * 2 ** Math.min(this.failures - 1, 10));
    log("warn", "the checkpoint cannot be mailed", { reason });
    const { failedAt } = checkpointMails(journal);
    if (failedAt !== null && nowMs - Date.parse(failedAt) < FAILURE_ENTRY_MS) return;
    try {
      const body = { reason: oneLine(reason) || "unknown", failures: this.failures };
      journal.append({
        actor: program("keeper"),
        kind: "notice.checkpoint-mail-failed",
        subject: "checkpoint",
        body,
      });
    } catch (error) {
      log("error", "a failure cannot be written down", { reason: errorLine(error) });
    }
  }
}

const EXPLANATION_FR = `Ce message contient le point de contrôle signé du journal de crise (main courante).
Conservez-le hors du réseau de la ville : il permet de prouver plus tard que rien de ce qui
précède n’a été réécrit ni supprimé. Vérification : « beffroi journal verify --checkpoint FICHIER ».`;
const EXPLANATION_EN = `Signed checkpoint of the crisis journal. Keep it outside the town's network: it proves later that
nothing before it was rewritten or cut.`;
