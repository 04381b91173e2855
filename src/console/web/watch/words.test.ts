import { describe, expect, test } from "bun:test";
import { FAILURES, QUALIFIERS, VERDICTS } from "../../../watch/codes.ts";
import type { SiteRow } from "../../../watch/events.ts";
import { texts } from "../../locales/index.ts";
import { makeSpeech } from "../speech.ts";
import { listText } from "./read-list.ts";
import { TAG_CHARACTERS_MAX, TAGS_MAX, tagsIn } from "./tags.ts";
import {
  countedSentence,
  countsSentence,
  hostOf,
  rowSentence,
  siteName,
  spanText,
  whyText,
} from "./words.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const en = makeSpeech("en", "Europe/Paris");
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
const NOW_MS = Date.parse("2024-12-31T17:00:00.000Z");

const row = (change: Partial<SiteRow> = {}): SiteRow => ({
  site: 7,
  url: "https://www.marseille.fr",
  name: "",
  body: null,
  tags: [],
  verdict: "inaccessible",
  qualifiers: ["one_vantage"],
  since: "2024-12-31T15:02:00.000Z",
  n: 12,
  d: 11,
  cause: "tcp.timeout",
  confirmed: false,
  lastAt: "2024-12-31T16:58:00.000Z",
  ...change,
});

describe("sentences of the watch", () => {
  test("answer how the sites are", () => {
    const counts = { accessible: 34_102, inaccessible: 12, intermittent: 3, inconclusive: 40 };
    expect(plain(countsSentence(counts, fr))).toBe(
      "34 102 sites répondent, 12 ne répondent pas, 3 par intermittence, 40 sans verdict.",
    );
    expect(countsSentence(counts, en)).toBe(
      "34,102 sites answer, 12 do not answer, 3 now and then, 40 without a verdict.",
    );
    const calm = { accessible: 5, inaccessible: 0, intermittent: 0, inconclusive: 0 };
    expect(plain(countsSentence(calm, fr))).toBe("Les 5 sites jugés répondent tous.");
    const fresh = { accessible: 0, inaccessible: 0, intermittent: 0, inconclusive: 2 };
    expect(plain(countsSentence(fresh, fr))).toContain("n’ont pas de verdict");
  });

  test("say since when, on what, and whether it is confirmed", () => {
    expect(plain(rowSentence(row(), NOW_MS, fr))).toBe("Inaccessible depuis 16 h 02.");
    expect(plain(rowSentence(row({ lastAt: null }), NOW_MS, fr))).toBe("Pas encore mesuré.");
    expect(plain(rowSentence(row({ verdict: "inconclusive" }), NOW_MS, fr))).toStartWith("Non concluant");
    expect(plain(countedSentence(row(), fr))).toBe(
      "11 relevés sur 12 sans réponse dans l’heure. Le plus souvent : connexion sans réponse. Non confirmé par un second point de mesure français.",
    );
    expect(countedSentence(row({ d: 0, cause: "ok", confirmed: true }), en)).toBe(
      "12 rounds within the hour, all with an answer. Confirmed by two French points of measurement at least.",
    );
  });

  test("say a span with its day when it is not of today, and the day once", () => {
    const at = (iso: string) => Date.parse(iso);
    const span = (from: string, to: string, speech = fr) => plain(spanText(at(from), at(to), NOW_MS, speech));
    expect(span("2024-12-31T15:02:00Z", "2024-12-31T16:02:00Z")).toBe("de 16 h 02 à 17 h 02");
    expect(span("2024-12-30T15:02:00Z", "2024-12-30T16:02:00Z")).toBe(
      "30 décembre 2024, de 16 h 02 à 17 h 02",
    );
    expect(span("2024-12-30T22:32:00Z", "2024-12-30T23:32:00Z")).toBe(
      "du 30 décembre à 23 h 32 au 31 décembre à 00 h 32",
    );
    expect(span("2024-12-30T22:32:00Z", "2024-12-30T23:32:00Z", en)).toBe(
      "from 30 December at 23:32 to 31 December at 00:32",
    );
  });

  test("name a site as people do", () => {
    const body = {
      id: "commune:13055",
      name: "Marseille",
      kind: "commune",
      code: "13055",
      siren: null,
      departement: "13",
    } as const;
    expect(siteName(row())).toBe("www.marseille.fr");
    expect(siteName(row({ body }))).toBe("Marseille");
    expect(siteName(row({ body, name: "Démarches" }))).toBe("Démarches");
    expect(hostOf("tcp://mail.ville.fr:25")).toBe("mail.ville.fr:25");
    expect(hostOf("dns:ville.fr")).toBe("ville.fr");
  });

  test("have a word for each code in both languages", () => {
    for (const language of ["fr", "en"] as const) {
      for (const verdict of VERDICTS) expect(texts[language]).toHaveProperty([`watch.verdict.${verdict}`]);
      for (const one of QUALIFIERS) expect(texts[language]).toHaveProperty([`watch.qualifier.${one}`]);
      for (const one of FAILURES) expect(texts[language]).toHaveProperty([`watch.failure.${one}`]);
    }
  });

  test("put into French what a point of measurement says of itself", () => {
    expect(whyText("local: only 2 of 5 well-known hosts answer", fr)).toBe(
      "la sonde de cette maison\u00a0: seuls 2 des 5 sites témoins répondent",
    );
    expect(whyText("local: not heard; lyon: not heard", fr)).toBe(
      "la sonde de cette maison\u00a0: plus de nouvelles\u202f; lyon\u00a0: plus de nouvelles",
    );
    expect(whyText("not heard", fr)).toBe("plus de nouvelles");
    expect(whyText("something new", fr)).toBe("something new");
    expect(whyText("not heard", en)).toBe("not heard");
  });
});

describe("what people type", () => {
  test("tags are bounded, each once", () => {
    expect(tagsIn(" communes, littoral ;communes,, ")).toEqual(["communes", "littoral"]);
    expect(tagsIn(Array.from({ length: 50 }, (_, n) => `t${n}`).join(","))).toHaveLength(TAGS_MAX);
    expect(tagsIn("x".repeat(90))[0]).toHaveLength(TAG_CHARACTERS_MAX);
  });

  test("a list is read in the letters it was saved in", () => {
    const utf8 = new TextEncoder().encode("Orléans;https://www.orleans.fr");
    expect(listText(utf8)).toStartWith("Orléans");
    expect(listText(Uint8Array.from([0x4f, 0x72, 0x6c, 0xe9, 0x61, 0x6e, 0x73]))).toBe("Orléans");
  });
});
