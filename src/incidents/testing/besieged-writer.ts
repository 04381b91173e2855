import { writeSync } from "node:fs";
import { gatewayEvents } from "../../gateway/events.ts";
import { openJournal } from "../../journal/index.ts";
import { program } from "../../kernel/actor.ts";
import { systemClock } from "../../kernel/clock.ts";
import { silentLog } from "../../kernel/log.ts";
import { ACTS } from "../acts.ts";
import { incidentEvents } from "../events.ts";
import { incidentsSchema, incidentView, openIncidents } from "../index.ts";
import { perform } from "../perform.ts";
import { listIncidents } from "../read.ts";

/**
 * A keeper that tests start and kill: `besieged-writer.ts FOLDER JOURNAL KEYS FIRST`. One site after the other, from number
 * FIRST on, falls into a siege and out of it, as a gateway would tell it, and its incident is closed. Prints each site.
 */
if (import.meta.main) {
  const [dataFolder = "", path = "", keysFolder = "", first = "0"] = process.argv.slice(2);
  const journal = openJournal({
    path,
    keysFolder,
    lane: "keeper",
    clock: systemClock,
    catalogue: { ...incidentEvents, ...gatewayEvents },
    views: [incidentView],
  });
  const desk = { journal, clock: systemClock };
  openIncidents({ ...desk, dataFolder, log: silentLog, settings: incidentsSchema.parse({}) });
  for (let number = Number(first); ; number++) {
    const site = `site-${number}`;
    const changes = [
      ["calm", "siege"],
      ["siege", "calm"],
    ];
    changes.forEach(([from, to], sequence) => {
      journal.appendOnce(
        { source: `gateway/${site}`, sequence },
        {
          actor: program("gateway"),
          kind: "gateway.posture-changed",
          subject: site,
          body: { from, to, cause: "test", figures: {} },
          occurredAt: new Date(systemClock.now()).toISOString(),
        },
      );
    });
    for (const incident of listIncidents(journal)) {
      if (incident.state !== "open" || incident.site !== site) continue;
      const asked = { incident: incident.id, actor: program("test"), occurredAt: undefined };
      perform(desk, ACTS.close, { reason: "calme" }, asked);
    }
    writeSync(1, `${number}\n`);
    // Lets the signal of a kill come at any moment, and nobody wait for it.
    await Bun.sleep(0);
  }
}
