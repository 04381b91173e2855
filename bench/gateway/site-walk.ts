import { loopbackUrl } from "../harness/loopback.ts";

/** A page as somebody without a session gets it. */
export type WalkedPage = { target: string; status: number; type: string; body: string };

const PAGES_MAX = 3_000;

/** Asks for one target of the site `host` on a port of 127.0.0.1, without following redirects. */
export async function askSite(
  port: number,
  host: string,
  target: string,
  more: RequestInit & { headers?: Record<string, string> } = {},
): Promise<WalkedPage & { headers: Headers }> {
  const response = await fetch(loopbackUrl(`http://127.0.0.1:${port}${target}`), {
    ...more,
    headers: { Host: host, "Accept-Encoding": "identity", ...more.headers },
    redirect: "manual",
    signal: AbortSignal.timeout(30_000),
  });
  const { status, headers } = response;
  return { target, status, type: headers.get("content-type") ?? "", body: await response.text(), headers };
}

/**
 * Walks a site from "/" and its sitemap along its own links, straight at the origin, and gives all that answered 200:
 * pages, style sheets, scripts, pictures, feeds. `skip` names what is not the public's.
 */
export async function walkSite(
  port: number,
  host: string,
  seeds: readonly string[],
  skip: RegExp,
): Promise<WalkedPage[]> {
  const known = new Set(seeds);
  const queue = [...seeds];
  const found: WalkedPage[] = [];
  for (let target = queue.shift(); target !== undefined && known.size < PAGES_MAX; target = queue.shift()) {
    const page = await askSite(port, host, target);
    const location = page.headers.get("location");
    const links = location === null ? linksIn(page) : [location];
    if (page.status === 200) found.push({ target, status: 200, type: page.type, body: page.body });
    for (const link of links) {
      const next = sameSite(link, host, target);
      if (next === undefined || known.has(next) || skip.test(next)) continue;
      known.add(next);
      queue.push(next);
    }
  }
  return found;
}

/** Addresses in a page's links, a sitemap's <loc>, a style sheet's url(). Good enough to find what a visitor can reach. */
function linksIn({ type, body }: WalkedPage): string[] {
  if (/html/.test(type)) {
    return [...body.matchAll(/<(?:a|link|img|script)\b[^>]*?\s(?:href|src)\s*=\s*["']([^"']*)["']/gi)].map(
      (match) => (match[1] ?? "").replaceAll("&#038;", "&").replaceAll("&amp;", "&"),
    );
  }
  if (/xml/.test(type)) return [...body.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1] ?? "");
  return [];
}

function sameSite(link: string, host: string, from: string): string | undefined {
  const url = URL.parse(link, `http://${host}${from}`);
  if (url === null || url.protocol !== "http:" || url.host !== host) return undefined;
  return url.pathname + url.search;
}
