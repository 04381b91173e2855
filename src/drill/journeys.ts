import type { CitizenTally, Ending } from "./citizen-tally.ts";
import type { Act, CitizenKind, SiteModel } from "./events.ts";
import { type Letters, writeMessage } from "./letters.ts";
import type { Oracle } from "./oracle.ts";
import type { SeededRandom } from "./random.ts";
import {
  CONNECTIONS_MAX,
  type Click,
  type Encounters,
  fieldOf,
  type Landing,
  SUBRESOURCE,
  type Visitor,
} from "./visitor.ts";
import { decodeEntities } from "./waiting-form.ts";

/** A slot may be taken by somebody else meanwhile: so often another one is chosen. */
const SLOT_TRIES_MAX = 4;
/** Bytes that a reader of documents asks for. */
const PART_BYTES = 1_024;
/** Pages that a crawler reads in one go. */
const CRAWLED_PAGES = 3;

export type Surroundings = {
  readonly site: SiteModel;
  readonly oracle: Oracle;
  readonly letters: Letters;
  readonly tally: CitizenTally;
  readonly random: SeededRandom;
  readonly patienceMs: number;
};

type Try = {
  readonly visitor: Visitor;
  readonly deadline: number;
  readonly met: Encounters;
  readonly around: Surroundings;
};
type Journey = (attempt: Try) => Promise<Ending>;

const NAMES = [
  "Camille Martin",
  "Dominique Petit",
  "Claude Moreau",
  "Sacha Lefevre",
  "Andrea Girard",
] as const;

/** Does one act from its first click to its end, and counts it. Gives true when the citizen got what he wanted. */
export async function perform(
  kind: CitizenKind,
  act: Act,
  visitor: Visitor,
  around: Surroundings,
): Promise<boolean> {
  const met = { waitingPages: 0, refusals: 0 };
  const beganAt = performance.now();
  around.tally.underWay++;
  const ending = await JOURNEYS[act]({ visitor, deadline: beganAt + around.patienceMs, met, around });
  around.tally.underWay--;
  around.tally.add(kind, act, beganAt, ending, met);
  return ending === "done";
}

const get = (target: string, from?: string, fields?: readonly string[]): Click => ({
  method: "GET",
  target,
  ...(from === undefined ? {} : { from }),
  ...(fields === undefined ? {} : { fields }),
});
const go = ({ visitor, deadline, met }: Try, click: Click): Promise<Landing> =>
  visitor.click(click, deadline, met);
const textOf = (landing: Extract<Landing, { outcome: "landed" }>): string =>
  Buffer.from(landing.page).toString("utf8");

async function readPage(attempt: Try, target: string): Promise<Ending> {
  const landing = await go(attempt, get(target));
  if (landing.outcome !== "landed") return landing.outcome;
  return attempt.around.oracle.isRight(target, landing.status, landing.page) ? "done" : "wrong";
}

const read: Journey = (attempt) => {
  const { random, site, oracle } = attempt.around;
  return readPage(attempt, random.pick(oracle.among(site.pages)));
};

