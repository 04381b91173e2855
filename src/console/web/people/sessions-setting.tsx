import { Button } from "react-aria-components";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import type { AccountSession, PartOfAccount } from "./account.ts";
import { deviceOf } from "./device.ts";

/** Where I am signed in; what is not me is ended here. */
export function SessionsSetting({ account: { sessions }, reload }: PartOfAccount) {
  const { say } = useSpeech();
  const act = useAct();
  const others = sessions.filter(({ current }) => !current);
  const end = (some: readonly AccountSession[]) =>
    void act.run(async () => {
      for (const { id } of some) {
        await ask(`/api/account/sessions/${encodeURIComponent(id)}`, { method: "DELETE" });
      }
      await reload();
    });
  return (
    <section aria-labelledby="sessions-title">
      <h2 id="sessions-title">{say("sessions.title")}</h2>
      <p className="quiet">{say("sessions.help")}</p>
      <ul className="sessions">
        {[...sessions]
          .sort((a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt.localeCompare(a.lastSeenAt))
          .map((session) => (
            <SessionRow key={session.id} session={session} onEnd={() => end([session])} />
          ))}
      </ul>
      <RefusalNote refused={act.refused} />
      {others.length > 1 && (
        <Button className="button" data-busy={act.busy || undefined} onPress={() => end(others)}>
          {say("sessions.end-others", { count: others.length })}
        </Button>
      )}
    </section>
  );
}

function SessionRow({ session, onEnd }: { session: AccountSession; onEnd: () => void }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { browser, system } = deviceOf(session.userAgent);
  const device =
    browser === undefined
      ? say("sessions.unknown")
      : system === undefined
        ? browser
        : say("sessions.device", { browser, system });
  return (
    <li>
      <div>
        <p>
          <strong>{device}</strong>
          {session.current && <span className="quiet"> {say("sessions.this")}</span>}
        </p>
        <p className="quiet">
          {say("sessions.seen", {
            address: session.address,
            since: speech.at(Date.parse(session.createdAt), nowMs),
            seen: speech.relative(Date.parse(session.lastSeenAt), nowMs),
          })}
        </p>
      </div>
      {!session.current && (
        <Button
          className="button-quiet person-change"
          aria-label={say("sessions.end.of", { device })}
          onPress={onEnd}
        >
          {say("sessions.end")}
        </Button>
      )}
    </li>
  );
}
