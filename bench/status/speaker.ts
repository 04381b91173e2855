import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Beffroi } from "../harness/beffroi.ts";
import { loopbackUrl } from "../harness/loopback.ts";

/** Whoever publishes in a benchmark: the holder of the console's token. */
export class Speaker {
  private current: string | null = null;
  private said = 0;

  constructor(private readonly beffroi: Beffroi) {}

  /** Publishes a sentence that nobody has said before, on the page and in the banner, and gives it. */
  async publish(): Promise<string> {
    const sentence = `Message ${++this.said} de la mairie`;
    const statement = {
      level: "major",
      fr: { title: sentence, text: "Les guichets restent ouverts.\n".repeat(20) },
      services: Array.from({ length: 12 }, (_, n) => ({
        id: `s${n}`,
        fr: `Service ${n}`,
        state: "degraded",
      })),
      banner: { on: true, fr: sentence },
      old: this.current,
    };
    const token = readFileSync(join(this.beffroi.data, "keys", "console.token"), "utf8").trim();
    const answer = await fetch(loopbackUrl(`http://127.0.0.1:${this.beffroi.consolePort}/api/status-page`), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(statement),
    });
    if (!answer.ok) throw new Error(`the console does not publish: ${answer.status} ${await answer.text()}`);
    this.current = ((await answer.json()) as { current: { id: string } }).current.id;
    return sentence;
  }
}
