import { PARTS, type Part, pressTexts } from "../../test/support/press/corpus.ts";
import { type Measured, measure } from "../../test/support/press/measure.ts";
import { type Count, type Score, sharesOf } from "../../test/support/press/score.ts";
import type { Effort, Goal, Section, Table } from "../harness/section.ts";

const TITLES: Record<Part, string> = {
  dev: "texts that rules were written on",
  apart: "texts kept apart from the first rules",
  unseen: "texts that no rule was written on",
};

/** How well the texts of test/support/press are read: the part that rules were written on, and the part kept apart. */
export async function reading(_: Effort): Promise<Section> {
  const parts = PARTS.map((part) => ({ part, measured: measure(pressTexts(part)) }));
  const quotes = parts.map(({ measured }) => measured.whole.quotes);
  const loose = quotes.reduce((sum, { given, exact }) => sum + given - exact, 0);
  const exactly = quotes.reduce((sum, { given }) => sum + given, 0);
  return {
    title: "What is read out of texts",
    about:
      "Each text of test/support/press, written for this: who is attacked, how, who says what of it, and which texts tell one story. Half of them attack nobody.",
    goals: parts.flatMap(({ part, measured }) => goals(TITLES[part], measured)),
    tables: parts.flatMap(({ part, measured }) => tables(TITLES[part], measured)),
    notes: [
      `${exactly} quotes were given, of which ${loose} are not an exact span of their text.`,
      "Optional attacks and statements count for nothing either way. A wrong code of a commune is never rescued by its name.",
    ],
    faults: loose === 0 ? [] : [`${loose} quotes are no span of their text`],
  };
}

function goals(where: string, { whole, dispatches }: Measured): Goal[] {
  const body = sharesOf(whole.body);
  const goal = (what: string, wanted: number, value: number): Goal => ({
    what: `${where}: ${what}`,
    goal: `>= ${wanted}`,
    measured: value.toFixed(3),
    met: value >= wanted,
  });
  return [
    goal("bodies, precision", 0.97, body.precision),
    goal("bodies, recall", 0.92, body.recall),
    goal("body, type and stance, F1", 0.9, sharesOf(whole.stance).f1),
    goal("denials and 'no incident', recall", 0.95, sharesOf(whole.denial).recall),
    goal("pairs of one dispatch, F1", 0.97, sharesOf(dispatches.all).f1),
    {
      what: `${where}: bodies accused where nobody is attacked`,
      goal: "0",
      measured: String(whole.accused),
      met: whole.accused === 0,
    },
  ];
}

const HEAD = [
  "texts",
  "n",
  "body P",
  "body R",
  "+ type F1",
  "+ stance F1",
  "+ speaker F1",
  "denials R",
  "accused",
];

function tables(where: string, { whole, byLanguage, byGenre, dispatches, events }: Measured): Table[] {
  const rows = [
    row("all", whole),
    ...[...byLanguage].map(([lang, score]) => row(lang, score)),
    ...[...byGenre].sort(([a], [b]) => (a < b ? -1 : 1)).map(([genre, score]) => row(genre, score)),
  ];
  const pair = (name: string, count: Count) => {
    const { precision, recall, f1 } = sharesOf(count);
    return [
      name,
      String(count.right),
      String(count.wrong),
      String(count.missed),
      ...[precision, recall, f1].map(share),
    ];
  };
  return [
    { caption: `The ${where}, by language and genre.`, head: HEAD, rows },
    {
      caption: `The ${where}: pairs put together.`,
      head: ["pairs", "right", "wrong", "missed", "P", "R", "F1"],
      rows: [
        pair("one dispatch", dispatches.all),
        pair("one dispatch, across languages", dispatches.acrossLanguages),
        pair("one event", events.all),
        pair("one event, across languages", events.acrossLanguages),
      ],
    },
  ];
}

function row(name: string, score: Score): string[] {
  const { body, type, stance, speaker, denial } = score;
  const none = body.right + body.missed === 0;
  const of = (count: Count, pick: "precision" | "recall" | "f1") =>
    none ? "-" : share(sharesOf(count)[pick]);
  return [
    name,
    String(score.documents),
    none && body.wrong === 0 ? "-" : share(sharesOf(body).precision),
    of(body, "recall"),
    of(type, "f1"),
    of(stance, "f1"),
    of(speaker, "f1"),
    denial.right + denial.missed === 0 ? "-" : share(sharesOf(denial).recall),
    String(score.accused),
  ];
}

const share = (value: number): string => value.toFixed(3);
