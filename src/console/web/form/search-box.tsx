import type { ReactNode } from "react";
import { Button, Input, Label, SearchField } from "react-aria-components";
import { useSpeech } from "../reading.tsx";

/** Search in a list. `children`: how many were found, read out as it changes. */
export function SearchBox({
  label,
  value,
  onChange,
  children,
}: {
  label: string;
  value: string;
  onChange: (words: string) => void;
  children?: ReactNode;
}) {
  const { say } = useSpeech();
  return (
    <div className="list-tools">
      <SearchField value={value} onChange={onChange} className="search">
        <Label>{label}</Label>
        <Input />
        {value !== "" && (
          <Button className="search-clear" aria-label={say("journal.search.clear")}>
            ×
          </Button>
        )}
      </SearchField>
      <p role="status" className="found">
        {children}
      </p>
    </div>
  );
}
