import type { SiteModel } from "./events.ts";
import type { SeededRandom } from "./random.ts";

/**
 * What the attack asks for: the proportions of the published target lists (31 December 2024, 25 hosts), at the site's own
 * search, lists and forms. A captured request is replayed with a fresh random value in its place and stale tokens.
 */

export type AttackKind = "random-get" | "random-post" | "fixed-get" | "malformed";

const KINDS: ReadonlyArray<{ kind: AttackKind; share: number }> = [
  { kind: "random-get", share: 0.42 },
  { kind: "random-post", share: 0.32 },
  { kind: "fixed-get", share: 0.24 },
  { kind: "malformed", share: 0.02 },
];
const GETS = [
  { get: "search", share: 0.6 },
  { get: "page number", share: 0.2 },
  { get: "path", share: 0.2 },
] as const;
/** Where POSTs go; "appointment" stands for the few at other forms. */
const POSTS = [
  { form: "contact", share: 20 },
  { form: "search", share: 15 },
  { form: "newsletter", share: 12 },
  { form: "appointment", share: 2 },
] as const;
const ENCODINGS = [
  { encoding: "urlencoded", share: 0.71 },
  { encoding: "multipart", share: 0.17 },
  { encoding: "json", share: 0.12 },
] as const;

/** Share of the fixed GETs that go to the home page: 6 of 36. */
const HOME_SHARE = 1 / 6;
const BODY_BYTES_MEDIAN = 500;
/** With that median, a tenth of the bodies is longer than 2.9 kB. */
const BODY_SIGMA = 1.37;
const BODY_BYTES_USUAL_MAX = 20_000;
/** The longest body on the lists: sent once in a drill. */
export const BODY_BYTES_LONGEST = 480_000;
/** Which POST carries it. */
const LONGEST_AT = 50;

export type AttackRequest = {
  readonly kind: AttackKind;
  readonly method: "GET" | "POST";
  readonly target: string;
  readonly contentType: string;
  /** One character a byte. */
  readonly body: string;
  /** A whole message to be sent as it stands, on a connection that is not used again. */
  readonly malformed: string | undefined;
};

export class AttackMix {
  private readonly frozen: Readonly<Record<string, string>>;
  private readonly filler: string;
  private posts = 0;

  constructor(
    private readonly site: SiteModel,
    private readonly host: string,
    private readonly random: SeededRandom,
  ) {
    this.filler = this.random.text(2 * BODY_BYTES_USUAL_MAX);
    this.frozen = {
      form_build_id: `form-${random.text(43)}`,
      _csrf_token: random.text(64),
      _timestamp: "1706210632",
    };
  }

  next(): AttackRequest {
    const { kind } = this.random.weighted(KINDS);
    if (kind === "random-get") return this.get(kind, this.randomTarget());
    if (kind === "fixed-get") return this.get(kind, this.fixedTarget());
    if (kind === "random-post") return this.post();
    return { ...this.get(kind, "/"), malformed: this.random.pick(MALFORMED)(this.host, this.random.text(8)) };
  }

  private get(kind: AttackKind, target: string): AttackRequest {
    return { kind, method: "GET", target, contentType: "", body: "", malformed: undefined };
  }

  /** "$_1" of the lists: six to twelve letters and digits. */
  private word(): string {
    return this.random.text(this.random.between(6, 12));
  }

  private randomTarget(): string {
    const { search, list, pages } = this.site;
    const { get } = this.random.weighted(GETS);
    if (get === "page number" && list !== undefined)
      return `${list.path}?${list.parameter}=${this.random.below(this.random.chance(0.5) ? 100 : 10)}`;
    if (get !== "path" && search !== undefined) return `${search.path}?${search.parameter}=${this.word()}`;
    const base = this.random.chance(0.5) && search !== undefined ? search.path : this.random.pick(pages);
    return `${base.replace(/\/$/, "")}/${this.word()}`;
  }

  private fixedTarget(): string {
    return this.random.chance(HOME_SHARE) ? "/" : this.random.pick(this.site.pages);
  }

