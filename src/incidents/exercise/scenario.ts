import type { IncidentEventKind, Scenario } from "../events.ts";
import type { Bilingual } from "../fields.ts";
import { caenMeasures, caenScenario } from "./caen.ts";

/** Stories that can be played, and what a team is measured by in each. */

/**
 * How one sees in the journal that something was done: an entry of a person, of this kind, whose words fit. "task-done"
 * stands for a task that was set to done.
 */
export type Sign = {
  readonly kinds: readonly (IncidentEventKind | "task-done")[];
  /** Looked for in the entry's words, in lower case and without accents. Absent: any entry of the kind. */
  readonly words?: RegExp;
};

export type Measure = {
  readonly measure: string;
  readonly label: Bilingual;
  readonly signs: readonly Sign[];
  /** Counted from the moment when this inject reached the team; absent: from the first alert. */
  readonly from?: string;
  /** Within how many minutes of the story; null: that it is done is enough. */
  readonly expectedMinutes: number | null;
  /** What is known of the real event, in minutes from its first alert, and the id of the source that says it. */
  readonly real: { readonly minutes: number; readonly source: string } | null;
  readonly advice: Bilingual;
};

export type Story = { readonly scenario: Scenario; readonly measures: readonly Measure[] };

/** To add a story: its file beside this one, and one line here. */
const STORIES: Readonly<Record<string, Story>> = {
  caen: { scenario: caenScenario, measures: caenMeasures },
};

export function storyOf(name: string): Story | undefined {
  return Object.hasOwn(STORIES, name) ? STORIES[name] : undefined;
}

export const storyNames = (): string[] => Object.keys(STORIES);
