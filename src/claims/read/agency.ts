/** Agencies whose stories are printed by many: a story of one is one source, whoever prints it. */
const AGENCIES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["AFP", /\bAFP\b|Agence France-Presse/],
  ["Reuters", /\bReuters\b/],
  ["AP", /\bAP\b|Associated Press/],
  ["ANSA", /\bANSA\b/],
  ["dpa", /\bdpa\b|\bDPA\b/],
  ["EFE", /\bEFE\b/],
  ["Belga", /\bBelga\b|\bBELGA\b/],
  ["ATS", /\bKeystone-ATS\b|\bATS\b/],
  ["TASS", /\bTASS\b/],
  ["Xinhua", /\bXinhua\b/],
];
const START_CHARACTERS = 300;
const END_CHARACTERS = 200;

/**
 * The agency that a story is credited to: in its byline, in its dateline "(AFP)", or at its end ("avec AFP"). An agency that is
 * only told something ("told AFP") is not a credit here.
 */
export function agencyOf(byline: string, text: string): string | undefined {
  const start = text.slice(0, START_CHARACTERS);
  const end = text.slice(-END_CHARACTERS);
  for (const [name, pattern] of AGENCIES) {
    if (pattern.test(byline)) return name;
    const agency = pattern.source;
    const dateline = new RegExp(`\\((?:${agency})\\)|^\\s*(?:${agency})\\s*[-–—:]`, "m");
    const credit = new RegExp(
      `(?:avec|with|source\\s*:|©|/)\\s*(?:l[’']|the )?(?:${agency})|\\((?:avec |with )?(?:${agency})\\)\\s*$`,
      "im",
    );
    if (dateline.test(start) || credit.test(end)) return name;
  }
  return undefined;
}
