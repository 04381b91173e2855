import type { SiteDigest, Standing } from "../../gateway/events.ts";
import { CITIZENS, STANDINGS } from "../live-messages.ts";
import { DataTable } from "./data-table.tsx";
import { Explained } from "./fold.tsx";
import { useSpeech } from "./reading.tsx";
import type { Minute } from "./series.ts";

/** Who waits for the origin, the best served first: one line for each standing. */
export function Queues({ site, minute }: { site: SiteDigest; minute: Minute }) {
  const { say, number } = useSpeech();
  const { classes } = site.guard;
  const cell = (value: number) => ({ shown: number(value), value });
  const rows = STANDINGS.map((one) => ({
    key: one,
    name: say(`standing.${one}`),
    head: <Who standing={one} />,
    cells: [
      cell(minute.byStanding[one].served),
      cell(classes[one].waiting),
      cell(minute.byStanding[one].refused),
    ],
  }));
  return (
    <section aria-labelledby="queues-title">
      <h2 id="queues-title">{say("queues.title")}</h2>
      <DataTable
        caption={say("queues.caption")}
        columns={[say("queues.who"), say("queues.served"), say("queues.waiting"), say("queues.refused")]}
        rows={rows}
        file={`${site.site}-queues`}
      />
      <Explained
        about={say("queues.title")}
        terms={[
          ["queues.served", "help.queues.served"],
          ["queues.waiting", "help.queues.waiting"],
          ["queues.refused", "help.queues.refused"],
          ...STANDINGS.map((one) => [`standing.${one}`, `help.standing.${one}`] as const),
        ]}
      />
    </section>
  );
}

function Who({ standing }: { standing: Standing }) {
  const { say } = useSpeech();
  const className = CITIZENS.includes(standing) ? "who who-citizen" : "who";
  return <span className={className}>{say(`standing.${standing}`)}</span>;
}
