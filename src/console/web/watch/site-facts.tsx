import { useState } from "react";
import { Button } from "react-aria-components";
import type { Maintenance, SiteDetail } from "../../../watch/events.ts";
import { ask } from "../ask.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { ReasonWindow } from "./reason-window.tsx";
import { everyText } from "./words.ts";

const DAY_MS = 86_400_000;
/** A certificate that ends sooner than this is worth a word. */
const CERTIFICATE_SOON_DAYS = 21;

/** What else is known of a site: its certificate, its addresses, how often it is asked and why. */
export function SiteFacts({ detail: { certificateEndsAt, addresses, rates, row } }: { detail: SiteDetail }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const endsMs = certificateEndsAt === null ? undefined : Date.parse(certificateEndsAt);
  const daysLeft = endsMs === undefined ? undefined : Math.floor((endsMs - nowMs) / DAY_MS);
  return (
    <section aria-labelledby="facts-title">
      <h2 id="facts-title">{say("watch.facts")}</h2>
      <dl className="watch-facts">
        <div>
          <dt>{say("watch.facts.rate")}</dt>
          <dd>
            {rates.everyMs === 0 ? "—" : everyText(rates.everyMs, speech)}
            {rates.fastUntil !== null && (
              <>
                {" "}
                {Date.parse(rates.fastUntil) > nowMs
                  ? say("watch.facts.rate.until", { time: speech.stamp(Date.parse(rates.fastUntil), nowMs) })
                  : say("watch.facts.rate.after")}{" "}
                <bdi>{rates.reason}</bdi>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{say("watch.facts.certificate")}</dt>
          <dd
            className={daysLeft !== undefined && daysLeft < CERTIFICATE_SOON_DAYS ? "fact-soon" : undefined}
          >
            {endsMs === undefined || daysLeft === undefined
              ? "—"
              : say(daysLeft < 0 ? "watch.facts.certificate.over" : "watch.facts.certificate.ends", {
                  day: speech.day(endsMs),
                  count: Math.abs(daysLeft),
                })}
          </dd>
        </div>
        <div>
          <dt>{say("watch.facts.addresses")}</dt>
          <dd>
            <bdi>{addresses.length === 0 ? "—" : addresses.join(", ")}</bdi>
          </dd>
        </div>
        <div>
          <dt>{say("watch.facts.number")}</dt>
          <dd>{row.site}</dd>
        </div>
      </dl>
    </section>
  );
}

/** What is planned for this site, or was. */
export function MaintenanceList({
  maintenance,
  onDone,
}: {
  maintenance: readonly Maintenance[];
  onDone: () => Promise<void>;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const mayCancel = useMay("lead");
  const [cancelled, cancel] = useState<Maintenance | undefined>(undefined);
  return (
    <section aria-labelledby="maintenance-title">
      <h2 id="maintenance-title">{say("watch.maintenance")}</h2>
      {maintenance.length === 0 && <p className="quiet">{say("watch.maintenance.none")}</p>}
      <ul className="plain-list">
        {maintenance.map((one) => (
          <li key={one.id} className="line-item">
            <p>
              <bdi>{one.title}</bdi>
            </p>
            <p className="quiet">
              {speech.stamp(Date.parse(one.from), nowMs)} – {speech.stamp(Date.parse(one.to), nowMs)}
            </p>
            {mayCancel && Date.parse(one.to) > nowMs && (
              <Button className="button-small" onPress={() => cancel(one)}>
                {say("watch.maintenance.cancel")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {cancelled !== undefined && (
        <ReasonWindow
          title={say("watch.maintenance.cancel.title", { title: cancelled.title })}
          consequence={say("watch.maintenance.cancel.consequence")}
          button={say("watch.maintenance.cancel")}
          send={(reason) => ask(`/api/watch/maintenance/${cancelled.id}/cancel`, { body: { reason } })}
          onDone={onDone}
          onClose={() => cancel(undefined)}
        />
      )}
    </section>
  );
}
