import { useState } from "react";
import { Button } from "react-aria-components";
import type { Person } from "../../../people/events.ts";
import { SearchBox } from "../form/search-box.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay, useMe } from "../session.tsx";
import type { Speech } from "../speech.ts";
import { hasWords } from "./has-words.ts";

/** From so many people on, one searches. */
const SEARCHED_FROM = 9;

const STATES: readonly Person["state"][] = ["active", "invited", "disabled"];

/** Everybody who may enter, is invited, or may no longer. */
export function PersonList({
  people,
  onChoose,
}: {
  people: readonly Person[];
  onChoose: (id: string) => void;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const isAdmin = useMay("admin");
  const [words, setWords] = useState("");
  const found = people
    .filter((person) => hasWords(words, person.name, person.userName ?? "", say(`role.${person.role}`)))
    .sort(
      (a, b) =>
        STATES.indexOf(a.state) - STATES.indexOf(b.state) || a.name.localeCompare(b.name, speech.language),
    );
  return (
    <>
      {people.length >= SEARCHED_FROM && (
        <SearchBox label={say("people.search")} value={words} onChange={setWords}>
          {words !== "" && say("people.found", { count: found.length, all: people.length })}
        </SearchBox>
      )}
      {found.length === 0 && words !== "" && <p>{say("people.found.none")}</p>}
      <ul className="people">
        {found.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            onChange={isAdmin ? () => onChoose(person.id) : undefined}
          />
        ))}
      </ul>
      {people.length === 1 && isAdmin && <p>{say("people.alone")}</p>}
    </>
  );
}

function PersonRow({ person, onChange }: { person: Person; onChange: (() => void) | undefined }) {
  const speech = useSpeech();
  const nowMs = useNow();
  const me = useMe();
  const { say } = speech;
  return (
    <li className={`person person-${person.state}`}>
      <div className="person-who">
        <p className="person-name">
          <bdi>{person.name}</bdi>
          {person.id === me.id && <span className="quiet"> {say("people.me")}</span>}
        </p>
        {person.userName !== null && <p className="quiet">{person.userName}</p>}
      </div>
      <p className="person-role">{say(`role.${person.role}`)}</p>
      <p className="person-seen">{seenText(person, nowMs, speech)}</p>
      {onChange !== undefined && (
        <Button
          className="button-quiet person-change"
          aria-label={say("people.manage.of", { name: person.name })}
          onPress={onChange}
        >
          {say("people.manage")}
        </Button>
      )}
    </li>
  );
}

function seenText(person: Person, nowMs: number, speech: Speech): string {
  const { say } = speech;
  const sinceMs = Date.parse(person.since);
  if (person.state === "invited") return say("people.invited", { time: speech.at(sinceMs, nowMs) });
  if (person.state === "disabled") return say("people.disabled");
  if (person.lastSignIn === null) return say("people.never-seen");
  return say("people.seen", { time: speech.relative(Date.parse(person.lastSignIn), nowMs) });
}
