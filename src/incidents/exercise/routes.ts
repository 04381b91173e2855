import { z } from "zod";
import type { Journal } from "../../journal/index.ts";
import type { Actor } from "../../kernel/actor.ts";
import { json } from "../../kernel/answer.ts";
import { checked, jsonBody } from "../../kernel/request.ts";
import type { Route } from "../../kernel/route.ts";
import { type Act, fresh, says } from "../acts.ts";
import { type ActAnswer, type DebriefReport, type Exercise, itemIdSchema, type Scenario } from "../events.ts";
import type { FileStore } from "../file-store.ts";
import { answerOf, type Desk, perform } from "../perform.ts";
import { entryAt, findIncident, findItem, shownItems } from "../read.ts";
import { alreadyExists, noSuchIncident, noSuchItem } from "../refusals.ts";
import { ACT_BYTES_MAX, actRoute, incidentOf } from "../routes.ts";
import { debriefPage } from "./debrief-page.ts";
import { injectItemId } from "./exercise-events.ts";
import { exerciseActs, isExercise, noSuchStory } from "./exercise-acts.ts";
import { debriefReport } from "./measure.ts";
import { type Story, storyOf } from "./scenario.ts";

/** Exercises over HTTP: the story to play, the acts of whoever plays it, how the team stands, and the debrief. */

/** Entries of an exercise that are looked at for its debrief; a team of ten writes a few hundred. */
export const ENTRIES_LOOKED_AT_MAX = 5_000;

export type ExerciseDesk = Desk & { files: FileStore; town: string };

const debriefBody = z.object({ id: itemIdSchema, exercise: itemIdSchema }).strict();
const sayDebrief = says(
  "lead",
  "exercise.debriefed",
  (body, scene) => isExercise(scene) ?? fresh(body, scene),
);

export function exerciseRoutes(desk: ExerciseDesk): Route[] {
  const { journal } = desk;
  const acts = exerciseActs((incident) =>
    exercisesOf(journal, incident).filter(({ ended }) => ended === null),
  );
  return [
    {
      method: "GET",
      path: "/api/exercises/:scenario",
      needs: "observer",
      answer: ({ param }) => json(storyNamed(param("scenario")).scenario satisfies Scenario),
    },
    {
      method: "GET",
      path: "/api/incidents/:incident/exercise",
      needs: "observer",
      answer: (call) => {
        const incident = incidentOf(call);
        if (findIncident(journal, incident) === undefined) throw noSuchIncident(incident);
        const exercise = exercisesOf(journal, incident)[0];
        return json({ report: exercise === undefined ? null : reportOf(desk, exercise) });
      },
    },
    {
      method: "POST",
      path: "/api/incidents/:incident/debrief",
      needs: "lead",
      answer: async (call) => {
        const command = checked(debriefBody, await jsonBody(call.request, ACT_BYTES_MAX));
        return json(await makeDebrief(desk, incidentOf(call), command, call.caller.actor));
      },
    },
    ...Object.entries(acts).map(([name, act]) => actRoute(desk, name, act as Act<unknown>)),
  ];
}

function storyNamed(name: string): Story {
  const story = storyOf(name);
  if (story === undefined) throw noSuchStory(name);
  return story;
}

/** Newest first. */
function exercisesOf(journal: Journal, incident: string): Exercise[] {
  return shownItems(journal, incident, "exercise").items.map((item) => JSON.parse(item) as Exercise);
}

function reportOf({ journal, clock }: ExerciseDesk, exercise: Exercise): DebriefReport {
  const rows = journal.query<{ position: number }>(
    `SELECT position FROM incident_timeline WHERE incident = ? AND position >= ?
     ORDER BY position LIMIT ${ENTRIES_LOOKED_AT_MAX}`,
    exercise.incident,
    exercise.position,
  );
  return debriefReport(storyNamed(exercise.scenario), {
    exercise,
    entries: rows.map(({ position }) => entryAt(journal, position)),
    find: (id) => findItem(journal, id),
    nowMs: clock.now(),
  });
}

type DebriefCommand = z.infer<typeof debriefBody>;
type DebriefAnswer = ActAnswer & { report: DebriefReport };

/** The page is on disk before the entry that names it. A repeat (the same id) gives the debrief that was made first. */
async function makeDebrief(
  desk: ExerciseDesk,
  incident: string,
  { id, exercise: exerciseId }: DebriefCommand,
  actor: Actor,
): Promise<DebriefAnswer> {
  const { journal, files, town } = desk;
  const exercise = findItem(journal, exerciseId);
  if (exercise?.type !== "exercise" || exercise.incident !== incident)
    throw noSuchItem(exerciseId, "exercise");
  const report = reportOf(desk, exercise);
  const earlier = findItem(journal, id);
  if (earlier !== undefined) {
    if (earlier.type !== "debrief" || earlier.exercise !== exerciseId) throw alreadyExists(id);
    return { ...answerOf(journal, entryAt(journal, earlier.position)), report };
  }
  const { scenario } = storyNamed(exercise.scenario);
  const names = scenario.injects.map(({ inject }) => inject);
  const played = new Set(
    names.filter((name) => findItem(journal, injectItemId(exerciseId, name)) !== undefined),
  );
  const page = debriefPage({ town, report, scenario, played, head: journal.head() });
  const { met, missed } = report;
  const answer = await files.keep([Buffer.from(page)], (stored) => {
    const body = { id, exercise: exerciseId, ...stored, met, missed };
    return perform(desk, sayDebrief, body, { incident, actor, occurredAt: undefined });
  });
  return { ...answer, report };
}
