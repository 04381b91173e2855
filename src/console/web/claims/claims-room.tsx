import type { ComponentType } from "react";
import { Printed } from "../watch/printed.tsx";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { useShownLink } from "../shown-link.ts";
import { ActorList, ActorPart } from "./actors.tsx";
import { BodyPart } from "./body-page.tsx";
import { DocumentList } from "./document-list.tsx";
import { DocumentPart } from "./document-page.tsx";
import { EventList } from "./event-list.tsx";
import { EventPart } from "./event-page.tsx";
import { QueuePart } from "./queue.tsx";
import { ReadPart } from "./read.tsx";
import { useClaimsMessage, useSummary } from "./use-claims.ts";

/** `rest`: the steps of the address behind the part's name. */
export type ClaimsPart = { rest: readonly string[] };

/** Parts that the row of links shows. To add one: a line here and "claims.part.NAME" in both locales. */
const parts = {
  events: EventList,
  queue: QueuePart,
  actors: ActorList,
  documents: DocumentList,
  read: ReadPart,
} satisfies Record<string, ComponentType<ClaimsPart>>;
type PartName = keyof typeof parts;
const partNames = Object.keys(parts) as PartName[];

/** Pages of one thing, and the list that each belongs to. */
const pages: Readonly<Record<string, readonly [PartName, ComponentType<ClaimsPart>]>> = {
  event: ["events", EventPart],
  body: ["events", BodyPart],
  actor: ["actors", ActorPart],
  document: ["documents", DocumentPart],
};

/** What attackers claim, what is said, and what was measured. */
export function ClaimsRoom({ rest }: ClaimsPart) {
  const [named = "", ...further] = rest;
  const page = Object.hasOwn(pages, named) ? pages[named] : undefined;
  const name = page?.[0] ?? partNames.find((one) => one === named) ?? "events";
  const Shown: ComponentType<ClaimsPart> = page?.[1] ?? parts[name];
  return (
    <>
      <PartLinks shown={name} />
      <Printed />
      <Shown key={page === undefined ? name : rest.join("/")} rest={further} />
    </>
  );
}

function PartLinks({ shown }: { shown: PartName }) {
  const { say, number } = useSpeech();
  const links = useShownLink(shown);
  const mayRead = useMay("member");
  const { value } = useSummary();
  const message = useClaimsMessage();
  const toReview = message?.toReview ?? value?.toReview ?? 0;
  const names = partNames.filter((name) => mayRead || (name !== "read" && name !== "queue"));
  return (
    <nav className="parts claims-parts" aria-label={say("claims.parts")} ref={links}>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <a
              href={name === "events" ? addressOf("claims") : addressOf("claims", name)}
              aria-current={name === shown ? "page" : undefined}
            >
              {say(`claims.part.${name}`)}
              {name === "queue" && toReview > 0 && <span className="part-count">{number(toReview)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
