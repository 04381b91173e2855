import type { Attack, ReadTime } from "../reading.ts";
import type { Times } from "./times.ts";
import type { Scene } from "./victims.ts";

/** Days of attacks that a text tells of others of the same wave, or once at its head. */

const FLOODS: ReadonlySet<string> = new Set(["ddos", "defacement"]);
const dayOf = (time: ReadTime): string => time.from.slice(0, 10);

/**
 * A flood comes in waves of a day: who was hit in it without a day of its own was hit on the day of the others of the same
 * group. `head` is the day that the head of the text tells, should nobody have one.
 */
export function withDays(attacks: readonly Attack[], head: ReadTime | null): Attack[] {
  return attacks.map((attack) => {
    if (attack.when !== null) return attack;
    const same = attacks.filter(
      ({ type, actor, when }) =>
        when !== null && FLOODS.has(type) && type === attack.type && actor === attack.actor,
    );
    const when =
      same.length > 0
        ? mostOf(same.flatMap(({ when }) => when ?? []))
        : attacks.every((one) => one.when === null)
          ? head
          : null;
    return { ...attack, when: when === null ? null : wholeDay(when) };
  });
}

const HEAD_SENTENCES = 4;

/** The day that the head of a text tells of its attack. */
export function headDay({ telling }: Scene, timesAt: (sentence: number) => Times): ReadTime | null {
  for (let i = 0; i < HEAD_SENTENCES; i++) {
    const happened = telling[i] === true ? timesAt(i).happened : null;
    if (happened !== null) return happened;
  }
  return null;
}

/** Of times the one of the day that most of them are of; of equals the first. */
function mostOf(times: readonly ReadTime[]): ReadTime | null {
  const count = (day: string) => times.filter((one) => dayOf(one) === day).length;
  return [...times].sort((a, b) => count(dayOf(b)) - count(dayOf(a)))[0] ?? null;
}

const wholeDay = (time: ReadTime): ReadTime =>
  time.precision === "minute" || time.precision === "hour"
    ? { from: dayOf(time), to: time.to.slice(0, 10), precision: "day", zone: null }
    : time;