const search: Journey = async (attempt) => {
  const { site, random } = attempt.around;
  if (site.search === undefined) return "broken";
  const { path, parameter, words, expects } = site.search;
  const query = random.chance(0.5) ? random.pick(words) : `${random.pick(words)} ${random.pick(words)}`;
  const landing = await go(attempt, get(`${path}?${new URLSearchParams({ [parameter]: query })}`, "/"));
  if (landing.outcome !== "landed") return landing.outcome;
  const expected = expects.replaceAll("{q}", query.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
  return landing.status === 200 && textOf(landing).includes(expected) ? "done" : "wrong";
};

const contact: Journey = async (attempt) => {
  const { site, random, letters } = attempt.around;
  if (site.contact === undefined) return "broken";
  const token = random.text(20);
  const body = filled(site.contact.fields, random, writeMessage(token, random), token);
  letters.sending(token);
  const landing = await go(attempt, {
    method: "POST",
    target: site.contact.path,
    body,
    from: site.contact.path,
  });
  if (landing.outcome !== "landed") return landing.outcome;
  const receipt = new RegExp(site.contact.receipt).exec(textOf(landing))?.[1];
  if (receipt === undefined) return "wrong";
  letters.received(token, receipt);
  return "done";
};

const appointment: Journey = async (attempt) => {
  const { site, random } = attempt.around;
  if (site.appointment === undefined) return "broken";
  const { path, kind, slot, fields, confirmation } = site.appointment;
  const kinds = await links(attempt, get(path, "/"), kind);
  if (typeof kinds === "string") return kinds;
  for (let tries = 0; tries < SLOT_TRIES_MAX; tries++) {
    const from = random.pick(kinds);
    const slots = await links(attempt, get(from, path), slot);
    if (typeof slots === "string") return slots;
    const chosen = random.pick(slots);
    const details = await go(attempt, get(chosen, from));
    if (details.outcome !== "landed") return details.outcome;
    // Sent back to the list: somebody else was quicker.
    if (details.target !== chosen) continue;
    if (details.status !== 200) return "wrong";
    const body = filled(fields, random, "", "");
    const landing = await go(attempt, { method: "POST", target: chosen, body, from: chosen });
    if (landing.outcome !== "landed") return landing.outcome;
    if (landing.status === 409) continue;
    return new RegExp(confirmation).test(textOf(landing)) ? "done" : "wrong";
  }
  return "refused";
};

/** Targets that `pattern` finds on a page; an ending when the page is not there or holds none. */
async function links(attempt: Try, click: Click, pattern: string): Promise<string[] | Ending> {
  const landing = await go(attempt, click);
  if (landing.outcome !== "landed") return landing.outcome;
  const found = [...textOf(landing).matchAll(new RegExp(pattern, "g"))].map((match) =>
    decodeEntities(match[1] ?? ""),
  );
  return landing.status === 200 && found.length > 0 ? found : "wrong";
}

function filled(
  fields: Readonly<Record<string, string>>,
  random: SeededRandom,
  message: string,
  token: string,
): string {
  const values: Record<string, string> = {
    name: random.pick(NAMES),
    email: `citoyen.${random.text(6)}@courriel.example`,
    phone: `01${random.digits(8)}`,
    message,
    token,
  };
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    form.append(
      name,
      value.replace(/\{([a-z]+)\}/g, (_, what) => values[what] ?? ""),
    );
  return form.toString();
}

const feed: Journey = async (attempt) => {
  const { site, random } = attempt.around;
  const target = random.pick(site.feeds);
  const landing = await go(
    attempt,
    get(target, undefined, ["Accept: application/atom+xml, application/rss+xml"]),
  );
  if (landing.outcome !== "landed") return landing.outcome;
  return landing.status === 200 && /<(feed|rss|rdf:RDF)\b/.test(textOf(landing)) ? "done" : "wrong";
};

const crawl: Journey = async (attempt) => {
  const { site, random, oracle } = attempt.around;
  const robots = await go(attempt, get("/robots.txt", undefined, ["Accept: */*"]));
  if (robots.outcome !== "landed") return robots.outcome;
  if (robots.status !== 200 && robots.status !== 404) return "wrong";
  const pages = oracle.among(site.pages);
  for (let page = 0; page < CRAWLED_PAGES; page++) {
    const ending = await readPage(attempt, random.pick(pages));
    if (ending !== "done") return ending;
  }
  return "done";
};

const probe: Journey = (attempt) => readPage(attempt, attempt.around.site.pages[0] as string);

/** A part of a document, or a page that the reader has already: answers must fit what was asked for. */
const part: Journey = async (attempt) => {
  const { site, random, oracle } = attempt.around;
  const documents = oracle.among(site.documents);
  if (documents.length === 0 || random.chance(0.5)) return conditional(attempt);
  const target = random.pick(documents);
  const whole = oracle.bytesOf(target) as Uint8Array;
  const fields = ["Accept: */*", "Accept-Encoding: identity", `Range: bytes=0-${PART_BYTES - 1}`];
  const landing = await go(attempt, get(target, undefined, fields));
  if (landing.outcome !== "landed") return landing.outcome;
  const wanted = landing.status === 206 ? whole.subarray(0, PART_BYTES) : whole;
  return (landing.status === 206 || landing.status === 200) && Buffer.compare(landing.page, wanted) === 0
    ? "done"
    : "wrong";
};

const conditional: Journey = async (attempt) => {
  const { site, random, oracle } = attempt.around;
  const target = random.pick(oracle.among(site.pages));
  const first = await go(attempt, get(target));
  if (first.outcome !== "landed") return first.outcome;
  const tag = fieldOf(first.head, "etag");
  const since = fieldOf(first.head, "last-modified");
  const fields = ["Accept: text/html"];
  if (tag !== undefined) fields.push(`If-None-Match: ${tag}`);
  if (since !== undefined) fields.push(`If-Modified-Since: ${since}`);
  const second = await go(attempt, get(target, undefined, fields));
  if (second.outcome !== "landed") return second.outcome;
  if (second.status === 304) return fields.length > 1 ? "done" : "wrong";
  return oracle.isRight(target, second.status, second.page) ? "done" : "wrong";
};

/** The files that every page brings along, as a browser without a copy of them asks for them. */
const files: Journey = async (attempt) => {
  const { oracle, site } = attempt.around;
  const targets = oracle.among(site.assets);
  const endings: Ending[] = [];
  const work = async () => {
    for (let target = targets.shift(); target !== undefined; target = targets.shift()) {
      const landing = await go(attempt, get(target, "/", SUBRESOURCE));
      if (landing.outcome !== "landed") endings.push(landing.outcome);
      else if (!oracle.isRight(target, landing.status, landing.page)) endings.push("wrong");
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS_MAX }, work));
  return endings[0] ?? "done";
};

const JOURNEYS: Readonly<Record<Act, Journey>> = {
  read,
  files,
  search,
  contact,
  appointment,
  feed,
  crawl,
  probe,
  part,
};
