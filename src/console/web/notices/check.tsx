import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components";

/** One box to tick, with what it means under it. */
export function Check({
  isOn,
  onChange,
  title,
  help,
  value,
}: {
  isOn?: boolean;
  onChange?: (on: boolean) => void;
  title: ReactNode;
  help?: ReactNode;
  /** Where it stands in a group of boxes. */
  value?: string;
}) {
  return (
    <Checkbox
      className="check"
      {...(isOn === undefined ? {} : { isSelected: isOn })}
      {...(onChange === undefined ? {} : { onChange })}
      {...(value === undefined ? {} : { value })}
    >
      <span className="check-box" aria-hidden="true">
        ✓
      </span>
      <span>
        {title}
        {help !== undefined && <span className="choice-help">{help}</span>}
      </span>
    </Checkbox>
  );
}
