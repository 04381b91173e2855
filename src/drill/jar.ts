/** Cookies that one visitor keeps; the one set longest ago goes when there are more. */
export const JAR_COOKIES_MAX = 50;

/** A cookie jar for one site: keeps what Set-Cookie says, gives it back in one Cookie field (RFC 6265 section 5). */
export class CookieJar {
  private readonly cookies = new Map<string, string>();
  private field: string | undefined;

  /** Takes every Set-Cookie of an answer's head. Paths and domains are not told apart: one site, one jar. */
  takeFrom(head: string, nowMs: number): void {
    for (const match of head.matchAll(/\r\nset-cookie:[ \t]*([^\r]+)/gi)) this.take(match[1] ?? "", nowMs);
  }

  set(name: string, value: string): void {
    this.cookies.delete(name);
    this.cookies.set(name, value);
    for (const oldest of this.cookies.keys()) {
      if (this.cookies.size <= JAR_COOKIES_MAX) break;
      this.cookies.delete(oldest);
    }
    this.field = undefined;
  }

  /** "a=1; b=2", or "" when there is none. */
  header(): string {
    this.field ??= [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return this.field;
  }

  get size(): number {
    return this.cookies.size;
  }

  private take(line: string, nowMs: number): void {
    const [pair = "", ...attributes] = line.split(";");
    const equals = pair.indexOf("=");
    if (equals <= 0) return;
    const name = pair.slice(0, equals).trim();
    if (isOver(attributes, nowMs)) {
      this.cookies.delete(name);
      this.field = undefined;
    } else {
      this.set(name, pair.slice(equals + 1).trim());
    }
  }
}

/** Max-Age outweighs Expires (RFC 6265 section 5.3). */
function isOver(attributes: readonly string[], nowMs: number): boolean {
  let expired = false;
  for (const attribute of attributes) {
    const [name = "", value = ""] = attribute.trim().split("=", 2);
    if (name.toLowerCase() === "max-age") return Number(value) <= 0;
    if (name.toLowerCase() === "expires") expired = Date.parse(value) <= nowMs;
  }
  return expired;
}
