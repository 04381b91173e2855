import type { ReactNode } from "react";
import { LanguageChoice } from "../band.tsx";
import { useSpeech } from "../reading.tsx";
import { Tower } from "./tower.tsx";

/** The frame before the house: the tower, the language, and one thing to do. */
export function Gate({
  title,
  detail,
  isStatus = false,
  children,
}: {
  title: string;
  detail?: ReactNode;
  /** What is said changes by itself, so it is read out. */
  isStatus?: boolean;
  children?: ReactNode;
}) {
  const { say } = useSpeech();
  return (
    <div className="gate">
      <header className="gate-tower">
        <Tower />
        <p className="gate-name">{say("product")}</p>
        <p className="gate-purpose">{say("gate.purpose")}</p>
      </header>
      <main id="main" className="gate-door">
        <div className="gate-languages">
          <LanguageChoice />
        </div>
        <div className="gate-step">
          <div className="gate-say" role={isStatus ? "status" : undefined}>
            <h1>{title}</h1>
            {detail !== undefined && <p className="gate-detail">{detail}</p>}
          </div>
          {children}
        </div>
      </main>
    </div>
  );
}
