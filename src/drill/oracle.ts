import type { SiteModel } from "./events.ts";
import type { Encounters, Visitor } from "./visitor.ts";

/** Pages asked for at once while learning, and how long one may take. */
const LEARN_AT_ONCE = 4;
const LEARN_TIMEOUT_MS = 30_000;

type Known = { digest: number | bigint; steady: boolean; title: string; body: Uint8Array };

/** Knows what the right answer is, byte for byte: learned from the site while nobody attacks it. */
export class Oracle {
  private readonly known = new Map<string, Known>();

  /** Asks for every page and file of `site` twice. What differs is judged by its title alone; what fails is not known. */
  async learn(site: SiteModel, visitor: Visitor): Promise<void> {
    const targets = [...site.pages, ...site.assets, ...site.documents, ...site.feeds];
    const work = async () => {
      for (let target = targets.shift(); target !== undefined; target = targets.shift()) {
        const [first, second] = [await fetched(visitor, target), await fetched(visitor, target)];
        if (first === undefined || second === undefined) continue;
        const digest = Bun.hash(first);
        const keep = site.documents.includes(target) ? first : new Uint8Array(0);
        this.known.set(target, {
          digest,
          steady: digest === Bun.hash(second),
          title: titleOf(first),
          body: keep,
        });
      }
    };
    await Promise.all(Array.from({ length: LEARN_AT_ONCE }, work));
  }

  /** Those of `targets` that gave an answer while learning. */
  among(targets: readonly string[]): string[] {
    return targets.filter((target) => this.known.has(target));
  }

  unsteady(): string[] {
    return [...this.known].filter(([, known]) => !known.steady).map(([target]) => target);
  }

  isRight(target: string, status: number, body: Uint8Array): boolean {
    const known = this.known.get(target);
    if (known === undefined || status !== 200) return false;
    return known.steady ? Bun.hash(body) === known.digest : titleOf(body) === known.title;
  }

  /** Bytes of a document; undefined for what is none. */
  bytesOf(document: string): Uint8Array | undefined {
    return this.known.get(document)?.body;
  }
}

async function fetched(visitor: Visitor, target: string): Promise<Uint8Array | undefined> {
  const met: Encounters = { waitingPages: 0, refusals: 0 };
  const landing = await visitor.click({ method: "GET", target }, performance.now() + LEARN_TIMEOUT_MS, met);
  return landing.outcome === "landed" && landing.status === 200 ? landing.page : undefined;
}

function titleOf(page: Uint8Array): string {
  return /<title>([^<]*)/i.exec(Buffer.from(page).toString("utf8"))?.[1] ?? "";
}
