import { type ReactNode, useState } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import type { Key } from "../locales/index.ts";
import { useSpeech } from "./reading.tsx";

/** What is there for who asks: a heading that opens. `children` is called only while it is open. */
export function Fold({
  title,
  children,
  level = 3,
}: {
  title: ReactNode;
  children: () => ReactNode;
  level?: 2 | 3;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure className="disclosure" isExpanded={isOpen} onExpandedChange={setOpen}>
      <Heading level={level}>
        <Button slot="trigger" className="button-quiet">
          {title}
        </Button>
      </Heading>
      <DisclosurePanel>{isOpen ? children() : null}</DisclosurePanel>
    </Disclosure>
  );
}

/** Says in plain words what figures mean, each by its name. */
export function Explained({ about, terms }: { about: string; terms: ReadonlyArray<readonly [Key, Key]> }) {
  const { say } = useSpeech();
  return (
    <Fold
      title={
        <>
          {say("help.open")}
          <span className="unseen"> ({about})</span>
        </>
      }
    >
      {() => (
        <dl className="explained">
          {terms.map(([name, help]) => (
            <div key={name}>
              <dt>{say(name)}</dt>
              <dd>{say(help)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Fold>
  );
}
