import { useState } from "react";
import { Button } from "react-aria-components";
import type { Notice } from "../../../notices/events.ts";
import { ask } from "../ask.ts";
import type { Level } from "../answer.ts";
import { actorName } from "../entry-text.ts";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { Mark } from "../mark.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { isUnderWay, noticeName, noticeSentence } from "./delivery-words.ts";
import type { NoticePage } from "./use-book.ts";

/** Notices that went out, the newest first, each with how far it came. */
export function NoticeList({ page, incident }: { page: NoticePage; incident?: string }) {
  const { say } = useSpeech();
  const act = useAct();
  const [older, setOlder] = useState<NoticePage | undefined>(undefined);
  const held = new Set(page.notices.map(({ id }) => id));
  const notices = [...page.notices, ...(older?.notices ?? []).filter(({ id }) => !held.has(id))];
  const last = notices.at(-1);
  const loadOlder = () =>
    act.run(async () => {
      const query = new URLSearchParams({ before: String(last?.position ?? 0) });
      if (incident !== undefined) query.set("incident", incident);
      const next = await ask<NoticePage>(`/api/notices?${query}`);
      setOlder({ notices: [...(older?.notices ?? []), ...next.notices], more: next.more });
    });
  return (
    <>
      <ul className="plain-list">
        {notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} />
        ))}
      </ul>
      {(older ?? page).more && (
        <Button className="button" isDisabled={act.busy} onPress={() => void loadOlder()}>
          {say(act.busy ? "timeline.loading" : "notices.older")}
        </Button>
      )}
      <RefusalNote refused={act.refused} />
    </>
  );
}

function NoticeLine({ notice }: { notice: Notice }) {
  const speech = useSpeech();
  const nowMs = useNow();
  return (
    <li className="line-item notice-line">
      <Mark level={levelOf(notice)} size="1.25em" />
      <div>
        <p>
          {notice.exercise && <strong className="exercise">{speech.say("journal.exercise")}</strong>}{" "}
          <a href={addressOf("notices", notice.id)}>
            <bdi>{noticeName(notice)}</bdi>
          </a>
        </p>
        <p>{noticeSentence(notice, speech)}</p>
        <p className="quiet">
          {speech.stamp(Date.parse(notice.at), nowMs)} · {actorName(notice.by, speech)}
        </p>
      </div>
    </li>
  );
}

function levelOf(notice: Notice): Level {
  const { told, recipients, deliveries, exercise } = notice;
  if (exercise) return "unknown";
  if (recipients > 0) return told === recipients ? "ok" : isUnderWay(notice) ? "unknown" : "strained";
  if (deliveries.failed + deliveries.uncertain > 0) return "strained";
  return isUnderWay(notice) ? "unknown" : "ok";
}
