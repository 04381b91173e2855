import { Refusal } from "../kernel/refusal.ts";
import type { Endpoint } from "./connection.ts";
import { type DrillPlan, type DrillPlanInput, drillPlanSchema } from "./events.ts";
import { loopbackUrl } from "./loopback.ts";

/** Bounds of every drill, whatever is asked for. */
export const REQUESTS_PER_SECOND_MAX = 20_000;
export const DRILL_SECONDS_MAX = 600;
export const SOCKETS_MAX = 20_000;

/**
 * The plan with its defaults, checked: nothing is sent anywhere before this has passed, and nothing but what it gives
 * is ever run.
 * @throws Refusal (NotLoopback among them) for what a drill does not do
 */
export function makePlan(input: DrillPlanInput): DrillPlan {
  const parsed = drillPlanSchema.safeParse(input);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const where = `drill plan, ${first?.path.join(".") || "as a whole"}`;
    throw new Refusal("wrong-plan", `${first?.message}.`, where, "Correct the plan (src/drill/events.ts).");
  }
  const plan = parsed.data;
  for (const url of [plan.target, plan.oracle, plan.count]) if (url !== undefined) loopbackUrl(url);
  endpointOf(plan.target);
  const { requestsPerSecond, socketsMax, slowConnections } = plan.attack;
  const seconds = plan.calmSeconds + plan.floodSeconds + plan.afterSeconds;
  refuseBeyond("attack.requestsPerSecond", requestsPerSecond, REQUESTS_PER_SECOND_MAX, "requests a second");
  refuseBeyond("seconds in all", seconds, DRILL_SECONDS_MAX, "seconds");
  refuseBeyond("sockets in all", socketsMax + slowConnections, SOCKETS_MAX, "sockets");
  return plan;
}

/** @throws Refusal for anything but http://LOOPBACK[:PORT] */
export function endpointOf(target: string): Endpoint {
  const url = new URL(loopbackUrl(target));
  if (url.protocol !== "http:") {
    throw new Refusal("not-http", "A drill speaks plain HTTP/1.1 only.", target, "Name the http:// address.");
  }
  return { host: url.hostname.replace(/^\[(.*)\]$/, "$1"), port: Number(url.port || 80) };
}

function refuseBeyond(where: string, value: number, most: number, unit: string): void {
  if (value <= most) return;
  throw new Refusal(
    "too-much",
    `${value} is more than a drill ever does.`,
    where,
    `Ask for ${most} ${unit} at most.`,
  );
}
