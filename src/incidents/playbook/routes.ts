import type { Journal } from "../../journal/index.ts";
import { json } from "../../kernel/answer.ts";
import type { Route } from "../../kernel/route.ts";
import type { Act } from "../acts.ts";
import type { PlaybookRun, PlaybookRunsAnswer, SheetAnswer, SheetsAnswer } from "../events.ts";
import type { Desk } from "../perform.ts";
import { findIncident, shownItems } from "../read.ts";
import { noSuchIncident } from "../refusals.ts";
import { actRoute, incidentOf } from "../routes.ts";
import { noSuchSheet, playbookActs } from "./playbook-acts.ts";
import { bareStep, playbookView, sheetLine } from "./playbook-view.ts";
import type { Sheets } from "./sheets.ts";

/** Reflex sheets over HTTP: which there are, which run in an incident and where they stand, and the acts. */

export function playbookRoutes(desk: Desk, sheets: Sheets): Route[] {
  return [
    {
      method: "GET",
      path: "/api/playbooks",
      needs: "observer",
      answer: () => {
        const { sheets: found, refused } = sheets.shelf();
        const playbooks = found.map(({ sheet, origin }) => sheetLine(sheet, origin));
        return json({ playbooks, refused } satisfies SheetsAnswer);
      },
    },
    {
      method: "GET",
      path: "/api/playbooks/:playbook",
      needs: "observer",
      answer: ({ param }) => json(sheetAnswer(sheets, param("playbook"))),
    },
    {
      method: "GET",
      path: "/api/incidents/:incident/playbooks",
      needs: "observer",
      answer: (call) => json(runsAnswer(desk.journal, sheets, incidentOf(call))),
    },
    ...Object.entries(playbookActs(sheets)).map(([name, act]) => actRoute(desk, name, act as Act<unknown>)),
  ];
}

function sheetAnswer(sheets: Sheets, playbook: string): SheetAnswer {
  const found = sheets.shelf().sheets.find(({ sheet }) => sheet.cacao.id === playbook);
  if (found === undefined) throw noSuchSheet(playbook.slice(0, 64));
  const { sheet, origin } = found;
  return {
    playbook: sheetLine(sheet, origin),
    steps: sheet.order.flatMap((id) => bareStep(sheet, id) ?? []),
  };
}

function runsAnswer(journal: Journal, sheets: Sheets, incident: string): PlaybookRunsAnswer {
  if (findIncident(journal, incident) === undefined) throw noSuchIncident(incident);
  const runs = shownItems(journal, incident, "playbook").items.map((item) => JSON.parse(item) as PlaybookRun);
  return { runs: runs.map((run) => playbookView(run, sheets.kept(run.revision))) };
}
