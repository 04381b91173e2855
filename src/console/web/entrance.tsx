import { useSpeech } from "./reading.tsx";

/** Before somebody is signed in: set-up, invitation, signing in. */
export function Entrance() {
  const { say } = useSpeech();
  return (
    <main id="main" className="entrance">
      <h1>{say("product")}</h1>
    </main>
  );
}
