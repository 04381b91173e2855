import type { Level, ServiceState, Statement, StatementFields } from "../../../status/events.ts";
import type { Key } from "../../locales/index.ts";
import { newId } from "../form/new-id.ts";

/** Pure rules of the public page's editor. The server judges again. */

export type ServiceLine = StatementFields["services"][number];

/** The room's own words, in its order; written again, because its schemas would bring their library into the page. */
export const LEVELS = ["normal", "disturbed", "major"] as const satisfies readonly Level[];
/** In the order in which the public page tells them. */
export const STATES = ["works", "degraded", "paper", "closed"] as const satisfies readonly ServiceState[];
export const SERVICES_MAX = 30;
export const PHONES_MAX = 12;

export const EMPTY: StatementFields = {
  level: "disturbed",
  fr: { title: "", text: "" },
  en: { title: "", text: "" },
  services: [],
  hours: { fr: "", en: "" },
  phones: [],
  nextUpdateAt: null,
  incident: null,
  banner: { on: false, fr: "", en: "" },
};

/** What is written, and from which published statement it started. */
export type Draft = { base: string | null; fields: StatementFields; exercise: boolean | null };

export function fieldsOf(statement: Statement): StatementFields {
  const { level, fr, en, services, hours, phones, nextUpdateAt, incident, banner } = statement;
  return { level, fr, en, services, hours, phones, nextUpdateAt, incident, banner };
}

/**
 * Where a new message starts: services, hours and numbers of the one that stands, for they seldom change; its words not,
 * unless they are to be read again.
 */
export function draftFrom(current: Statement | null, exercise: boolean | null = null): Draft {
  const base = current?.id ?? null;
  if (current === null) return { base, fields: EMPTY, exercise };
  return { base, fields: { ...fieldsOf(current), nextUpdateAt: null }, exercise };
}

export function serviceNamed(fr: string, en = ""): ServiceLine {
  return { id: newId("s-"), fr, en, state: "works", note: { fr: "", en: "" } };
}

export function hasEnglish({ en, services, hours, phones, banner }: StatementFields): boolean {
  const texts = [en.title, en.text, hours.en, banner.en];
  const of = [...services.flatMap((one) => [one.en, one.note.en]), ...phones.map((one) => one.en)];
  return [...texts, ...of].some((text) => text !== "");
}

/** Nothing of the English goes out when it is not wanted: half a translation misleads more than none. */
export function withoutEnglish(fields: StatementFields): StatementFields {
  return {
    ...fields,
    en: EMPTY.en,
    services: fields.services.map((one) => ({ ...one, en: "", note: { ...one.note, en: "" } })),
    hours: { ...fields.hours, en: "" },
    phones: fields.phones.map((one) => ({ ...one, en: "" })),
    banner: { ...fields.banner, en: "" },
  };
}

/** As the server wants a number: digits, spaces, dots, hyphens, brackets, a leading "+". */
export function isPhoneNumber(number: string): boolean {
  return /^\+?[0-9][0-9 .()\u00a0\u202f-]{1,29}$/.test(number.trim());
}

/** What has to be mended before it can be published. `asksExercise`: it must be said whether it belongs to an exercise. */
export function missingFrom({ fields, exercise }: Draft, asksExercise: boolean): Key[] {
  const { fr, services, phones, banner } = fields;
  const missing: Key[] = [];
  if (fr.title.trim() === "") missing.push("status.missing.title");
  if (services.some((one) => one.fr.trim() === "")) missing.push("status.missing.service");
  if (phones.some((one) => one.fr.trim() === "" || !isPhoneNumber(one.number)))
    missing.push("status.missing.phone");
  if (banner.on && banner.fr.trim() === "") missing.push("status.missing.banner");
  if (asksExercise && exercise === null) missing.push("status.missing.exercise");
  return missing;
}
