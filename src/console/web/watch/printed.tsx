import { useNow, useSpeech } from "../reading.tsx";

/** On paper "since 16:00" needs its day: when this page was printed, in which zone. */
export function Printed() {
  const speech = useSpeech();
  const time = speech.full(useNow(), 0);
  return <p className="print-only quiet">{speech.say("watch.printed", { time, zone: speech.timeZone })}</p>;
}
