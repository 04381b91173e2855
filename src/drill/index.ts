/** The drill's door: a bounded attack on this machine only, and the citizens beside it. Importing it does nothing. */
export { DEMO_TOWN } from "./demo-town.ts";
export { type DrillDependencies, runDrill } from "./drill.ts";
export type { DrillPlan, DrillPlanInput, DrillProgress, DrillResult, SiteModel } from "./events.ts";
export { type OriginCount, readMessage } from "./letters.ts";
export { loopbackHost, loopbackUrl, NotLoopback } from "./loopback.ts";
export { askOriginCount, askOriginFigures } from "./origin-count.ts";
export { COUNT_PATH, OriginTally } from "./origin-tally.ts";
export { makePlan } from "./plan.ts";
