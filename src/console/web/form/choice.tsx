import type { ReactNode } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";

export type ChoiceOption<T extends string> = { id: T; title: ReactNode; help?: ReactNode };

/** A few possibilities side by side, each with what it means; one holds. */
export function Choice<T extends string>({
  label,
  options,
  value,
  onChange,
  className = "",
}: {
  label: string;
  options: ReadonlyArray<ChoiceOption<T>>;
  value: T | null;
  onChange: (chosen: T) => void;
  className?: string;
}) {
  return (
    <RadioGroup
      className={`choice ${className}`}
      value={value}
      onChange={(chosen) => onChange(chosen as T)}
      orientation="vertical"
    >
      <Label>{label}</Label>
      <div className="choice-options">
        {options.map(({ id, title, help }) => (
          <Radio key={id} value={id} className="choice-option">
            <span className="choice-dot" aria-hidden="true" />
            <span>
              <strong>{title}</strong>
              {help !== undefined && <span className="choice-help">{help}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
