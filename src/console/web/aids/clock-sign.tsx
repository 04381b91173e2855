import type { ClockStageView, ClockState } from "../../../incidents/events.ts";
import { Mark } from "../mark.tsx";
import { useSpeech } from "../reading.tsx";

/** Shape and word of how a clock or one of its stages stands: never a colour alone. */
export function ClockSign({ state }: { state: ClockState | ClockStageView["state"] }) {
  const { say } = useSpeech();
  return (
    <span className={`clock-sign clock-sign-${state}`}>
      <ClockShape state={state} />
      <span>{say(`clock.state.${state}`)}</span>
    </span>
  );
}

export function ClockShape({ state }: { state: ClockState | ClockStageView["state"] }) {
  if (state === "late" || state === "sent-late") return <Mark level="down" size="1.25em" />;
  if (state === "due-soon") return <Mark level="strained" size="1.25em" />;
  if (state === "done" || state === "sent") return <Mark level="ok" size="1.25em" />;
  const isRunning = state === "running" || state === "no-limit";
  return (
    <svg className="clock-shape" viewBox="0 0 24 24" width="1.25em" height="1.25em" aria-hidden="true">
      <circle cx="12" cy="12" r="10" className={isRunning ? "" : "clock-shape-still"} />
      <path d={isRunning ? "M12 6v6l4 2.500" : "M7.500 12h9"} />
    </svg>
  );
}
