import { type ComponentType, useState } from "react";
import { Button } from "react-aria-components";
import type { SiteDetail } from "../../../watch/events.ts";
import type { Key } from "../../locales/index.ts";
import { ask } from "../ask.ts";
import { Choice } from "../form/choice.tsx";
import { Field } from "../form/field.tsx";
import { newId } from "../form/new-id.ts";
import { goTo } from "../place.ts";
import { useReading, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { ChangeWindow } from "./change-site.tsx";
import { parisField, parisInstant } from "./paris.ts";
import { FormWindow, ReasonField, ReasonWindow } from "./reason-window.tsx";
import { siteName } from "./words.ts";

export type SiteWindow = { detail: SiteDetail; onDone: () => Promise<void>; onClose: () => void };

/** What can be done about a site. To add one: a line here, "watch.act.NAME" in both locales. */
const windows = {
  rate: [RateWindow, "member"],
  maintenance: [MaintenanceWindow, "lead"],
  change: [ChangeWindow, "member"],
  remove: [RemoveWindow, "lead"],
} as const satisfies Record<string, readonly [ComponentType<SiteWindow>, "member" | "lead"]>;
type WindowName = keyof typeof windows;

export function SiteActs({ detail, onDone }: { detail: SiteDetail; onDone: () => Promise<void> }) {
  const { say } = useSpeech();
  const may = { member: useMay("member"), lead: useMay("lead") };
  const [open, setOpen] = useState<WindowName | undefined>(undefined);
  const [done, setDone] = useState("");
  const names = (Object.keys(windows) as WindowName[]).filter((name) => may[windows[name][1]]);
  if (names.length === 0) return null;
  const Shown: ComponentType<SiteWindow> | undefined = open === undefined ? undefined : windows[open][0];
  const finish = async () => {
    if (open !== undefined && open !== "remove") setDone(say(`watch.act.${open}.done` as Key));
    await onDone();
  };
  return (
    <div className="site-acts">
      <div className="form-acts">
        {names.map((name) => (
          <Button key={name} className="button" onPress={() => setOpen(name)}>
            {say(`watch.act.${name}`)}
          </Button>
        ))}
      </div>
      <div role="status">{done !== "" && <p className="done-note">{done}</p>}</div>
      {Shown !== undefined && <Shown detail={detail} onDone={finish} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

const RATE_MINUTES = ["60", "360", "1440"] as const;

/** Asks the site more often for a while. */
function RateWindow({ detail: { row }, onDone, onClose }: SiteWindow) {
  const { say } = useSpeech();
  const [minutes, setMinutes] = useState<(typeof RATE_MINUTES)[number]>("60");
  const [reason, setReason] = useState("");
  const send = () =>
    ask("/api/watch/rates", {
      body: { sites: [row.site], bodies: [], reason: reason.trim(), minutes: Number(minutes) },
    });
  return (
    <FormWindow
      title={say("watch.act.rate.title", { name: siteName(row) })}
      consequence={say("watch.act.rate.consequence")}
      button={say("watch.act.rate")}
      isReady={reason.trim() !== ""}
      {...{ send, onDone, onClose }}
    >
      <Choice
        label={say("watch.act.rate.span")}
        value={minutes}
        onChange={setMinutes}
        options={RATE_MINUTES.map((id) => ({ id, title: say(`watch.act.rate.${id}`) }))}
      />
      <ReasonField value={reason} onChange={setReason} hint={say("watch.act.rate.reason")} />
    </FormWindow>
  );
}

const HOUR_MS = 3_600_000;

function MaintenanceWindow({ detail: { row }, onDone, onClose }: SiteWindow) {
  const { say } = useSpeech();
  const { store } = useReading();
  const [id] = useState(() => newId("w-"));
  const [title, setTitle] = useState("");
  const [from, setFrom] = useState(() => parisField(store.read().nowMs));
  const [to, setTo] = useState(() => parisField(store.read().nowMs + 2 * HOUR_MS));
  const [fromMs, toMs] = [parisInstant(from), parisInstant(to)];
  const isOrdered = fromMs !== undefined && toMs !== undefined && fromMs < toMs;
  const send = () =>
    ask("/api/watch/maintenance", {
      body: {
        id,
        title: title.trim(),
        sites: [row.site],
        from: new Date(fromMs ?? 0).toISOString(),
        to: new Date(toMs ?? 0).toISOString(),
      },
    });
  return (
    <FormWindow
      title={say("watch.act.maintenance.title", { name: siteName(row) })}
      consequence={say("watch.act.maintenance.consequence")}
      button={say("watch.act.maintenance.do")}
      isReady={title.trim() !== "" && isOrdered}
      {...{ send, onDone, onClose }}
    >
      <Field
        label={say("watch.act.maintenance.what")}
        hint={say("watch.act.maintenance.what.hint")}
        maxLength={200}
        value={title}
        onChange={setTitle}
        isRequired
      />
      <div className="form-row">
        <Field
          label={say("watch.act.maintenance.from")}
          type="datetime-local"
          value={from}
          onChange={setFrom}
        />
        <Field
          label={say("watch.act.maintenance.to")}
          type="datetime-local"
          value={to}
          onChange={setTo}
          error={isOrdered ? undefined : say("watch.act.maintenance.order")}
        />
      </div>
    </FormWindow>
  );
}

function RemoveWindow({ detail: { row }, onClose }: SiteWindow) {
  const { say } = useSpeech();
  return (
    <ReasonWindow
      title={say("watch.act.remove.title", { name: siteName(row) })}
      consequence={say("watch.act.remove.consequence")}
      button={say("watch.act.remove.do")}
      send={(reason) => ask("/api/watch/sites/remove", { body: { sites: [row.site], reason } })}
      onDone={async () => goTo("sites")}
      onClose={onClose}
    />
  );
}
