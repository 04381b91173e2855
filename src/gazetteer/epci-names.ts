/** What intercommunal bodies are called beside their official name, by rule. Names that no rule gives: `other-names.ts`. */

const TYPES: Readonly<Record<string, string>> = {
  CC: "Communauté de communes",
  CA: "Communauté d'agglomération",
  CU: "Communauté urbaine",
};
/** Made for all of Paris: nobody calls it after its largest town. */
const GREATER_PARIS = "200054781";

const QUOTES = /''|"/g;
/** "Châlons", "Thonon": the town without what tells it from others. */
const SEAT_ENDING = /-(?:en|sur|sous|les?|lès|la|du|de|des)-.+$/;

type Named = {
  readonly code: string;
  /** CC, CA, CU, METRO, MET69 or EPT. */
  readonly type: string;
  readonly name: string;
  /** Name of its largest commune. */
  readonly town: string;
};

/** Some of them may be names of others too: what a commune, a département or a region is called is theirs. */
export function epciNames({ code, type, name, town }: Named): string[] {
  const [, prefix, rest = name] = /^(CC|CA|CU) (.+)$/.exec(name.replace(QUOTES, "")) ?? [];
  const bare = withoutArticle(rest);
  const names: string[] = [];
  if (prefix !== undefined) names.push(`${TYPES[prefix]} ${rest}`, `${TYPES[prefix]} ${bare}`, bare);
  if (type === "CA") {
    // "CA Laval Agglomération" says in its name what the others are called beside it.
    const core = /^(.+?)[ -]Agglomération/.exec(bare)?.[1] ?? bare;
    const seat = town.replace(SEAT_ENDING, "");
    names.push(core, `Agglo ${rest}`, `Agglomération ${rest}`);
    for (const one of [bare, core, core.split(/[ -]/)[0] ?? core, town, seat])
      names.push(`${one} Agglo`, `${one} Agglomération`);
  }
  if (type !== "CC" && type !== "EPT" && code !== GREATER_PARIS) {
    const of = ofTown(town);
    names.push(`Agglomération ${of}`, `Agglo ${of}`);
    if (type === "CA" || type === "CU") names.push(`${TYPES[type]} ${of}`);
    else names.push(`Métropole ${of}`, `${town} Métropole`);
  }
  const [, after] = /^(?:Métropole|Eurométropole) (?:de |du |d')?(.+)$/.exec(name) ?? [];
  if (after !== undefined) names.push(`${after} Métropole`, `Métropole ${after}`, after);
  const [, before] = /^(.+?)[ -]Métropole(?: .+)?$/.exec(bare) ?? [];
  if (before !== undefined) names.push(before, `${before} Métropole`, `Métropole ${ofTown(before)}`);
  const [, first] = /^(.+?), /.exec(bare) ?? [];
  if (first !== undefined) names.push(first);
  // One word alone is a landscape or a direction: "Sud", "Ardenne", "Genevois".
  return names.filter((other) => type === "METRO" || /[ -]/.test(other));
}

/** "de la Baie", "du Niortais", "Le Grand Narbonne" without what leads up to the name. */
const withoutArticle = (name: string): string =>
  name.replace(/^(?:de la |de l'|de |du |des |d'|Le (?=Grand ))/, "");

function ofTown(town: string): string {
  if (town.startsWith("Le ")) return `du ${town.slice(3)}`;
  if (town.startsWith("Les ")) return `des ${town.slice(4)}`;
  return /^[AEIOUYÉÈÎÂ]/.test(town) ? `d'${town}` : `de ${town}`;
}
