import { type ReactNode, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { Act } from "../form/act.ts";
import { useSpeech } from "../reading.tsx";

/** Seconds until the console takes another try; counts down, and then forgets the refusal. */
export function useWait({ refused, clear }: Act): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const seconds = refused?.retryAfterSeconds ?? 0;
    setLeft(seconds);
    if (seconds === 0) return;
    const endMs = Date.now() + seconds * 1_000;
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((endMs - Date.now()) / 1_000));
      setLeft(rest);
      if (rest > 0) return;
      clearInterval(timer);
      clear();
    }, 250);
    return () => clearInterval(timer);
  }, [refused, clear]);
  return left;
}

/** Sends the form; says while it works, and counts down while the console takes no further try. */
export function SubmitButton({
  act,
  wait = 0,
  isReady = true,
  quiet = false,
  children,
}: {
  act: Act;
  wait?: number;
  isReady?: boolean;
  /** One of several acts in a dialog, not its only one. */
  quiet?: boolean;
  children: ReactNode;
}) {
  const { say } = useSpeech();
  return (
    <Button
      type="submit"
      className={quiet ? "button" : "button-main"}
      isDisabled={!isReady || wait > 0}
      data-busy={act.busy || undefined}
    >
      {wait > 0 ? say("gate.wait", { count: wait }) : children}
    </Button>
  );
}
