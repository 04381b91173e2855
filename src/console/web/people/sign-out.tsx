import { useEffect } from "react";
import { Button } from "react-aria-components";
import type { Person } from "../../../people/events.ts";
import { ask } from "../ask.ts";
import { useAsked } from "../asked.ts";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { useMe, useSession } from "../session.tsx";
import { rememberNames } from "./names.ts";

/** Kinds of entries after which somebody has another name. */
const NAMING = ["people.joined", "people.invited", "people.renamed"];

/** Ends this session: on a computer that others use too, the last thing one does. */
export function SignOut() {
  const { say } = useSpeech();
  const { refresh } = useSession();
  const act = useAct();
  const signOut = () =>
    void act.run(async () => {
      await ask("/api/session/sign-out", { body: {} });
      await refresh();
    });
  return (
    <>
      <Button className="button sign-out" data-busy={act.busy || undefined} onPress={signOut}>
        {say("sign-out")}
      </Button>
      <RefusalNote refused={act.refused} />
    </>
  );
}

/** Who is signed in, at the foot of the rail. It is always there, so it also learns the names that entries need. */
export function RailPerson() {
  const me = useMe();
  const { value } = useAsked<{ people: Person[] }>("/api/people", NAMING);
  useEffect(() => rememberNames(value?.people ?? []), [value]);
  const { say } = useSpeech();
  return (
    <a className="rail-person" href="#/settings">
      <strong>{me.name}</strong>
      <span>{say(`role.${me.role}`)}</span>
    </a>
  );
}
