import type { z } from "zod";
import { claimsEvents } from "./claims/events.ts";
import { gatewayEvents } from "./gateway/events.ts";
import { incidentEvents } from "./incidents/events.ts";
import { journalEvents } from "./journal/events.ts";
import { noticeEvents } from "./notices/events.ts";
import { peopleEvents } from "./people/events.ts";
import { processEvents } from "./processes/events.ts";
import { statusEvents } from "./status/events.ts";
import { vantageEvents, watchEvents } from "./watch/events.ts";

/** Every kind of entry that the journal can ever hold, with the shape of its body. */
export const catalogue: Record<string, z.ZodType> = {
  ...journalEvents,
  ...processEvents,
  ...gatewayEvents,
  ...peopleEvents,
  ...incidentEvents,
  ...noticeEvents,
  ...statusEvents,
  ...watchEvents,
  ...vantageEvents,
  ...claimsEvents,
};
