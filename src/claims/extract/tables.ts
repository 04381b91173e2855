import type { AttackType, Speaker, Stance } from "../reading.ts";
import { says, TYPE_WORDS } from "./attack-words.ts";
import type { Words } from "./cue.ts";
import type { Over } from "./header.ts";
import type { NameFound } from "./names.ts";
import type { Page, Sentence } from "./page.ts";
import { stancesIn, type Taken } from "./stances.ts";

/** Lines of a table, each of which says of its own body who claims it, what kind of attack it was, and how it fares. */

/** Places in the sentence. */
export type Cell = { readonly from: number; readonly to: number };

export type Row = {
  readonly cells: readonly Cell[];
  readonly taken: readonly (Taken & { readonly cell: Cell })[];
  readonly types: readonly AttackType[];
  /** The cell that names the group. */
  readonly group: Cell | null;
};

type Role = "group" | "type" | "victim" | "country" | "state";

/** Whom a column is about, or who speaks in it, by its title. */
const ROLES: readonly (readonly [Role, RegExp])[] = [
  ["group", /revendiqu|claimed|(?:^|[^a-z])(?:group|groupe|actor|acteur|gang|hackers|pirates|auteur)/],
  ["country", /^\W*(?:country|pays)\W*$/],
  ["type", /^\W*(?:type|nature|kind|attaque|attack|incident)(?![a-z])/],
  [
    "victim",
    /declar|(?:^|[^a-z])(?:dit|dite|says?|said|repon|answer|reaction|position|statement|according to)/,
  ],
];
const HEADING =
  /(?<![a-z])(?:organismes?|bod(?:y|ies)|entit(?:y|es?)|villes?|communes?|collectivites?|victim\w*|cibles?|targets?|name|nom|organi[sz]ations?|etablissements?|services?|sites?|town|city|date|jour)(?![a-z])/;
const CLAUSE = /[^,;]+/g;
const BAR = /\s\|\s/g;
const DASH = / - /g;
const DASHED = /^(?:(?! - )[^:]){2,60} - (?:(?! - )[^:]){2,60}$/;
const DASHED_LINES_MIN = 3;
const BEFORE_NAME =
  /^[^a-z]*(?:(?:the |le |la )?(?:official |municipal )?(?:web ?site|site|portail|portal|page)(?: web| internet)?(?: of| de| du)? ?:? ?)?$/;
const NO_GROUP = /^\W*(?:aucune?|none|unknown|inconnue?|n\/?a|personne|nobody|-)?\W*$/;

type CellWords = { readonly stance: Stance; readonly words: RegExp; readonly speaker?: Speaker };

/** What one or two words say in a cell, that need a sentence elsewhere. The first that fits counts. */
const CELL_WORDS: readonly CellWords[] = [
  {
    stance: "no-incident",
    words:
      /(?:nothing|rien|no|aucune?) (?:noticed|seen|incident|constate|a signaler|anomal\w+|perturbation|impact|to report)|not affected|unaffected|non (?:touche|concerne|affecte)e?/,
    speaker: "victim",
  },
  { stance: "denies", words: /(?<![a-z])(?:den(?:ies|ied)|dement\w*|conteste)(?![a-z])/, speaker: "victim" },
  {
    stance: "own-protection",
    words:
      /geo-?(?:filter|block|filtr|bloq)\w*|(?:ferme|coupe|suspendu|arrete|isole|deconnecte|debranche)e?s? (?:par|a titre|en) (?:precaution|securite|preventi\w+|conservatoire)|(?:closed|shut|offline|disconnected|taken down) as a precaution|shielded|(?:network|reseau|systems?|systemes?) (?:isolated|isole|disconnected|deconnecte|debranche)/,
  },
  {
    stance: "confirms",
    words:
      /(?:attack|attaque|incident) (?:confirmed|confirmee?|reconnue?)|(?<![a-z])confirm(?:s|ed|e|ee)?(?![a-z])|(?<![a-z])reconn\w+/,
    speaker: "victim",
  },
  {
    stance: "services-down",
    words:
      /(?:phones?|e-?mails?|telephon\w+|messagerie|systems?|systemes?|serve(?:rs?|urs?)|standard|networks?|reseaux?)(?: (?:and|et) [a-z-]+)?(?: [a-z]+){0,2} (?:down|offline|hors|coupe|arret|en panne|encrypted|chiffre|out)/,
  },
  {
    stance: "data-stolen",
    words:
      /(?:data|donnees|documents|files|fichiers) (?:stolen|published|leaked|copied|vole|publie|derobe|exfiltre)/,
  },
  {
    stance: "restored",
    words: /(?<![a-z])(?:restored|retabli|back|de retour|de nouveau|a nouveau|revenu|remis)/,
  },
  {
    stance: "intermittent",
    words: /(?<![a-z])(?:intermittent|instable|unstable|lent|slow|une fois sur|on and off|par intermittence)/,
  },
  {
    stance: "inaccessible",
    words:
      /(?<![a-z])(?:inaccessible|down|offline|hors[- ]ligne|hors service|unreachable|ne repond|en panne|ko|injoignable|error|erreur|indisponible|unavailable)(?![a-z])|[❌🔴]/u,
  },
  {
    stance: "accessible",
    words:
      /(?<![a-z])(?:accessible|up|online|en ligne|ok|normal|fonctionne|disponible|available|reachable|joignable|working|works|loads?)(?![a-z])|[✅🟢]/u,
  },
];
const UNSAID =
  /^\W*(?:no (?:reply|comment|answer|claim)|sans reponse|pas de reponse|under investigation|enquete|unknown|inconnue?)\W*$/;

