/** What a site calls itself, from what its home page says. */

const NAME_CHARACTERS_MAX = 80;
/** Parts of a home page's title that say which page it is, and not whose. */
const PAGE_PART = /^(accueil|home|home ?page|page d.accueil|site officiel|bienvenue\b.*)$/i;
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", ndash: "–", mdash: "—", middot: "·" },
  ...{ rsquo: "’", laquo: "«", raquo: "»", eacute: "é", egrave: "è", ecirc: "ê", euml: "ë", agrave: "à" },
  ...{ acirc: "â", ccedil: "ç", icirc: "î", iuml: "ï", ocirc: "ô", oelig: "œ", ugrave: "ù", ucirc: "û" },
  ...{ Eacute: "É", Egrave: "È", Agrave: "À", Ccedil: "Ç", Icirc: "Î", Ocirc: "Ô" },
};

/** Text of an attribute or title as written, with the entities of French pages decoded; others stay as they are. */
export function plainText(raw: string): string {
  return raw.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point > 0x1f && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)
      ? String.fromCodePoint(point)
      : "";
  });
}

/** The first of `names` that says something, else the part of `title` that names the site; undefined if none does. */
export function siteNameIn(names: readonly string[], title: string): string | undefined {
  const parts = plainText(title).split(/\s+[-–—|·•:»]\s+|\s+: /);
  return [...names.map(plainText), ...parts]
    .map((part) => part.replace(/\s+/g, " ").trim())
    .find((part) => part !== "" && part.length <= NAME_CHARACTERS_MAX && !PAGE_PART.test(part));
}
