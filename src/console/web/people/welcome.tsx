import { useState } from "react";
import { Button } from "react-aria-components";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { goTo } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useSession } from "../session.tsx";
import { CodeList, type MadeCodes } from "./code-list.tsx";
import { Gate } from "./gate.tsx";

/**
 * After an account was made: what one will be glad of when the network is dead. `password` is still at hand here, so it
 * need not be typed again to make the codes.
 */
export function Welcome({ name, password, isFirst }: { name: string; password: string; isFirst: boolean }) {
  const { say } = useSpeech();
  const { refresh } = useSession();
  const [made, setMade] = useState<MadeCodes | undefined>(undefined);
  const act = useAct();
  const makeCodes = () =>
    void act.run(async () =>
      setMade(await ask<MadeCodes>("/api/account/printed-codes", { body: { password } })),
    );
  const enter = (...place: string[]) => {
    goTo(...place);
    void refresh();
  };
  return (
    <Gate title={say("welcome.title", { name })} detail={say("welcome.detail")}>
      <section className="welcome-step" aria-labelledby="welcome-codes">
        <h2 id="welcome-codes">{say("welcome.codes")}</h2>
        {made === undefined ? (
          <>
            <p>{say("welcome.codes.detail")}</p>
            <RefusalNote refused={act.refused} />
            <Button className="button-main" data-busy={act.busy || undefined} onPress={makeCodes}>
              {say("welcome.codes.make")}
            </Button>
          </>
        ) : (
          <CodeList made={made} name={name} />
        )}
      </section>
      {isFirst && (
        <section className="welcome-step" aria-labelledby="welcome-invite">
          <h2 id="welcome-invite">{say("welcome.invite")}</h2>
          <p>{say("welcome.invite.detail")}</p>
          <Button className="button" onPress={() => enter("people", "invite")}>
            {say("people.invite")}
          </Button>
        </section>
      )}
      <p>
        <Button className={made === undefined ? "button-quiet" : "button-main"} onPress={() => enter()}>
          {say(made === undefined ? "welcome.skip" : "welcome.enter")}
        </Button>
      </p>
    </Gate>
  );
}
