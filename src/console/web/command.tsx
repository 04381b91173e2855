import { useState } from "react";
import { Button } from "react-aria-components";
import { useSpeech } from "./reading.tsx";

/** How long "copied" stands, in ms. */
const COPIED_MS = 3_000;

/** A command to type, exactly, with a button that copies it where the browser allows that. */
export function Command({ line }: { line: string }) {
  const { say } = useSpeech();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(line);
    setCopied(true);
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <span className="command">
      <code>{line}</code>
      {navigator.clipboard !== undefined && (
        <Button className="button-quiet" onPress={() => void copy().catch(() => setCopied(false))}>
          {copied ? say("command.copied") : say("command.copy")}
        </Button>
      )}
    </span>
  );
}
