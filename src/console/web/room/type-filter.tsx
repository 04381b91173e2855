import { useState } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useSpeech } from "../reading.tsx";

/** Kinds that the timeline can be narrowed to, as the console sorts them; several at once. */
const TYPES = [
  "note",
  "decision",
  "task",
  "duty",
  "evidence",
  "report",
  "clock",
  "playbook",
  "observation",
  "incident",
] as const;

export function TypeFilter({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange(types: string[]): void;
}) {
  const { say } = useSpeech();
  const [isOpen, setOpen] = useState(chosen.length > 0);
  return (
    <>
      <ToggleButton
        className="chip"
        aria-expanded={isOpen}
        isSelected={isOpen}
        onChange={(open) => {
          setOpen(open);
          // What is hidden must not narrow what is read.
          if (!open) onChange([]);
        }}
      >
        {say("timeline.types")}
      </ToggleButton>
      {isOpen && <Types chosen={chosen} onChange={onChange} />}
    </>
  );
}

function Types({ chosen, onChange }: { chosen: readonly string[]; onChange(types: string[]): void }) {
  const { say } = useSpeech();
  return (
    <ToggleButtonGroup
      className="chips"
      aria-label={say("timeline.types")}
      selectionMode="multiple"
      selectedKeys={chosen}
      onSelectionChange={(keys) => onChange([...keys].map(String))}
    >
      {TYPES.map((type) => (
        <ToggleButton key={type} id={type} className="chip">
          {say(`type.${type}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
