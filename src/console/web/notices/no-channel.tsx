import type { ChannelInfo } from "../../../notices/events.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { whyText } from "./delivery-words.ts";

const EXAMPLE = `[[notices.channel]]
name = "courriel"
kind = "mail"
host = "smtp.ville.example"
from = "crise@ville.example"`;

/** Nothing is set up to send with: what to write where, and what works all the same. */
export function NoChannel() {
  const { say } = useSpeech();
  return (
    <div className="empty">
      <p>{say("notices.no-channel")}</p>
      <p>{say("notices.no-channel.do")}</p>
      <pre className="setting-example">{EXAMPLE}</pre>
    </div>
  );
}

/** Channels whose server rests: nothing is tried over them until then. */
export function PausedChannels({ channels }: { channels: readonly ChannelInfo[] }) {
  const speech = useSpeech();
  const nowMs = useNow(15_000);
  const paused = channels.filter(
    ({ pausedUntil }) => pausedUntil !== null && Date.parse(pausedUntil) > nowMs,
  );
  if (paused.length === 0) return null;
  return (
    <ul className="plain-list paused">
      {paused.map(({ name, kind, pausedUntil, pausedFor }) => (
        <li key={name}>
          {speech.say("notices.paused", {
            channel: `${speech.say(`channel.${kind}`)} (${name})`,
            reason: whyText(pausedFor ?? "", speech),
            ahead: speech.ahead(Date.parse(pausedUntil ?? ""), nowMs),
          })}
        </li>
      ))}
    </ul>
  );
}
