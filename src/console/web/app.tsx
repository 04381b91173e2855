import { type ComponentType, useEffect, useRef } from "react";
import { type Answer, answerOf } from "./answer.ts";
import { useArrival } from "./arrival.ts";
import { Band } from "./band.tsx";
import { ClaimsRoom } from "./claims/claims-room.tsx";
import { Entrance, isHandedLink } from "./entrance.tsx";
import { JournalRoom } from "./journal-room.tsx";
import { Belfry } from "./mark.tsx";
import { NoticeRoom } from "./notices/notice-room.tsx";
import { PeopleRoom } from "./people/people-room.tsx";
import { SettingsRoom } from "./people/settings-room.tsx";
import { RailPerson } from "./people/sign-out.tsx";
import { addressOf, usePlace } from "./place.ts";
import { useLive, useReading, useSpeech } from "./reading.tsx";
import { Desk } from "./room/desk.tsx";
import { ExerciseBand } from "./room/exercise-band.tsx";
import { IncidentRoom } from "./room/incident-room.tsx";
import { OverviewRoom } from "./room/overview.tsx";
import { lastMinute, type Minute } from "./series.ts";
import { useSession } from "./session.tsx";
import { useShownLink } from "./shown-link.ts";
import { SiegeRoom } from "./siege-room.tsx";
import { StatusRoom } from "./status/status-room.tsx";
import { WatchRoom } from "./watch/watch-room.tsx";

/** What every room is given. `rest`: the further steps of the address. */
export type RoomParts = { answer: Answer; minute: Minute; rest: readonly string[] };

/** To add a room: one line here, its name in the locales ("room.NAME"). */
const rooms = {
  overview: OverviewRoom,
  siege: SiegeRoom,
  sites: WatchRoom,
  claims: ClaimsRoom,
  incident: IncidentRoom,
  journal: JournalRoom,
  status: StatusRoom,
  notices: NoticeRoom,
  people: PeopleRoom,
  settings: SettingsRoom,
} satisfies Record<string, ComponentType<RoomParts>>;
type Room = keyof typeof rooms;
const roomNames = Object.keys(rooms) as Room[];
const FIRST: Room = roomNames[0] ?? "overview";

/** Who is not signed in gets the entrance, and nothing of the house. */
export function App() {
  const { answer, refresh } = useSession();
  const { store } = useReading();
  const atTheGate = isHandedLink(usePlace());
  const signedIn = typeof answer === "object" && answer.state === "signed-in";
  useEffect(() => {
    if (!signedIn) return;
    store.start(() => void refresh());
    return () => store.stop();
  }, [signedIn, store, refresh]);
  if (answer === undefined) return null;
  if (!signedIn || atTheGate) return <Entrance />;
  return (
    <Desk>
      <House />
    </Desk>
  );
}

/** The frame of every room: rail, band, the room, and the line at the foot. */
function House() {
  const speech = useSpeech();
  const live = useLive();
  const [named, ...rest] = usePlace();
  const room = roomNames.find((one) => one === named) ?? FIRST;
  const Shown: ComponentType<RoomParts> = rooms[room];
  const minute = lastMinute(live.series, live.nowMs);
  const answer = answerOf({ ...live, minute }, speech);
  useArrival(room);
  useTitle(answer, live.digest?.site?.site);
  useTop([room, ...rest].join("/"));
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {speech.say("skip")}
      </a>
      <Rail room={room} />
      <header className="top">
        <ExerciseBand />
        <Band answer={answer} />
      </header>
      <main id="main" tabIndex={-1}>
        <Shown answer={answer} minute={minute} rest={rest} />
        <Foot />
      </main>
    </div>
  );
}

function Rail({ room }: { room: Room }) {
  const { say } = useSpeech();
  const { state } = useLive();
  const links = useShownLink(room);
  return (
    <nav className="rail" aria-label={say("rooms")} ref={links}>
      <p className="brand">
        <Belfry />
        {say("product")}
      </p>
      <ul>
        {roomNames.map((one) => (
          <li key={one}>
            <a href={addressOf(one)} aria-current={one === room ? "page" : undefined}>
              {say(`room.${one}`)}
            </a>
          </li>
        ))}
      </ul>
      <RailPerson />
      {state?.demo === true && <p className="rail-note">{say("demo")}</p>}
    </nav>
  );
}

function Foot() {
  const { say, timeZone } = useSpeech();
  const { state } = useLive();
  if (state === null) return null;
  return (
    <footer className="foot">
      {state.siteUrls.length > 0 && (
        <span>
          {say("footer.served")}{" "}
          {state.siteUrls.map((url) => (
            <a key={url} href={url} rel="noreferrer">
              {url}
            </a>
          ))}
        </span>
      )}
      <span>{say("time.zone", { zone: timeZone })}</span>
      <span>{say("footer.version", { version: state.version })}</span>
    </footer>
  );
}

/** Another place is read from its first line, however far down one was in the last. */
function useTop(place: string): void {
  const last = useRef(place);
  useEffect(() => {
    if (last.current === place) return;
    last.current = place;
    window.scrollTo(0, 0);
  }, [place]);
}

/** The tab's title says the posture, for the one who has it open behind others. */
function useTitle(answer: Answer, site: string | undefined): void {
  const { say } = useSpeech();
  const title = [say(`posture.${answer.posture}`), site, say("product")].filter(Boolean).join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
