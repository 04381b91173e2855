import { useState } from "react";
import type { Group } from "../../../notices/events.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { GroupBox } from "./group-box.tsx";
import type { Book } from "./plan.ts";

/** Members whose names are shown of a group; the rest is counted. */
const NAMED_MAX = 12;

/** Circles of people that are told at once. */
export function Groups({
  book,
  isAdding,
  onAdded,
  reload,
}: {
  book: Book;
  isAdding: boolean;
  onAdded: () => void;
  reload: () => Promise<void>;
}) {
  const { say } = useSpeech();
  const mayWrite = useMay("member");
  const [changing, change] = useState<Group | undefined>(undefined);
  return (
    <section aria-label={say("notices.view.groups")}>
      {book.groups.length === 0 && <p className="empty">{say("groups.none.do")}</p>}
      <ul className="plain-list">
        {book.groups.map((group) => (
          <GroupLine
            key={group.id}
            group={group}
            book={book}
            onChange={mayWrite ? () => change(group) : undefined}
          />
        ))}
      </ul>
      {isAdding && <GroupBox group={undefined} book={book} onClose={onAdded} reload={reload} />}
      {changing !== undefined && (
        <GroupBox
          key={changing.id}
          group={changing}
          book={book}
          onClose={() => change(undefined)}
          reload={reload}
        />
      )}
    </section>
  );
}

function GroupLine({
  group,
  book,
  onChange,
}: {
  group: Group;
  book: Book;
  onChange: (() => void) | undefined;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const members = book.contacts.filter(({ id }) => group.contacts.includes(id));
  const gone = group.contacts.length - members.length;
  const names = members.slice(0, NAMED_MAX).map(({ name }) => name);
  const rest = members.length - names.length;
  return (
    <li className="line-item group-line">
      <div>
        <p>
          <strong>
            <bdi>{group.name}</bdi>
          </strong>{" "}
          {say("write.group.size", { count: members.length })}
          {gone > 0 && <span className="late"> – {say("groups.gone", { count: gone })}</span>}
        </p>
        <p>
          <bdi>{names.join(", ")}</bdi>
          {rest > 0 && ` ${say("clocks.more", { count: rest })}`}
        </p>
        <p className="quiet">
          {say("groups.changed", {
            time: speech.at(Date.parse(group.changedAt), nowMs),
            who: group.changedBy,
          })}
        </p>
      </div>
      {onChange !== undefined && (
        <button type="button" className="button-small" onClick={onChange}>
          {say("groups.change")}
          <span className="unseen"> : {group.name}</span>
        </button>
      )}
    </li>
  );
}
