/** One piece of a text: a plain string is a paragraph. */
export type Block =
  | string
  | { readonly heading: string }
  | { readonly list: readonly string[] }
  | { readonly steps: readonly string[] }
  | { readonly facts: ReadonlyArray<readonly [label: string, value: string]> }
  | { readonly table: { caption: string; head: readonly string[]; rows: ReadonlyArray<readonly string[]> } }
  | { readonly links: ReadonlyArray<readonly [label: string, href: string]> }
  | { readonly note: string }
  | { readonly quote: string; readonly by: string };

export type Theme = "mairie" | "travaux" | "culture" | "enfance" | "nature" | "sport" | "solidarite";

export interface Article {
  readonly slug: string;
  readonly title: string;
  readonly theme: Theme;
  /** Days before the Monday of the current week, so that the demonstration never looks abandoned. */
  readonly daysBefore: number;
  readonly summary: string;
  readonly text: readonly Block[];
}

export interface TownEvent {
  readonly slug: string;
  readonly title: string;
  readonly theme: Theme;
  readonly place: string;
  readonly hours: string;
  readonly price: string;
  /** Comes back every year in that month, or every month when `month` is absent. Sunday is 0. */
  readonly when: { readonly month?: number; readonly nth: 1 | 2 | 3 | 4; readonly weekday: number };
  readonly summary: string;
  readonly text: readonly Block[];
}

export interface TownService {
  readonly slug: string;
  readonly title: string;
  readonly icon: IconName;
  readonly summary: string;
  readonly address: string;
  readonly phone: string;
  readonly hours: ReadonlyArray<readonly [days: string, hours: string]>;
  readonly text: readonly Block[];
}

export interface Procedure {
  readonly service: string;
  readonly slug: string;
  readonly title: string;
  readonly summary: string;
  readonly price: string;
  readonly delay: string;
  readonly bring: readonly string[];
  readonly steps: readonly string[];
  readonly text: readonly Block[];
}

export interface TownPage {
  readonly path: string;
  readonly title: string;
  readonly summary: string;
  readonly section: Section;
  /** The page's Cache-Control; absent as on most sites. */
  readonly cacheControl?: string;
  readonly text: readonly Block[];
}

export interface TownDocument {
  readonly file: string;
  readonly title: string;
  readonly date: string;
  readonly pages: ReadonlyArray<{ readonly heading: string; readonly lines: readonly string[] }>;
}

export type Section =
  | "accueil"
  | "actualites"
  | "agenda"
  | "services"
  | "mairie"
  | "ville"
  | "contact"
  | "compte";

export type IconName =
  | "acte"
  | "plan"
  | "enfant"
  | "tri"
  | "main"
  | "urne"
  | "livre"
  | "sport"
  | "bus"
  | "maison"
  | "bouclier"
  | "fleur"
  | "calendrier"
  | "loupe"
  | "personne"
  | "lettre"
  | "telephone"
  | "repere"
  | "fleche"
  | "document"
  | "euro";
