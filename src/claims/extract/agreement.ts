import { type Body, fold } from "../../gazetteer/index.ts";
import type { NameBook, NameFound } from "./names.ts";
import { unlisted } from "./organisations.ts";
import type { Page } from "./page.ts";
import type { Naming } from "./victims.ts";

/** What the names of one text tell of each other. */

/** Settles names that may mean several bodies by the others, in place. */
export function agreeAll(namings: Naming[], page: Page, book: NameBook): void {
  besides(namings);
  unite(namings);
  lengthen(namings);
  meanDepartments(namings, page, book);
  meanPrefectures(namings);
  standFor(namings, page);
  agree(namings);
}

/** "Issoudun ... La cité de l'Indre": the town that was named lies there; it is no town of that name. */
function standFor(namings: readonly Naming[], page: Page): void {
  for (const { name } of namings) {
    const area = name.bodies.find(({ kind }) => kind === "departement");
    if (area === undefined || name.head?.kinds[0] !== "commune" || !EPITHET.test(left(page, name.from)))
      continue;
    const town = namings.findLast(
      ({ body, name: other }) =>
        body?.kind === "commune" && body.departement === area.departement && other.to < name.from,
    );
    if (town !== undefined && town.name.folded !== name.folded) name.place = true;
  }
}
const EPITHET =
  /(?<![a-z])(?:la|cette) (?:petite )?(?:cite|ville|commune|localite|sous-prefecture|prefecture|bourgade|collectivite) (?:de la |de l'|du |des )$/;
const left = (page: Page, to: number): string => page.plain.slice(Math.max(0, to - 50), to);

/** "Dreux et Vernouillet": of two towns of that name the one that lies beside who is named with it. */
function besides(namings: Naming[]): void {
  namings.forEach((naming, i) => {
    if (naming.body !== null || naming.candidates.length < 2 || naming.name.departement !== null) return;
    const beside = new Set(
      namings.flatMap(({ name, body }) =>
        name.list === naming.name.list && body?.kind === "commune" ? [body.departement] : [],
      ),
    );
    const near = naming.candidates.filter(({ departement }) => beside.has(departement));
    if (near.length === 1)
      namings[i] = { ...naming, body: near[0] as Body, licences: [...naming.licences, "near"] };
  });
}

/** "En Mayenne, le Département ...": where no town hall of that name is spoken of, the département is meant. */
function meanDepartments(namings: Naming[], page: Page, book: NameBook): void {
  if (!OWN_DEPARTMENT.test(page.plain)) return;
  const towns = new Set(
    namings.flatMap(({ name }) =>
      name.head?.kinds[0] === "commune" && name.head.kinds.length === 1 ? [name.folded] : [],
    ),
  );
  namings.forEach((naming, i) => {
    const { name, body } = naming;
    if (body?.kind !== "commune" || name.departement !== null || towns.has(name.folded)) return;
    const area = book.gazetteer.named(name.folded).find(({ kind }) => kind === "departement");
    if (area !== undefined && area.code !== "75")
      namings[i] = { ...naming, body: area, licences: [...naming.licences, "kind"] };
  });
}

/** "Plusieurs préfectures : les sites du Var et des Landes ...": a bare area is the office that the text names in full. */
function meanPrefectures(namings: Naming[]): void {
  const named = (kind: string, area: Body) =>
    namings.find(
      ({ body, name }) =>
        body?.kind === kind && body.departement === area.departement && name.head?.role === "body",
    );
  namings.forEach((naming, i) => {
    const { name, body } = naming;
    if (body?.kind !== "departement" || name.head?.role === "body") return;
    const office = named("prefecture", body)?.body;
    if (office !== undefined && office !== null && named("departement", body) === undefined)
      namings[i] = { ...naming, body: office, licences: [...naming.licences, "kind"] };
  });
}

const OWN_DEPARTMENT =
  /(?<![a-z])(?:le departement|l'hotel du departement|(?:le|du|au) conseil departemental|the department(?:al council)?|departmental council)(?! (?:de|du|des|d'|of))(?![a-z])/;

/** "la Vienne" is the département all through a text that once called it so; so is a town whose département was given. */
function agree(namings: Naming[]): void {
  const settled = new Map<string, Body>();
  // "Nogent" after "Nogent-sur-Oise".
  const towns = new Map<string, Body>();
  for (const { name, body } of namings)
    if (body?.kind === "commune" && name.folded.includes(" ")) towns.set(name.folded, body);
  for (const { name } of namings) {
    if ((name.head !== null && name.head.role !== "site") || name.departement !== null) continue;
    if (settled.has(name.folded)) continue;
    for (const [folded, body] of towns)
      if (folded.startsWith(`${name.folded} `)) settled.set(name.folded, body);
  }
  for (const { name, body } of namings) {
    if (
      body !== null &&
      !name.place &&
      !settled.has(name.folded) &&
      (name.head?.role === "body" || name.departement !== null)
    )
      settled.set(name.folded, body);
  }
  namings.forEach((naming, i) => {
    const { name, body } = naming;
    const one = settled.get(name.folded);
    if (
      one === undefined ||
      one === body ||
      (!name.bodies.includes(one) && !SHORT(one, name)) ||
      name.departement !== null
    )
      return;
    const own = name.head?.role === "body" && !name.head.kinds.includes(one.kind);
    if (!own) namings[i] = { ...naming, body: one, licences: [...naming.licences, "same name"] };
  });
}

/** "l'université du Littoral" is the one that the text also gives its whole name. */
function lengthen(namings: Naming[]): void {
  const listed = namings.flatMap(({ body }) => (body === null || body.id.includes(":x-") ? [] : [body]));
  namings.forEach((naming, i) => {
    const { body } = naming;
    if (body === null || !body.id.includes(":x-")) return;
    const begins = `${fold(body.name)} `;
    const whole = listed.find((one) => one.kind === body.kind && fold(one.name).startsWith(begins));
    if (whole !== undefined) namings[i] = { ...naming, body: whole };
  });
}

/** One hospital under the longest of its names in the text. */
function unite(namings: Naming[]): void {
  const longest = new Map<string, Body>();
  const key = (body: Body) => body.id.split("-").at(-1) ?? body.id;
  for (const { body } of namings)
    if (body?.kind === "hospital" && !body.id.startsWith("hospital:x-"))
      longest.set(unlisted("hospital", body.name).id.replace("hospital:x-", ""), body);
  const own = namings.flatMap(({ body }) =>
    body !== null && body.kind === "hospital" && body.id.startsWith("hospital:x-") ? [body] : [],
  );
  for (const body of own) {
    const whole = longest.get(body.id.replace("hospital:x-", ""));
    const there = whole ?? longest.get(key(body));
    if (whole !== undefined) longest.set(key(body), whole);
    else if (there === undefined || there.name.length < body.name.length) longest.set(key(body), body);
  }
  namings.forEach((naming, i) => {
    const one =
      naming.body === null || !own.includes(naming.body) ? undefined : longest.get(key(naming.body));
    if (one !== undefined) namings[i] = { ...naming, body: one };
  });
}

const SHORT = (body: Body, { written }: NameFound): boolean => body.name.startsWith(`${written}-`);
