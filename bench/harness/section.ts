/** What one benchmark found: the text that stands in bench/RESULTS.md. */
export type Section = {
  title: string;
  /** What was done, in a sentence or two. */
  about: string;
  tables: readonly Table[];
  /** Remarks below the tables: what a reader must know to judge them. */
  notes: readonly string[];
  /** Goals, each with what was measured. `met` undefined: this run is no basis for a judgement (smoke). */
  goals: readonly Goal[];
  /** What makes the run itself wrong: a benchmark that could not do its job, an answer that was not right. */
  faults: readonly string[];
};

export type Table = { caption: string; head: readonly string[]; rows: readonly (readonly string[])[] };

export type Goal = { what: string; goal: string; measured: string; met: boolean };

/** How much is run: `smoke` proves that everything runs and answers rightly; its speeds mean nothing. */
export type Effort = { smoke: boolean };

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const row = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;

export function tableMarkdown(table: Table): string {
  const lines = [row(table.head), row(table.head.map((_, index) => (index === 0 ? "---" : "---:")))];
  return `${table.caption}\n\n${[...lines, ...table.rows.map(row)].join("\n")}\n`;
}

export function sectionMarkdown(section: Section): string {
  const parts = [`## ${section.title}\n`, `${section.about}\n`];
  if (section.goals.length > 0) parts.push(goalsMarkdown(section.goals));
  parts.push(...section.tables.map(tableMarkdown));
  if (section.notes.length > 0) parts.push(`${section.notes.map((note) => `- ${note}`).join("\n")}\n`);
  if (section.faults.length > 0) {
    parts.push(`**Went wrong in this run:**\n\n${section.faults.map((fault) => `- ${fault}`).join("\n")}\n`);
  }
  return parts.join("\n");
}

/** One line a goal: what, goal, measured, and in a word whether it is reached. */
export function goalsMarkdown(goals: readonly Goal[]): string {
  const rows = goals.map(({ what, goal, measured, met }) => [
    what,
    goal,
    measured,
    met ? "reached" : "**falls short**",
  ]);
  return tableMarkdown({ caption: "", head: ["Goal", "wanted", "measured", ""], rows }).trimStart();
}
