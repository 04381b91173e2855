import { useState } from "react";
import { Button } from "react-aria-components";
import { NotThere } from "../people/not-there.tsx";
import { goTo } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { usePowers, useRoomParts } from "../room/room-context.tsx";
import { useMay } from "../session.tsx";
import { isUnderWay } from "./delivery-words.ts";
import { NoChannel, PausedChannels } from "./no-channel.tsx";
import { NoticeList } from "./notice-list.tsx";
import { useBook, useLookAgain, useNotices } from "./use-book.ts";
import { WriteNotice } from "./write-notice.tsx";

/** Part « Prévenir » of an incident: what was sent about it, and a message about it. */
export function NoticePart() {
  const { say } = useSpeech();
  const { incident } = useRoomParts();
  const { mayLead } = usePowers();
  const isLead = useMay("lead");
  const { book, asked } = useBook();
  const sent = useNotices(incident.id);
  const [isWriting, write] = useState(false);
  const notices = sent.value?.notices ?? [];
  useLookAgain(notices.some(isUnderWay), sent.reload);
  return (
    <div className="room-part">
      <section aria-labelledby="part-notices">
        <h2 id="part-notices">
          {notices.length === 0
            ? say("notices.none")
            : sent.value?.more === true
              ? say("notices.answer.more", { count: notices.length })
              : say("notices.answer", { count: notices.length })}
        </h2>
        <p className="reading">{say("notices.help")}</p>
        <NotThere asked={asked} />
        {book?.channels.length === 0 && !incident.exercise && <NoChannel />}
        {book !== undefined && <PausedChannels channels={book.channels} />}
        {mayLead && !isWriting && (
          <p className="print-none">
            <Button className="button-main" isDisabled={book === undefined} onPress={() => write(true)}>
              {say(incident.exercise ? "notices.write.exercise" : "notices.write")}
            </Button>
          </p>
        )}
        {!isLead && <p className="quiet">{say("notices.lead-only")}</p>}
        {isWriting && book !== undefined && (
          <WriteNotice
            book={book}
            incident={incident}
            onCancel={() => write(false)}
            onSent={({ id }) => goTo("notices", id)}
          />
        )}
        <NotThere asked={sent} />
        {sent.value !== undefined && notices.length > 0 && (
          <NoticeList page={sent.value} incident={incident.id} />
        )}
      </section>
    </div>
  );
}
