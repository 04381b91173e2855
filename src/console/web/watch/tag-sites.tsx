import { useState } from "react";
import { Button } from "react-aria-components";
import type { SiteList } from "../../../watch/events.ts";
import { ask } from "../ask.ts";
import { Choice } from "../form/choice.tsx";
import { Field } from "../form/field.tsx";
import { useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { type Filter, isFiltered, queryOf } from "./list-query.ts";
import { FormWindow } from "./reason-window.tsx";
import { LISTED_MAX, TAG_CHARACTERS_MAX, TAGGED_MAX, tagsIn } from "./tags.ts";

const WAYS = ["add", "remove"] as const;
type Way = (typeof WAYS)[number];
/** `rest`: sites of the list that were as asked already. */
type Tagged = { way: Way; tags: string; changed: number; rest: number };

/** Gives tags to all sites of the list as it is filtered, or takes them away; the opposite undoes it. */
export function TagSites({
  filter,
  total,
  refresh,
}: {
  filter: Filter;
  total: number;
  /** Asks for the list again. */
  refresh: () => Promise<void>;
}) {
  const { say } = useSpeech();
  const mayTag = useMay("member");
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<Tagged | undefined>(undefined);
  if (!mayTag) return null;
  return (
    <>
      <Button className="button-quiet" onPress={() => setOpen(true)}>
        {say(isFiltered(filter) ? "watch.tag.open" : "watch.tag.open.all", { count: total })}
      </Button>
      <span role="status" className="watch-tagged">
        {done !== undefined && (
          <span className="done-note">
            {say(`watch.tag.done.${done.way}`, { count: done.changed, tags: done.tags })}{" "}
            {done.rest > 0 && say("watch.tag.done.rest", { count: done.rest })}
          </span>
        )}
      </span>
      {isOpen && (
        <TagWindow
          filter={filter}
          total={total}
          onTagged={setDone}
          onDone={refresh}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function TagWindow({
  filter,
  total,
  onTagged,
  onDone,
  onClose,
}: {
  filter: Filter;
  total: number;
  onTagged: (done: Tagged) => void;
  onDone: () => Promise<void>;
  onClose: () => void;
}) {
  const { say, list } = useSpeech();
  const [way, setWay] = useState<Way>("add");
  const [words, setWords] = useState("");
  const tags = tagsIn(words);
  const isTooMany = total > TAGGED_MAX;
  const send = async () => {
    const sites = await sitesOf(filter);
    const [add, remove] = way === "add" ? [tags, []] : [[], tags];
    const { changed } =
      sites.length === 0
        ? { changed: 0 }
        : await ask<{ changed: number }>("/api/watch/tags", { body: { sites, add, remove } });
    onTagged({ way, changed, rest: sites.length - changed, tags: list(tags) });
  };
  return (
    <FormWindow
      title={say(isFiltered(filter) ? "watch.tag.title" : "watch.tag.title.all", { count: total })}
      consequence={say(isTooMany ? "watch.tag.too-many" : `watch.tag.consequence.${way}`, {
        count: isTooMany ? TAGGED_MAX : total,
      })}
      button={say(`watch.tag.do.${way}`, { count: total })}
      isReady={tags.length > 0 && !isTooMany}
      {...{ send, onDone, onClose }}
    >
      <Choice
        label={say("watch.tag.way")}
        value={way}
        onChange={setWay}
        options={WAYS.map((id) => ({ id, title: say(`watch.tag.${id}`) }))}
      />
      <Field
        label={say("watch.add.tags")}
        hint={say("watch.tag.hint")}
        maxLength={10 * TAG_CHARACTERS_MAX}
        value={words}
        onChange={setWords}
        isRequired
        literal
      />
    </FormWindow>
  );
}

/** Numbers of all sites of the list, as many as are tagged at once. By name: that order stays while verdicts change. */
async function sitesOf(filter: Filter): Promise<number[]> {
  const query = queryOf({ ...filter, sort: "name" });
  const found = new Set<number>();
  for (let offset = 0; offset < TAGGED_MAX; offset += LISTED_MAX) {
    const { sites, total } = await ask<SiteList>(
      `/api/watch/sites${query}&offset=${offset}&limit=${LISTED_MAX}`,
    );
    for (const { site } of sites) found.add(site);
    if (offset + LISTED_MAX >= total) break;
  }
  return [...found];
}
