import { Button } from "react-aria-components";
import type { Notice } from "../../../notices/events.ts";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { Said } from "../room/said.tsx";
import type { Speech } from "../speech.ts";
import {
  type Book,
  channelsOf,
  type NoticeDraft,
  noticeBody,
  peopleOf,
  reachOf,
  withoutAddress,
} from "./plan.ts";

/** The last look before a notice goes: its words, who gets it by what, and that it cannot be called back. */
export function ReviewNotice({
  book,
  draft,
  isExercise,
  onClose,
  onSent,
}: {
  book: Book;
  draft: NoticeDraft;
  isExercise: boolean;
  onClose: () => void;
  onSent: (notice: Notice) => void;
}) {
  const speech = useSpeech();
  const { say } = speech;
  const act = useAct();
  const people = peopleOf(draft, book);
  const isListOnly = channelsOf(draft, book).length === 0;
  const send = () =>
    act.run(async () => {
      const { notice } = await ask<{ notice: Notice }>("/api/notices", { body: noticeBody(draft, book) });
      onSent(notice);
    });
  const button = isExercise
    ? say("write.send.rehearse")
    : isListOnly
      ? say("write.send.list")
      : people.length === 0
        ? say("write.send.places")
        : say("write.send", { count: people.length });
  return (
    <DialogBox
      title={say(isExercise ? "write.review.title.exercise" : "write.review.title")}
      isOpen
      onClose={onClose}
      wide
    >
      <div className="notice-preview">
        <p className="quiet">{say("write.preview")}</p>
        {draft.subject.trim() !== "" && (
          <p>
            <strong>
              <bdi>{draft.subject}</bdi>
            </strong>
          </p>
        )}
        <Said text={draft.text} />
      </div>
      <div className="consequence">
        {isExercise && (
          <p>
            <strong>{say("write.review.exercise")}</strong>
          </p>
        )}
        {whatHappens(draft, book, speech).map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p>{say("write.review.back")}</p>
      </div>
      <RefusalNote refused={act.refused} />
      <div className="form-acts">
        <Button className="button-main" isDisabled={act.busy} onPress={() => void send()}>
          {act.busy ? say("composer.sending") : button}
        </Button>
        <Button className="button" onPress={onClose}>
          {say("cancel")}
        </Button>
      </div>
    </DialogBox>
  );
}

/** Who gets it by what, in sentences. */
function whatHappens(draft: NoticeDraft, book: Book, { say, list }: Speech): string[] {
  const people = peopleOf(draft, book);
  const channels = channelsOf(draft, book);
  const count = people.length;
  if (channels.length === 0) return [say("write.review.nothing-sent", { count })];
  const personal = channels.filter((one) => one.personal);
  const places = channels.filter((one) => !one.personal);
  const missed = withoutAddress(personal, people).length;
  const ways = personal.map((channel) =>
    say(channel.kind === "sms" ? "write.review.channel.sms" : "write.review.channel", {
      channel: say(`channel.${channel.kind}`),
      count: reachOf(channel, people),
    }),
  );
  return [
    ...(count > 0 && ways.length > 0 ? [say("write.review.people", { count, channels: list(ways) })] : []),
    ...(places.length > 0
      ? [say("write.review.places", { places: list(places.map(({ name, to }) => to ?? name)) })]
      : []),
    ...(missed > 0 ? [say("write.review.no-address", { count: missed })] : []),
    ...(count > 0 && new Set(personal.map(({ kind }) => kind)).size < 2
      ? [say("write.review.one-channel")]
      : []),
  ];
}
