/**
 * Words that pages bear which are not the site's own: left by who broke in, or put there by a host. Folded: small letters,
 * no accents, words apart by one space. To add one: a phrase here, a case in `markers.test.ts`.
 */
export type Marker = {
  readonly id: string;
  /** defaced: somebody boasts. parked: the host speaks instead of the site. */
  readonly kind: "defaced" | "parked";
  readonly phrases: readonly string[];
};

export const MARKERS: readonly Marker[] = [
  {
    id: "hacked-by",
    kind: "defaced",
    phrases: [
      "hacked by",
      "h4cked by",
      "h4ck3d by",
      "hack3d by",
      "hackd by",
      "haxored by",
      "has been hacked",
      "got hacked",
      "you have been hacked",
    ],
  },
  { id: "defaced-by", kind: "defaced", phrases: ["defaced by", "d3faced by", "defac3d by"] },
  {
    id: "owned-by-us",
    kind: "defaced",
    phrases: ["pwned by", "pwn3d by", "0wned by", "0wn3d by", "rooted by"],
  },
  {
    id: "pirate-par",
    kind: "defaced",
    phrases: ["pirate par", "hacke par", "defigure par", "site pirate", "a ete pirate", "a ete hacke"],
  },
  {
    id: "hackeado",
    kind: "defaced",
    phrases: ["hackeado por", "hackeada por", "hackeado pelo", "invadido por"],
  },
  { id: "gehackt", kind: "defaced", phrases: ["gehackt von", "wurde gehackt", "gehackt door"] },
  { id: "hackerato", kind: "defaced", phrases: ["hackerato da", "violato da", "bucato da"] },
  {
    id: "hacklendi",
    kind: "defaced",
    phrases: ["hacklendi", "hacklenmistir", "tarafindan hack", "ele gecirildi"],
  },
  {
    id: "vzloman",
    kind: "defaced",
    phrases: ["взломан", "взломано", "взломали", "взломана", "зламано", "зламаний"],
  },
  { id: "ikhtiraq", kind: "defaced", phrases: ["تم اختراق", "تم الاختراق", "اخترق من قبل"] },
  { id: "diretas", kind: "defaced", phrases: ["diretas oleh", "di hack oleh"] },
  { id: "bei-hei", kind: "defaced", phrases: ["黑客", "被黑", "已被入侵"] },
  { id: "greetings", kind: "defaced", phrases: ["greetz to", "greetz", "shoutz to", "greets to"] },
  { id: "your-security", kind: "defaced", phrases: ["your security is", "security is low", "patch your"] },
  { id: "we-are-legion", kind: "defaced", phrases: ["we are anonymous", "we are legion", "expect us"] },
  {
    id: "cyber-army",
    kind: "defaced",
    phrases: ["cyber army", "cyber team", "cyber islamic", "hackers team"],
  },
  {
    id: "for-sale",
    kind: "parked",
    phrases: [
      "buy this domain",
      "domain is for sale",
      "domain may be for sale",
      "domain name is for sale",
      "ce domaine est a vendre",
      "ce nom de domaine est a vendre",
      "acheter ce domaine",
    ],
  },
  {
    id: "expired",
    kind: "parked",
    phrases: [
      "domain has expired",
      "domain name has expired",
      "domain expired",
      "ce domaine a expire",
      "nom de domaine a expire",
      "nom de domaine expire",
    ],
  },
  {
    id: "suspended",
    kind: "parked",
    phrases: [
      "account suspended",
      "account has been suspended",
      "website has been suspended",
      "site is suspended",
      "site suspended",
      "compte suspendu",
      "compte d hebergement a ete suspendu",
      "site suspendu",
      "site est suspendu",
      "hebergement suspendu",
    ],
  },
  {
    id: "host-default",
    kind: "parked",
    phrases: [
      "votre domaine a bien ete cree",
      "domain name has been registered",
      "nom de domaine a ete enregistre",
      "parked free",
      "parked domain",
      "domain parking",
      "welcome to nginx",
      "apache2 debian default page",
      "apache2 ubuntu default page",
      "default web site page",
      "it works",
      "iis windows server",
      "default plesk page",
    ],
  },
];

const KINDS: ReadonlyMap<string, Marker["kind"]> = new Map(MARKERS.map(({ id, kind }) => [id, kind]));

/** Marker that the page's title bears a defacer's words. */
export const IN_TITLE = "in-title";
/** Marker of a page whose ground is black. */
export const BLACK_PAGE = "black-page";

export const isDefaced = (id: string): boolean => KINDS.get(id) === "defaced";
export const isParked = (id: string): boolean => KINDS.get(id) === "parked";
