import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import type { Queue, QueueItem } from "../../../claims/events.ts";
import { NotThere } from "../people/not-there.tsx";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { QueueCard } from "./queue-card.tsx";
import { Reloading, useClaims } from "./use-claims.ts";

const QUEUE_PATH = "/api/claims/queue?limit=200";

/** What was decided last, and where it can be decided otherwise. */
type Done = { text: string; href: string };

/** Answers: what should a person look at first? One thing at a time, the most doubtful first. */
export function QueuePart() {
  const { say } = useSpeech();
  const mayReview = useMay("member");
  const asked = useClaims<Queue>(QUEUE_PATH);
  const [later, setLater] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<Done | undefined>(undefined);
  const { value: queue, reload } = asked;
  const waiting = queue?.items.filter((item) => !later.has(keyOf(item))) ?? [];
  const item = waiting[0];
  const onDone = useCallback(
    async (text: string, href: string) => {
      setDone({ text, href });
      await reload();
    },
    [reload],
  );
  return (
    <Reloading value={reload}>
      <div className="answer">
        <h1>
          {queue === undefined
            ? say("claims.part.queue")
            : say(queue.total === 0 ? "claims.queue.none" : "claims.queue.answer", { count: queue.total })}
        </h1>
        <p>{say(mayReview ? "claims.queue.what" : "claims.queue.observer")}</p>
      </div>
      <NotThere asked={asked} />
      <div role="status">
        {done !== undefined && (
          <p className="done-note">
            {done.text} <a href={done.href}>{say("claims.queue.undo")}</a>
          </p>
        )}
      </div>
      {item !== undefined && (
        <OneAtATime
          key={keyOf(item)}
          item={item}
          place={later.size + 1}
          total={queue?.total ?? 0}
          takesFocus={done !== undefined || later.size > 0}
          onDone={onDone}
          onLater={() => setLater(new Set([...later, keyOf(item)]))}
        />
      )}
      {item === undefined && later.size > 0 && (queue?.total ?? 0) > 0 && (
        <Button className="button" onPress={() => setLater(new Set())}>
          {say("claims.queue.again", { count: later.size })}
        </Button>
      )}
    </Reloading>
  );
}

export function keyOf(item: QueueItem): string {
  switch (item.kind) {
    case "attack":
      return `attack ${item.attack.document} ${item.attack.body.id}`;
    case "name":
      return `name ${item.document.document} ${item.name.name}`;
    case "contradiction":
      return `contradiction ${item.event} ${item.body.id}`;
    case "same-event":
      return `same-event ${item.event} ${item.other}`;
  }
}

/** A document that names nobody for sure is of no event yet. */
const isOfEvent = (item: QueueItem): boolean => item.kind !== "name" || item.document.attacks > 0;

/**
 * The letters C, E, N and S press the buttons that show them, while the focus is in this part: no letter does anything
 * elsewhere, or while one types.
 */
function OneAtATime({
  item,
  place,
  total,
  takesFocus,
  onDone,
  onLater,
}: {
  item: QueueItem;
  place: number;
  total: number;
  takesFocus: boolean;
  onDone: (text: string, href: string) => Promise<void>;
  onLater: () => void;
}) {
  const { say, share } = useSpeech();
  const mayReview = useMay("member");
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    if (takesFocus) part.current?.focus();
  }, [takesFocus]);
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [role=dialog]"))
      return;
    const button = part.current?.querySelector<HTMLElement>(`[data-key="${event.key.toLowerCase()}"]`);
    if (button == null) return;
    event.preventDefault();
    button.click();
  };
  return (
    <section ref={part} className="queue-item" aria-labelledby="queue-item" tabIndex={-1} onKeyDown={press}>
      <p className="quiet queue-place">
        {say("claims.queue.place", { place, total })} ·{" "}
        {say("claims.queue.doubt", { share: share(item.doubt) })}
      </p>
      <QueueCard item={item} onDone={onDone} />
      <div className="form-acts queue-later">
        <Button className="button-quiet" data-key="s" onPress={onLater}>
          {say("claims.queue.later")} <kbd>S</kbd>
        </Button>
        {isOfEvent(item) && (
          <a href={addressOf("claims", "event", item.event)}>{say("claims.queue.event")}</a>
        )}
        {mayReview && <span className="quiet queue-keys">{say("claims.queue.keys")}</span>}
      </div>
    </section>
  );
}
