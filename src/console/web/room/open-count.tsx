import { useSpeech } from "../reading.tsx";
import { useIncidents } from "./desk.tsx";

/** How many incidents are open, beside the room's name: one that opens is seen from every room. */
export function OpenCount() {
  const { say, number } = useSpeech();
  const { list = [] } = useIncidents();
  const count = list.filter(({ state }) => state === "open").length;
  if (count === 0) return null;
  return (
    <span className="part-count">
      {number(count)}
      <span className="unseen"> {say("room.open-count", { count })}</span>
    </span>
  );
}