  private post(): AttackRequest {
    this.posts++;
    const [target, fields] = this.form();
    const wanted =
      this.posts === LONGEST_AT
        ? BODY_BYTES_LONGEST
        : Math.min(BODY_BYTES_USUAL_MAX, this.random.logNormal(BODY_BYTES_MEDIAN, BODY_SIGMA));
    const bare = Object.entries(fields).reduce(
      (sum, [name, value]) => sum + name.length + value.length + 2,
      0,
    );
    fields.texte = this.filling(Math.max(1, Math.round(wanted) - bare));
    const { encoding } = this.random.weighted(ENCODINGS);
    const [contentType, body] = encode(encoding, fields, this.random);
    return { kind: "random-post", method: "POST", target, contentType, body, malformed: undefined };
  }

  /** A piece of one long random text: what makes a request new stands in its other fields. */
  private filling(length: number): string {
    const text =
      length < BODY_BYTES_USUAL_MAX
        ? this.filler
        : this.filler.repeat(Math.ceil(length / BODY_BYTES_USUAL_MAX));
    const start = this.random.below(text.length - length + 1);
    return text.slice(start, start + length);
  }

  private form(): [target: string, fields: Record<string, string>] {
    const { contact, search, newsletter, appointment, pages } = this.site;
    const { form } = this.random.weighted(POSTS);
    const email = `${this.word()}@gmail.com`;
    if (form === "search" && search !== undefined)
      return [search.path, { [search.parameter]: this.word(), ...this.frozen }];
    if (form === "newsletter" && newsletter !== undefined)
      return [newsletter.path, { [newsletter.field]: email, ...this.frozen }];
    if (form === "appointment" && appointment !== undefined)
      return [`${appointment.path}/${this.word()}`, { ...this.frozen, email }];
    if (contact === undefined) return [this.random.pick(pages), { q: this.word(), ...this.frozen }];
    const fields: Record<string, string> = {};
    for (const [name, value] of Object.entries(contact.fields)) {
      fields[name] = value.replace(/\{(email|[a-z]+)\}/g, (_, what) =>
        what === "email" ? email : `${this.word()} ${this.word()}`,
      );
    }
    return [contact.path, { ...fields, ...this.frozen }];
  }
}

function encode(
  encoding: (typeof ENCODINGS)[number]["encoding"],
  fields: Readonly<Record<string, string>>,
  random: SeededRandom,
): [contentType: string, body: string] {
  if (encoding === "json") return ["application/json", asBytes(JSON.stringify(fields))];
  if (encoding === "urlencoded")
    return ["application/x-www-form-urlencoded", new URLSearchParams(fields).toString()];
  const boundary = `----WebKitFormBoundary${random.text(16)}`;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return [`multipart/form-data; boundary=${boundary}`, asBytes(`${parts.join("")}--${boundary}--\r\n`)];
}

/** UTF-8, one character a byte. */
const asBytes = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** Messages that no server should take, one fault each. */
const MALFORMED: ReadonlyArray<(host: string, word: string) => string> = [
  (_, word) => `GET /?q=${word} HTTP/1.1\r\n\r\n`,
  (host, word) => `GET /${word} x HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  (host, word) => `GET /${word} HTTP/9.9\r\nHost: ${host}\r\n\r\n`,
  (host, word) => `GET /${word} HTTP/1.1\r\nHost: ${host}\r\nHost: ${word}.example\r\n\r\n`,
  (host, word) => `GET /${word} HTTP/1.1\r\nHost : ${host}\r\n\r\n`,
  (host, word) => `GET /${word} HTTP/1.1\r\nHost: ${host}\r\nX-Note: a\r\n folded\r\n\r\n`,
  (host, word) => `POST /${word} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: -1\r\n\r\n`,
  (host, word) =>
    `POST /${word} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`,
  (host, word) =>
    `POST /${word} HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`,
  (host, word) => `POST /${word} HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
  (_, word) => `\u0016\u0003\u0001${word}\r\n\r\n`,
];
