import { useState } from "react";
import { Button } from "react-aria-components";
import { NotThere } from "../people/not-there.tsx";
import { addressOf, goTo } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { isUnderWay } from "./delivery-words.ts";
import { Groups } from "./groups.tsx";
import { NoChannel, PausedChannels } from "./no-channel.tsx";
import { NoticeDetailPlace } from "./notice-detail.tsx";
import { NoticeList } from "./notice-list.tsx";
import type { Book } from "./plan.ts";
import { type Books, useBook, useLookAgain, useNotices } from "./use-book.ts";
import { WriteNotice } from "./write-notice.tsx";

/** Tells people: "#/notices", "#/notices/write", "#/notices/groups", "#/notices/ID". */
export function NoticeRoom({ rest: [part] }: { rest: readonly string[] }) {
  const books = useBook();
  if (part === "groups") return <GroupsView books={books} />;
  if (part === undefined || part === "write") return <Sent books={books} isWriting={part === "write"} />;
  return <NoticeDetailPlace key={part} id={part} />;
}

function Views({ shown }: { shown: "sent" | "groups" }) {
  const { say } = useSpeech();
  return (
    <nav aria-label={say("notices.views")} className="views">
      <a href={addressOf("notices")} aria-current={shown === "sent" ? "page" : undefined}>
        {say("notices.view.sent")}
      </a>
      <a href={addressOf("notices", "groups")} aria-current={shown === "groups" ? "page" : undefined}>
        {say("notices.view.groups")}
      </a>
    </nav>
  );
}

function Sent({ books: { book, asked }, isWriting }: { books: Books; isWriting: boolean }) {
  const { say } = useSpeech();
  const mayLead = useMay("lead");
  const sent = useNotices();
  const notices = sent.value?.notices ?? [];
  useLookAgain(notices.some(isUnderWay), sent.reload);
  const last = notices.find(({ exercise }) => !exercise);
  const toCall = last === undefined ? 0 : last.recipients - last.told;
  const count = notices.length;
  return (
    <>
      <div className="answer">
        <h1>
          {count === 0
            ? say("notices.none")
            : say(sent.value?.more === true ? "notices.answer.more" : "notices.answer", { count })}
        </h1>
        <p>
          {toCall > 0 && `${say("notices.to-call", { count: toCall })} `}
          {say("notices.help")}
        </p>
      </div>
      <Views shown="sent" />
      <NotThere asked={asked} />
      {book?.channels.length === 0 && <NoChannel />}
      {book !== undefined && <PausedChannels channels={book.channels} />}
      {!mayLead && <p className="quiet">{say("notices.lead-only")}</p>}
      {mayLead && <Writing book={book} isOpen={isWriting} />}
      <section aria-labelledby="notices-sent">
        <h2 id="notices-sent">{say("notices.sent")}</h2>
        <NotThere asked={sent} />
        {sent.value !== undefined && count === 0 && <p className="empty">{say("notices.sent.none")}</p>}
        {sent.value !== undefined && count > 0 && <NoticeList page={sent.value} />}
      </section>
    </>
  );
}

function Writing({ book, isOpen }: { book: Book | undefined; isOpen: boolean }) {
  const { say } = useSpeech();
  if (!isOpen || book === undefined) {
    return (
      <p className="print-none">
        <Button
          className="button-main"
          isDisabled={book === undefined}
          onPress={() => goTo("notices", "write")}
        >
          {say("notices.write")}
        </Button>
      </p>
    );
  }
  return (
    <section aria-labelledby="write-title" className="print-none">
      <h2 id="write-title">{say("write.title")}</h2>
      <WriteNotice book={book} onCancel={() => goTo("notices")} onSent={({ id }) => goTo("notices", id)} />
    </section>
  );
}

function GroupsView({ books: { book, asked } }: { books: Books }) {
  const { say } = useSpeech();
  const [isAdding, add] = useState(false);
  const mayWrite = useMay("member");
  const count = book?.groups.length ?? 0;
  return (
    <>
      <div className="answer">
        <h1>{count === 0 ? say("groups.none") : say("groups.answer", { count })}</h1>
        <p>{say("groups.help")}</p>
      </div>
      <Views shown="groups" />
      <NotThere asked={asked} />
      {mayWrite && (
        <p>
          <Button className="button-main" isDisabled={book === undefined} onPress={() => add(true)}>
            {say("groups.add")}
          </Button>
        </p>
      )}
      {book !== undefined && (
        <Groups book={book} isAdding={isAdding} onAdded={() => add(false)} reload={asked.reload} />
      )}
    </>
  );
}
