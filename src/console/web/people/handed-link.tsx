import { Button } from "react-aria-components";
import type { Role } from "../../../kernel/role.ts";
import { CopyText } from "../form/copy-text.tsx";
import { usePaper } from "../form/paper.tsx";
import { useNow, useSpeech } from "../reading.tsx";
import { QrImage } from "./qr-image.tsx";

export type MadeLink = { link: string; qr: string; expiresAt: string };

/** A link to hand over: to copy, to scan, to print. It is shown this once. */
export function HandedLink({ made, name, role }: { made: MadeLink; name: string; role: Role }) {
  const speech = useSpeech();
  const nowMs = useNow();
  const { paper, print } = usePaper();
  const { say } = speech;
  const until = speech.full(Date.parse(made.expiresAt), nowMs);
  return (
    <div className="handed-link">
      <QrImage svg={made.qr} alt={say("invite.qr", { name })} />
      <div className="handed-link-words">
        <p>{say("invite.hand-over", { name })}</p>
        <CopyText text={made.link} label={say("invite.link")} block />
        <p>{say("invite.until", { time: until })}</p>
        <p className="quiet">{say("invite.lost")}</p>
        <Button
          className="button"
          onPress={() => print(<Slip made={made} name={name} role={role} until={until} />)}
        >
          {say("invite.print")}
        </Button>
      </div>
      {paper}
    </div>
  );
}

/** A slip of paper, for who sits in another building. */
function Slip({ made, name, role, until }: { made: MadeLink; name: string; role: Role; until: string }) {
  const { say } = useSpeech();
  return (
    <article className="paper-sheet paper-slip">
      <header className="paper-head">
        <p>{say("product")}</p>
        <p>{say("invite.until", { time: until })}</p>
      </header>
      <h1>{say("invite.slip", { name })}</h1>
      <p>{say("invite.slip.how", { role: say(`role.${role}`) })}</p>
      <QrImage svg={made.qr} alt={say("invite.qr", { name })} />
      <p className="paper-link">{made.link}</p>
      <p>{say("invite.slip.secret")}</p>
    </article>
  );
}
