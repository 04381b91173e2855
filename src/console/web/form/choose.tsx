import { useId } from "react";

export type Option = readonly [value: string, text: string];

/** The browser's own list of choices, which every phone knows how to show. */
export function Choose<T extends string>({
  label,
  value,
  options,
  none,
  onChange,
}: {
  label: string;
  value: T | "";
  options: ReadonlyArray<readonly [T, string]>;
  /** What having chosen nothing is called; left out where something must be chosen. */
  none?: string;
  onChange: (value: T | "") => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as T | "")}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
