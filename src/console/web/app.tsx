import { useEffect, useSyncExternalStore } from "react";
import { type Answer, answerOf } from "./answer.ts";
import { Band } from "./band.tsx";
import { JournalRoom } from "./journal-room.tsx";
import { Belfry } from "./mark.tsx";
import { Overview } from "./overview.tsx";
import { useLive, useSpeech } from "./reading.tsx";
import { lastMinute } from "./series.ts";

const rooms = ["overview", "journal"] as const;
type Room = (typeof rooms)[number];

/** The frame of every room: rail, band, the room, and the line at the foot. */
export function App() {
  const speech = useSpeech();
  const live = useLive();
  const room = useRoom();
  const minute = lastMinute(live.series, live.nowMs);
  const answer = answerOf({ ...live, minute }, speech);
  useTitle(answer, live.digest?.site?.site);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {speech.say("skip")}
      </a>
      <Rail room={room} />
      <Band answer={answer} />
      <main id="main" tabIndex={-1}>
        {room === "overview" ? <Overview answer={answer} minute={minute} /> : <JournalRoom />}
        <Foot />
      </main>
    </div>
  );
}

function Rail({ room }: { room: Room }) {
  const { say } = useSpeech();
  const { state } = useLive();
  return (
    <nav className="rail" aria-label={say("rooms")}>
      <p className="brand">
        <Belfry />
        {say("product")}
      </p>
      <ul>
        {rooms.map((one) => (
          <li key={one}>
            <a href={`#/${one}`} aria-current={one === room ? "page" : undefined}>
              {say(`room.${one}`)}
            </a>
          </li>
        ))}
      </ul>
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

/** The room named in the address, so that it can be bookmarked and the browser's back button works. */
function useRoom(): Room {
  const hash = useSyncExternalStore(
    (changed) => {
      window.addEventListener("hashchange", changed);
      return () => window.removeEventListener("hashchange", changed);
    },
    () => window.location.hash,
  );
  return rooms.find((room) => hash === `#/${room}`) ?? "overview";
}

/** The tab's title says the posture, for the one who has it open behind others. */
function useTitle(answer: Answer, site: string | undefined): void {
  const { say } = useSpeech();
  const title = [say(`posture.${answer.posture}`), site, say("product")].filter(Boolean).join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
