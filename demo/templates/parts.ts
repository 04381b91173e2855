import type { Occurrence } from "../agenda.ts";
import { dateText, dayNumberText, monthName, weekdayName } from "../calendar.ts";
import type { Block, Theme } from "../content/model.ts";
import { icon } from "../drawings.ts";
import { type Html, html, typographic } from "../html.ts";

export const THEME_NAMES: Record<Theme, string> = {
  mairie: "Vie municipale",
  travaux: "Travaux",
  culture: "Culture",
  enfance: "Enfance",
  nature: "Nature",
  sport: "Sport",
  solidarite: "Solidarité",
};

/** A content text as HTML. */
export function blocks(text: readonly Block[]): Html {
  return html`${text.map(block)}`;
}

function block(one: Block): Html {
  if (typeof one === "string") return html`<p>${typographic(one)}</p>\n`;
  if ("heading" in one) return html`<h2>${typographic(one.heading)}</h2>\n`;
  if ("list" in one)
    return html`<ul class="plain">${one.list.map((item) => html`<li>${typographic(item)}</li>\n`)}</ul>\n`;
  if ("steps" in one)
    return html`<ol class="steps">${one.steps.map((item) => html`<li>${typographic(item)}</li>\n`)}</ol>\n`;
  if ("facts" in one) {
    const rows = one.facts.map(
      ([label, value]) => html`<div><dt>${typographic(label)}</dt><dd>${typographic(value)}</dd></div>\n`,
    );
    return html`<dl class="facts">${rows}</dl>\n`;
  }
  if ("table" in one) return table(one.table);
  if ("links" in one) {
    return html`<ul class="go">${one.links.map(([label, href]) => html`<li><a href="${href}">${icon("fleche")}${label}</a></li>\n`)}</ul>\n`;
  }
  if ("note" in one) return html`<p class="note">${typographic(one.note)}</p>\n`;
  return html`<figure class="quote"><blockquote><p>« ${typographic(one.quote)} »</p></blockquote><figcaption>${one.by}</figcaption></figure>\n`;
}

/** A table that scrolls inside itself on a narrow screen, and can be reached by keyboard to do so. */
function table({ caption, head, rows }: Extract<Block, { table: unknown }>["table"]): Html {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption>
<thead><tr>${head.map((cell) => html`<th scope="col">${typographic(cell)}</th>`)}</tr></thead>
<tbody>${rows.map(
    (
      row,
    ) => html`<tr>${row.map((cell, index) => (index === 0 ? html`<th scope="row">${typographic(cell)}</th>` : html`<td>${typographic(cell)}</td>`))}</tr>
`,
  )}</tbody></table></div>
`;
}

export function pageHead(title: string, summary: string, kicker?: Html): Html {
  return html`<div class="page-head"><div class="wide">${kicker}<h1>${typographic(title)}</h1><p class="lead">${typographic(summary)}</p></div></div>`;
}

export function dateTag(day: string): Html {
  return html`<time datetime="${day}">${dateText(day)}</time>`;
}

export function eventList(occurrences: readonly Occurrence[]): Html {
  return html`<ol class="events">${occurrences.map(
    ({ day, event }) => html`<li>
<time class="leaf" datetime="${day}"><span>${weekdayName(day).slice(0, 3)}.</span><b>${dayNumberText(day)}</b><span>${monthName(day)}</span></time>
<div><p class="tag">${THEME_NAMES[event.theme]}</p><h3><a href="/agenda/evenement/${event.slug}">${typographic(event.title)}</a></h3>
<p>${typographic(event.hours)}, ${event.place}</p></div>
</li>
`,
  )}</ol>`;
}

interface FieldSettings {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "email" | "tel" | "password";
  readonly hint?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly lengthMax?: number;
}

/** A labelled field with what was typed before and what is wrong with it. */
export function field(settings: FieldSettings, value = "", fault?: string): Html {
  const { name, label, type = "text", hint, autocomplete, required = true, lengthMax = 120 } = settings;
  const described = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(" ");
  return html`<div class="field${fault !== undefined && " wrong"}"><label for="${name}">${label}${required ? "" : " (facultatif)"}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${fault && html`<p class="fault" id="${name}-fault">${fault}</p>`}
<input id="${name}" name="${name}" type="${type}" value="${type === "password" ? "" : value}" maxlength="${lengthMax}"${
    autocomplete && html` autocomplete="${autocomplete}"`
  }${required && html` required`}${fault && html` aria-invalid="true"`}${described !== "" && html` aria-describedby="${described}"`}></div>
`;
}

/** The box above a form that was refused: what to mend, with a link to each field. */
export function faultSummary(faults: ReadonlyMap<string, string>): Html | false {
  if (faults.size === 0) return false;
  return html`<div class="faults" role="alert"><h2>Il manque quelque chose</h2><ul>
${[...faults].map(([name, fault]) => html`<li><a href="#${name}">${fault}</a></li>\n`)}</ul></div>`;
}

export function pager(
  label: string,
  current: number,
  last: number,
  href: (page: number) => string,
): Html | false {
  if (last <= 1) return false;
  const pages = Array.from({ length: last }, (_, index) => index + 1);
  return html`<nav class="pager" aria-label="${label}"><ul>
${pages.map((page) =>
  page === current
    ? html`<li><span aria-current="page"><span class="unseen">Page </span>${page}</span></li>\n`
    : html`<li><a href="${href(page)}"><span class="unseen">Page </span>${page}</a></li>\n`,
)}</ul></nav>`;
}
