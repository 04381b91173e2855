/** Search engines and archives that a town wants to be found by, and how their operators say that they can be told. */

export type Crawler = {
  readonly name: string;
  /** Any of these in the User-Agent, lower case, claims to be this crawler. */
  readonly words: readonly string[];
  /** Its addresses resolve backwards to names in these domains. Empty: its operator names no domain. */
  readonly domains: readonly string[];
};

/**
 * googleusercontent.com is left out on purpose: anybody can rent a machine with a name in it. DuckDuckBot is told by a
 * list of addresses only, which goes stale, so it can claim and never be verified.
 */
export const KNOWN_CRAWLERS: readonly Crawler[] = [
  {
    name: "Google",
    words: ["googlebot", "googleother", "google-inspectiontool", "adsbot-google", "storebot-google"],
    domains: ["googlebot.com", "google.com"],
  },
  { name: "Bing", words: ["bingbot", "bingpreview", "msnbot", "adidxbot"], domains: ["search.msn.com"] },
  { name: "Apple", words: ["applebot"], domains: ["applebot.apple.com"] },
  { name: "Qwant", words: ["qwantbot", "qwantify"], domains: ["qwant.com"] },
  { name: "DuckDuckGo", words: ["duckduckbot"], domains: [] },
  {
    name: "Yandex",
    words: ["yandexbot", "yandeximages"],
    domains: ["yandex.ru", "yandex.net", "yandex.com"],
  },
  { name: "Baidu", words: ["baiduspider"], domains: ["baidu.com", "baidu.jp"] },
  { name: "Seznam", words: ["seznambot"], domains: ["seznam.cz"] },
  { name: "Petal", words: ["petalbot"], domains: ["petalsearch.com"] },
  { name: "Mojeek", words: ["mojeekbot"], domains: ["mojeek.com"] },
  { name: "Yahoo", words: ["yahoo! slurp"], domains: ["crawl.yahoo.net"] },
  { name: "Internet Archive", words: ["archive.org_bot"], domains: ["archive.org"] },
  { name: "BnF", words: ["bnf.fr_bot"], domains: ["bnf.fr"] },
];
