import { ownEntrant } from "./admission.ts";
import { headerOf } from "./answer.ts";
import { anonymousForwarding } from "./ask.ts";
import { canonicalTarget } from "./cache/key.ts";
import type { StoredResponse } from "./cache/stored-response.ts";
import { collected, pairsOf } from "./collect.ts";
import { type Filled, fill } from "./fill.ts";
import { decodedBody } from "./notice.ts";
import { OriginFailure } from "./origin/exchange.ts";
import type { Site } from "./site.ts";
import { type CrawledPage, type FetchPage, NEEDS_MORE_VISITORS } from "./snapshot/ports.ts";

/** How the crawler sees the site: as different anonymous visitors, through the same door as a citizen. */

/** Pages whose links are read, though they may not be kept, up to this size. */
const LINK_SOURCE_BYTES_MAX = 2 * 1024 * 1024;

const VISITORS = [
  {
    "user-agent": "Mozilla/5.0 (compatible; Beffroi crawler; snapshot of this site)",
    "accept-language": "fr",
  },
  {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "accept-language": "fr-FR,fr",
  },
  {
    "user-agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile",
    "accept-language": "en,fr",
  },
];

export function pageFetcher(site: Site): FetchPage {
  return async (target, visitor) => {
    const canonical = canonicalTarget(target, site.kept.parameters, true);
    if (!canonical.shareable) return refusedPage("an address that is never shared");
    const headers = new Headers({ accept: "text/html,*/*", ...VISITORS[visitor % VISITORS.length] });
    const filled = await fill(
      site,
      {
        canonical,
        headers,
        forwarding: anonymousForwarding(site, site.proto),
        accepts: "gzip",
        visitor: `crawler ${visitor}`,
        entrant: ownEntrant(canonical),
      },
      undefined,
      false,
    );
    return crawledPage(filled);
  };
}

async function crawledPage(filled: Filled): Promise<CrawledPage | OriginFailure> {
  switch (filled.kind) {
    case "failed":
      return filled.failure;
    case "stored":
      return pageOf(filled.stored, filled.stored);
    case "own":
      return pageOf(filled.answer, { refusedBecause: NEEDS_MORE_VISITORS });
    case "stream":
      return readForLinks(filled);
  }
}

/** A page that may not be kept still leads to pages that may. */
async function readForLinks({
  response,
  release,
  because,
}: Extract<Filled, { kind: "stream" }>): Promise<CrawledPage | OriginFailure> {
  const headers = pairsOf(response.headers);
  const type = headers.find(([name]) => name === "content-type")?.[1] ?? "";
  try {
    const body = isText(type) ? await collected(response, LINK_SOURCE_BYTES_MAX) : undefined;
    const page = { headers, body: body?.body ?? new Uint8Array(0), status: response.status };
    return pageOf(page, { refusedBecause: because });
  } catch (error) {
    return error instanceof OriginFailure ? error : new OriginFailure("reset", String(error));
  } finally {
    response.body.destroy();
    release();
  }
}

function pageOf(
  answer: Pick<StoredResponse, "status" | "headers" | "body">,
  keep: CrawledPage["keep"],
): CrawledPage {
  const contentType = headerOf(answer, "content-type") ?? "";
  const decoded = isText(contentType) ? decodedBody(answer) : undefined;
  return {
    status: answer.status,
    contentType,
    text: decoded === undefined ? "" : new TextDecoder().decode(decoded),
    location: headerOf(answer, "location"),
    keep,
  };
}

function refusedPage(because: string): CrawledPage {
  return { status: 0, contentType: "", text: "", location: undefined, keep: { refusedBecause: because } };
}

function isText(contentType: string): boolean {
  return /^(text\/|application\/(xml|xhtml|rss|atom|[a-z.-]+\+xml))/i.test(contentType);
}
