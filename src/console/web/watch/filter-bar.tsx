import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { QUALIFIERS } from "../../../watch/codes.ts";
import type { WatchMap } from "../../../watch/events.ts";
import { useAsked } from "../asked.ts";
import { Fold } from "../fold.tsx";
import { Choose, type Option } from "../form/choose.tsx";
import { SearchBox } from "../form/search-box.tsx";
import { addressOf, goTo } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { KINDS_SHOWN } from "./kinds.ts";
import { type Filter, type FilterName, isFiltered, SORT_USUAL, SORTS, stepsOf } from "./list-query.ts";

/** A pause in typing after which the list is asked for, in ms. */
const TYPING_MS = 150;

type TagList = { tags: readonly { tag: string; sites: number }[] };
/** Search as one types, and what narrows the list; all of it stands in the page's address. */
export function FilterBar({ filter, total }: { filter: Filter; total: number | undefined }) {
  const speech = useSpeech();
  const { say } = speech;
  const [words, setWords] = useWords(filter);
  const map = useAsked<WatchMap>("/api/watch/map");
  const tags = useAsked<TagList>("/api/watch/tags", ["watch.list", "watch.site"]);
  const areas = useMemo(
    () => map.value?.departements.filter(({ sites }) => sites > 0).map(areaOption) ?? [],
    [map.value],
  );
  const set = (name: FilterName) => (value: string) =>
    goTo("sites", "list", ...stepsOf({ ...filter, [name]: value }));
  const found = total === undefined ? "" : say("watch.list.found", { count: total });
  const isNarrow = useNarrow();
  const choices = () => (
    <div className="watch-choices">
      <Choose
        label={say("watch.filter.departement")}
        value={filter.departement ?? ""}
        onChange={set("departement")}
        none={say("watch.filter.any")}
        options={withOwn(areas, filter.departement)}
      />
      <Choose
        label={say("watch.filter.kind")}
        value={filter.kind ?? ""}
        onChange={set("kind")}
        none={say("watch.filter.any")}
        options={[...KINDS_SHOWN, "none" as const].map((kind) => [kind, say(`watch.kind.${kind}`)])}
      />
      <Choose
        label={say("watch.filter.qualifier")}
        value={filter.qualifier ?? ""}
        onChange={set("qualifier")}
        options={QUALIFIERS.map((one) => [one, say(`watch.qualifier.${one}`)])}
        none={say("watch.filter.any.feminine")}
      />
      {(tags.value?.tags.length ?? 0) > 0 && (
        <Choose
          label={say("watch.filter.tag")}
          value={filter.tag ?? ""}
          onChange={set("tag")}
          options={withOwn(
            (tags.value?.tags ?? []).map(({ tag, sites }) => [tag, `${tag} (${speech.number(sites)})`]),
            filter.tag,
          )}
          none={say("watch.filter.any.feminine")}
        />
      )}
      <Choose
        label={say("watch.sort")}
        value={filter.sort ?? SORT_USUAL}
        onChange={set("sort")}
        options={SORTS.map((one) => [one, say(`watch.sort.${one}`)])}
      />
    </div>
  );
  return (
    <div className="watch-filters">
      <SearchBox label={say("watch.search")} value={words} onChange={setWords}>
        {isFiltered(filter) && found}
      </SearchBox>
      {isNarrow ? (
        <Fold title={say("watch.filter.more")} level={2}>
          {choices}
        </Fold>
      ) : (
        choices()
      )}
      {filter.network !== undefined && <p>{say("watch.filter.network", { network: filter.network })}</p>}
      {isFiltered(filter) && (
        <p>
          <a href={addressOf("sites")}>{say("watch.filter.clear")}</a>
        </p>
      )}
    </div>
  );
}

const areaOption = ({ code, name }: { code: string; name: string }): Option => [code, `${code} ${name}`];

/** What the address asks for can be chosen, also while the list of choices is not there or has lost it. */
function withOwn(options: readonly Option[], own: string | undefined): readonly Option[] {
  return own === undefined || options.some(([value]) => value === own) ? options : [[own, own], ...options];
}

/** The words in the box; the address follows after a pause, without a step in the browser's history for each letter. */
function useWords(filter: Filter): [string, (words: string) => void] {
  const sought = filter.q ?? "";
  const [words, setWords] = useState(sought);
  const sent = useRef(sought);
  useEffect(() => {
    // The back button, or a link, changed what is sought.
    if (sought !== sent.current) {
      sent.current = sought;
      setWords(sought);
    }
  }, [sought]);
  useEffect(() => {
    if (words === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = words;
      location.replace(addressOf("sites", "list", ...stepsOf({ ...filter, q: words })));
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [words, filter]);
  return [words, setWords];
}

/** On a phone choices and acts wait behind a word: the list itself is what one came for. */
export function useNarrow(): boolean {
  return useSyncExternalStore(onNarrow, () => matchMedia(NARROW).matches);
}

const NARROW = "(max-width: 40rem)";

function onNarrow(changed: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}
