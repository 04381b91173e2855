/** Addresses on a page of the site, made good for a page that shows at any path. */

const ADDRESS_CHARACTERS_MAX = 400;
/** Stands for the site itself while addresses are resolved; a name that never exists (RFC 6761, section 6.4). */
const SITE_ITSELF = "site.invalid";

/** Where a page's relative addresses start from, and the names under which the site calls itself. */
export type Home = { readonly base: URL; readonly hosts: ReadonlySet<string> };

/**
 * The home page's own place. `hosts`: names of the site, in lower case, without port. `baseHref`: what its base element
 * says; one that names another server makes all relative addresses foreign, as in a browser.
 */
export function homeOf(hosts: Iterable<string>, baseHref?: string): Home {
  const root = new URL(`http://${SITE_ITSELF}/`);
  const base = baseHref !== undefined && URL.canParse(baseHref, root) ? new URL(baseHref, root) : root;
  return { base, hosts: new Set([SITE_ITSELF, ...hosts]) };
}

/** Host of an absolute http address, in lower case without port; undefined if it is none. */
export function hostOf(address: string): string | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  return new URL(address).hostname;
}

/**
 * The address from the root of the site ("/themes/town.css?v=2"), from an attribute as written (entities not decoded).
 * Undefined for everything that is not the site's own http address, is too long or is not plainly one thing.
 */
export function rootRelative(attribute: string, home: Home): string | undefined {
  const address = attribute.trim().replace(/&(?:amp|#0*38|#x0*26);/gi, "&");
  if (address === "" || address.length > ADDRESS_CHARACTERS_MAX || /&#|&[a-z]+;/i.test(address))
    return undefined;
  if (!URL.canParse(address, home.base)) return undefined;
  const url = new URL(address, home.base);
  if (!/^https?:$/.test(url.protocol) || !home.hosts.has(url.hostname)) return undefined;
  // "//name/" at the start of a path would be read as another server.
  return url.pathname.startsWith("//") ? undefined : url.pathname + url.search + url.hash;
}

/** A link's address as `rootRelative`, or a telephone number or mail address; undefined for anything else. */
export function linkAddress(attribute: string, home: Home): string | undefined {
  const trimmed = attribute.trim();
  if (/^tel:[+\d .()-]{2,30}$/i.test(trimmed)) return trimmed;
  if (/^mailto:[\w.+-]{1,64}@[\w.-]{1,100}$/i.test(trimmed)) return trimmed;
  // A place on the home page is no place on ours.
  return trimmed.startsWith("#") ? undefined : rootRelative(trimmed, home);
}

/** A style sheet's text with its addresses made root-relative; foreign ones and imports are taken out. */
export function rootRelativeStyle(css: string, home: Home): string {
  return css
    .replace(/@import[^;]*;?/gi, "")
    .replace(/url\(\s*(["']?)([^"')]*)\1\s*\)/gi, (whole, _quote, address: string) => {
      if (/^(data:|#)/i.test(address)) return whole;
      const own = rootRelative(address, home);
      return own === undefined ? "none" : `url("${own}")`;
    });
}
