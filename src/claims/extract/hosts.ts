import { type Body, type Gazetteer, matchHost } from "../../gazetteer/index.ts";
import type { Sentence } from "./page.ts";

/** Host names of a sentence that are a public body's, by their labels alone. Places are in `Page.plain`. */
export type HostFound = { readonly from: number; readonly to: number; readonly body: Body };

const HOST =
  /(?<![a-z0-9@.-])((?:[a-z0-9-]{1,63}(?:\.|\[\.\]|\(\.\)|\[dot\])){1,4}(?:fr|com|net|org|eu|bzh|paris|alsace|corsica|re|nc|pf|gp|mq|gf|yt|info))(?![a-z0-9-])/g;
const PREFIX =
  /^(?:mairie-?(?:de-?|d-)?|ville-?(?:de-?|d-)?|commune-?(?:de-?)?|departement-?(?:de-?)?|site-?|portail-?)/;
const SUFFIX = /-?(?:mairie|ville|officiel)$/;
/** A smaller town's name is too often a word or a firm. */
const POPULATION_MIN = 5_000;

export function hostsIn(sentence: Sentence, gazetteer: Gazetteer): HostFound[] {
  const found: HostFound[] = [];
  HOST.lastIndex = 0;
  for (let match = HOST.exec(sentence.plain); match !== null; match = HOST.exec(sentence.plain)) {
    const host = (match[1] as string).replace(/\[\.\]|\(\.\)|\[dot\]/g, ".");
    const body = bodyOfHost(host, gazetteer) ?? matchHost(host).body ?? undefined;
    const from = sentence.from + match.index;
    if (body !== undefined) found.push({ from, to: from + match[0].length, body });
  }
  return found;
}

function bodyOfHost(host: string, gazetteer: Gazetteer): Body | undefined {
  const labels = host.replace(/^www\d?\./, "").split(".");
  if (labels.at(-1) === "fr" && labels.at(-2) === "gouv" && labels.length === 3) {
    const area = gazetteer
      .named((labels[0] as string).replaceAll("-", " "))
      .find(({ kind }) => kind === "departement");
    return area === undefined ? undefined : gazetteer.byId(`prefecture:${area.code}`);
  }
  const label = labels.at(-2) ?? "";
  const own = label.replace(PREFIX, "").replace(SUFFIX, "");
  for (const name of [label, own, own.replace(/^(?:la|le|les)-?/, "")]) {
    const bodies = name.length < 3 ? [] : gazetteer.named(name.replaceAll("-", " "));
    const body =
      bodies.find(({ kind }) => kind === "departement" || kind === "region") ??
      bodies.find(({ kind, population }) => kind === "commune" && (population ?? 0) >= POPULATION_MIN) ??
      bodies.find(({ kind }) => kind !== "commune");
    const town = bodies.find(({ kind }) => kind === "commune");
    if (town !== undefined && own !== label) return town;
    if (body !== undefined) return (town?.population ?? 0) > 20_000 && body.kind !== "commune" ? town : body;
  }
  return undefined;
}
