import { useRef, useState } from "react";
import { Button } from "react-aria-components";
import { useSpeech } from "../reading.tsx";

/** How long "copied" stands, in ms. */
const COPIED_MS = 3_000;

/**
 * A text to hand over, exactly. Where the browser lets no page write to the clipboard (an address without https), the
 * button selects the text, so that the keyboard copies it.
 */
export function CopyText({ text, label, block = false }: { text: string; label: string; block?: boolean }) {
  const { say } = useSpeech();
  const shown = useRef<HTMLElement>(null);
  const [state, setState] = useState<"" | "copied" | "selected">("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
      setTimeout(() => setState(""), COPIED_MS);
    } catch {
      if (shown.current !== null) getSelection()?.selectAllChildren(shown.current);
      setState("selected");
    }
  };
  return (
    <div className={block ? "copy-text copy-text-block" : "copy-text"}>
      <code ref={shown}>{text}</code>
      <Button className="button" onPress={() => void copy()} aria-label={`${say("copy")} : ${label}`}>
        {say(state === "copied" ? "copied" : "copy")}
      </Button>
      <span role="status" className="quiet">
        {state === "selected" && say("copy.selected")}
      </span>
    </div>
  );
}
