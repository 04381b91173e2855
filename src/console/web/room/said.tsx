import { useState } from "react";
import { useSpeech } from "../reading.tsx";

/** Longer texts are folded at first: one of 4,000 characters must not push a crisis off the page. */
const FOLD_CHARACTERS = 700;
const FOLD_LINES = 10;

/**
 * Somebody's words, as they wrote them: their lines, their direction. Isolated, so that marks of direction in them turn
 * nothing around them.
 */
export function Said({ text, className = "" }: { text: string; className?: string }) {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  const isLong = text.length > FOLD_CHARACTERS || text.split("\n").length > FOLD_LINES;
  return (
    <div className={`said-block ${className}`}>
      <bdi dir="auto" className={isLong && !open ? "said said-folded" : "said"}>
        {text}
      </bdi>
      {isLong && (
        <button type="button" className="button-quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say(open ? "said.less" : "said.more")}
        </button>
      )}
    </div>
  );
}
