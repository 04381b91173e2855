import { useEffect, useRef } from "react";
import { Gate } from "./people/gate.tsx";
import { Join } from "./people/join.tsx";
import { SecondFactor } from "./people/second-factor.tsx";
import { SignIn } from "./people/sign-in.tsx";
import { usePlace } from "./place.ts";
import { useSpeech } from "./reading.tsx";
import { useSession } from "./session.tsx";

/** Whether the address is a link that somebody was handed: it is followed even by who is signed in. */
export function isHandedLink(place: readonly string[]): boolean {
  return (place[0] === "setup" || place[0] === "invitation") && place[1] !== undefined;
}

/** Before somebody is signed in: set-up, invitation, signing in. */
export function Entrance() {
  const { say } = useSpeech();
  const { answer, refresh } = useSession();
  const place = usePlace();
  const isHanded = isHandedLink(place);
  const wasHanded = useRef(isHanded);
  useEffect(() => {
    // Whoever came in by the link and then goes elsewhere by the address is signed in by now.
    if (wasHanded.current && !isHanded) void refresh();
    wasHanded.current = isHanded;
  }, [isHanded, refresh]);
  useEffect(() => {
    document.title = `${say("gate.title")} · ${say("product")}`;
  }, [say]);
  if (answer === undefined) return null;
  if (answer === "unreachable") {
    return <Gate title={say("gate.unreachable")} detail={say("gate.unreachable.detail")} isStatus />;
  }
  const [kind, token] = place;
  if (token !== undefined && (kind === "setup" || kind === "invitation")) {
    return <Join key={token} kind={kind} token={token} />;
  }
  if (answer.state === "setup") return <NobodyYet />;
  if (answer.state === "second-factor") return <SecondFactor {...answer} />;
  return <SignIn {...answer} />;
}

/** No administrator yet, and no link at hand. */
function NobodyYet() {
  const { say } = useSpeech();
  return (
    <Gate title={say("gate.nobody")} detail={say("gate.nobody.detail")}>
      <p>{say("gate.nobody.again")}</p>
      <code className="gate-command">npm run beffroi -- people link</code>
    </Gate>
  );
}
