import type { Act, CitizenKind, DrillProgress, DrillResult } from "../drill/events.ts";
import { ERRANDS, type Goal, sumOf } from "./drill-goals.ts";
import type { DrillTexts } from "./drill-texts.ts";

/** What a drill found, as lines that a person reads. */

const PEOPLE: readonly CitizenKind[] = ["returning", "first-time", "no-script", "shared-address"];
const MACHINES: ReadonlyArray<readonly [CitizenKind, Act]> = [
  ["feed-reader", "feed"],
  ["crawler", "crawl"],
  ["monitor", "probe"],
  ["partial", "part"],
];
const FIRST_COLUMN = 22;
const COLUMN = 12;
const NOTHING = "–";

/** Numbers the way of the language. */
export function numbersOf({ locale }: DrillTexts) {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return {
    whole: (value: number) => whole.format(value),
    /** Rounded down: 99.96 % is not all. */
    share: (part: number, all: number) =>
      all === 0 ? NOTHING : percent.format(Math.floor((part / all) * 1000) / 1000),
    time: (ms: number) => (ms < 1000 ? `${whole.format(ms)} ms` : `${tenths.format(ms / 1000)} s`),
  };
}

export function progressLine(texts: DrillTexts, progress: DrillProgress): string {
  const { whole } = numbersOf(texts);
  const line = texts.progress({
    phase: texts.phases[progress.phase],
    attack: whole(progress.attackSent),
    done: whole(progress.citizensDone),
    waiting: whole(progress.citizensUnderWay),
    refused: whole(progress.citizensFailed),
  });
  return `${String(progress.second).padStart(4)} s  ${line}`;
}

export function reportLines(texts: DrillTexts, result: DrillResult, goals: readonly Goal[]): string[] {
  const missed = goals.some((goal) => goal.met === false);
  return [
    missed ? texts.verdict.wanting : texts.verdict.good,
    "",
    ...goals.map((goal) => goalLine(texts, goal)),
    "",
    texts.title,
    ...tableLines(texts, result.phases.flood),
    "",
    ...figureLines(texts, result),
  ];
}

function goalLine(texts: DrillTexts, { name, wanted, got, met }: Goal): string {
  const { whole, share, time } = numbersOf(texts);
  const written = (value: number | null): string => {
    if (name === "messages") return value === null ? NOTHING : whole(value);
    if (name === "reading-quick") return time(value ?? 0);
    if (name === "reaction") return value === null ? texts.never : `${whole(value)} s`;
    return value === null ? NOTHING : share(value, 1);
  };
  const mark = met === null ? texts.marks.unknown : met ? texts.marks.met : texts.marks.missed;
  return `  ${mark}${texts.goals[name](written(wanted), written(got))}`;
}

function tableLines(texts: DrillTexts, kinds: DrillResult["phases"]["flood"]): string[] {
  const { whole, share, time } = numbersOf(texts);
  const row = ([first = "", ...cells]: readonly string[]) =>
    `  ${first.padEnd(FIRST_COLUMN)}${cells.map((cell) => cell.padStart(COLUMN)).join("")}`.trimEnd();
  const people = PEOPLE.map((kind) => {
    const reads = sumOf(kinds, [kind], ["read", "files"]);
    const acts = sumOf(kinds, [kind], ERRANDS);
    const slowest = acts.done === 0 ? NOTHING : time(acts.p95Ms);
    const shares = [
      share(reads.done, reads.tried),
      share(acts.done, acts.tried),
      share(acts.within5s, acts.tried),
    ];
    return row([texts.kinds[kind], ...shares, slowest, whole(acts.waitingPages)]);
  });
  const machines = MACHINES.map(([kind, act]) => {
    const reads = sumOf(kinds, [kind], [act]);
    return row([texts.kinds[kind], share(reads.done, reads.tried)]);
  });
  return [row([...texts.columns.slice(0, 5), `  ${texts.columns[5]}`]), ...people, ...machines];
}

function figureLines(texts: DrillTexts, { attack, delivery, origin }: DrillResult): string[] {
  const { whole, time } = numbersOf(texts);
  const lines = [
    texts.attack(whole(attack.sent), whole(attack.answered), time(attack.lateP99Ms ?? 0)),
    texts.slow(whole(attack.slow.heldMax), whole(attack.slow.closedByServer)),
  ];
  if (attack.heldBack > 0) lines.push(texts.heldBack(whole(attack.heldBack)));
  if (delivery === null) lines.push(texts.notCounted);
  else {
    const { acknowledged, lost, doubled, changed, unseen } = delivery;
    lines.push(
      texts.delivery({
        sent: whole(acknowledged),
        lost: whole(lost),
        doubled: whole(doubled),
        changed: whole(changed),
        unseen: whole(unseen),
      }),
    );
  }
  if (origin !== null)
    lines.push(texts.origin(whole(origin.attack), whole(origin.citizens), whole(origin.inFlightMax)));
  return lines;
}
