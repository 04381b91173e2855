import type { SiteDigest, Top } from "../../gateway/events.ts";
import { DataTable } from "./data-table.tsx";
import { Explained } from "./fold.tsx";
import { useSpeech } from "./reading.tsx";

/** Networks and addresses that ask most of the origin. They are shown, not blocked. */
export function Tops({ site }: { site: SiteDigest }) {
  const { say } = useSpeech();
  return (
    <section aria-labelledby="tops-title">
      <h2 id="tops-title">{say("tops.title")}</h2>
      <p>{say("tops.intro")}</p>
      {site.topPrefixes.length + site.topRoutes.length === 0 ? (
        <p>{say("tops.empty")}</p>
      ) : (
        <div className="side-by-side">
          <TopTable kind="networks" top={site.topPrefixes} site={site.site} />
          <TopTable kind="routes" top={site.topRoutes} site={site.site} />
        </div>
      )}
      <Explained
        about={say("tops.title")}
        terms={[
          ["tops.networks", "help.networks"],
          ["tops.routes", "help.top-routes"],
          ["tops.work", "help.work"],
        ]}
      />
    </section>
  );
}

function TopTable({ kind, top, site }: { kind: "networks" | "routes"; top: Top; site: string }) {
  const { say, number, latency } = useSpeech();
  return (
    <DataTable
      className="top"
      caption={say(`tops.${kind}.caption`)}
      columns={[say(`tops.${kind}`), say("tops.requests"), say("tops.work")]}
      rows={top.map(({ name, requests, originMs }) => ({
        key: name,
        name,
        head: <span className="path">{name}</span>,
        cells: [
          { shown: number(requests), value: requests },
          { shown: latency(originMs), value: Math.round(originMs) },
        ],
      }))}
      file={`${site}-${kind}`}
    />
  );
}