/** The rows of a text by the place of their sentence; under the name of a group, each line of a list is one. */
export function rowsOf(page: Page, words: Words, over: Over | null): Map<number, Row> {
  const rows = new Map<number, Row>();
  let roles: readonly Role[] = [];
  const dashed = dashedOf(page.sentences);
  const cellsAt = (i: number) => cellsOf(page.sentences[i], dashed.has(i) ? DASH : BAR);
  page.sentences.forEach((sentence, i) => {
    const cells = cellsAt(i);
    if (cells.length < 2) {
      roles = [];
      if (over?.actor != null && sentence.kind === "item")
        rows.set(i, { cells: [{ from: 0, to: sentence.plain.length }], taken: [], types: [], group: null });
      return;
    }
    const first = cellsAt(i - 1).length !== cells.length;
    const states = cells.slice(1).some((cell) => statesOf(textOf(sentence, cell), words, null).length > 0);
    if (first && !states && HEADING.test(textOf(sentence, cells[0] as Cell))) {
      roles = cells.map((cell) => roleOf(textOf(sentence, cell)));
      return;
    }
    if (first && cells.length !== roles.length) roles = [];
    const row = rowOf(sentence, cells, roles, words);
    if (row !== null) rows.set(i, row);
  });
  return rows;
}

/** A name at the beginning of a cell, and no place behind that of a firm. */
export function isOfRow(row: Row, sentence: Sentence, name: NameFound): boolean {
  const start = name.start - sentence.from;
  const cell = row.cells.find(({ from, to }) => start >= from && start < to);
  return cell !== undefined && cell !== row.group && BEFORE_NAME.test(sentence.plain.slice(cell.from, start));
}

function cellsOf(sentence: Sentence | undefined, between: RegExp): Cell[] {
  if (sentence === undefined) return [];
  const { plain } = sentence;
  const cuts = [...plain.matchAll(between)];
  if (cuts.length === 0) return [];
  const starts = [0, ...cuts.map(({ index, 0: bar }) => index + bar.length)];
  return starts.map((from, k) => ({ from, to: cuts[k]?.index ?? plain.length }));
}

/** "Bayonne - page inaccessible": lines of two cells, at least three in a row. */
function dashedOf(sentences: readonly Sentence[]): Set<number> {
  const found = new Set<number>();
  let run: number[] = [];
  for (let i = 1; i <= sentences.length; i++) {
    const { kind, plain } = sentences[i] ?? { kind: "sentence", plain: "" };
    if (kind === "heading" && DASHED.test(plain)) run.push(i);
    else {
      if (run.length >= DASHED_LINES_MIN) for (const line of run) found.add(line);
      run = [];
    }
  }
  return found;
}

const textOf = ({ plain }: Sentence, { from, to }: Cell): string => plain.slice(from, to);
const roleOf = (title: string): Role => ROLES.find(([, words]) => words.test(title))?.[0] ?? "state";

/** null for a row that is of another country. */
function rowOf(sentence: Sentence, cells: readonly Cell[], roles: readonly Role[], words: Words): Row | null {
  const of = (role: Role) => cells.find((_, k) => k > 0 && roles[k] === role);
  const country = of("country");
  if (country !== undefined && !/franc|(?<![a-z])fr(?![a-z])/.test(textOf(sentence, country))) return null;
  if (/\((?!fr[,)])[a-z]{2}[,)]/.test(sentence.plain)) return null;
  const group = of("group");
  const type = of("type");
  const kinds = TYPE_WORDS.filter(({ words: kind, unless }) =>
    says(kind, unless, type === undefined ? sentence.plain : textOf(sentence, type)),
  );
  return {
    cells,
    taken: cells.flatMap((cell, k) =>
      k === 0 || cell === group || cell === type || cell === country
        ? []
        : statesOf(textOf(sentence, cell), words, roles[k] === "victim" ? "victim" : null).map((one) => ({
            ...one,
            from: one.from + cell.from,
            to: one.to + cell.from,
            cell,
          })),
    ),
    types: kinds.map((one) => one.type),
    group: group !== undefined && !NO_GROUP.test(textOf(sentence, group)) ? group : null,
  };
}

/** What a cell says of how its body fares, clause by clause; nothing for one that is of something else. */
function statesOf(cell: string, words: Words, speaker: Speaker | null): Taken[] {
  return [...cell.matchAll(CLAUSE)].flatMap(({ 0: text, index }) =>
    stateOf(text, words, speaker).map((one) => ({ ...one, from: one.from + index, to: one.to + index })),
  );
}

function stateOf(text: string, words: Words, speaker: Speaker | null): Taken[] {
  if (UNSAID.test(text)) return [];
  const found = CELL_WORDS.find((one) => one.words.test(text));
  const match = found?.words.exec(text);
  if (found === undefined || match == null)
    return stancesIn(text, words, true).map((one) => ({ ...one, speaker: one.speaker ?? speaker }));
  const by = found.speaker ?? speaker ?? "journalist";
  return [{ stance: found.stance, from: match.index, to: match.index + match[0].length, speaker: by }];
}
