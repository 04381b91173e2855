import type { StatementFields } from "./events.ts";
import { type Language, TEXTS } from "./texts.ts";

/** Longest line below the banner's sentence, in characters: a page's top must not become a page. */
export const DETAILS_CHARACTERS_MAX = 320;

const MORE = " …";

/** What a reader of any page needs to know before they set out. The page of the town's word says the rest. */
const TOLD = ["works", "paper"] as const;

/**
 * The line below the banner's sentence: opening hours, and which services work or are at the counter. "" when nothing of
 * that was said. What does not fit is left out from the end, whole part by whole part, and an ellipsis says so.
 */
export function bannerDetails(
  { hours, services }: Pick<StatementFields, "hours" | "services">,
  language: Language,
): string {
  const { hours: hoursTitle, states } = TEXTS[language];
  const said = ({ fr, en }: { fr: string; en: string }) => (language === "en" && en !== "" ? en : fr);
  const named = (title: string, text: string) => `${title}${language === "fr" ? "\u00a0: " : ": "}${text}`;
  const open = said(hours)
    .replace(/\s*\n\s*/g, " ")
    .trim();
  const parts = open === "" ? [] : [named(hoursTitle, open)];
  for (const state of TOLD) {
    const names = services.filter((service) => service.state === state).map(said);
    if (names.length > 0) parts.push(named(states[state], names.join(", ")));
  }
  return fitting(parts);
}

function fitting(parts: readonly string[]): string {
  const whole = parts.join(" · ");
  if (whole.length <= DETAILS_CHARACTERS_MAX) return whole;
  const bound = DETAILS_CHARACTERS_MAX - MORE.length;
  for (let kept = parts.length - 1; kept > 0; kept--) {
    const some = parts.slice(0, kept).join(" · ");
    if (some.length <= bound) return some + MORE;
  }
  return whole.slice(0, bound) + MORE;
}
