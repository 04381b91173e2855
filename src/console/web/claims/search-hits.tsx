import type { Search, SearchHit } from "../../../claims/events.ts";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useAsked } from "../asked.ts";
import { bodyAbout, titleText } from "./words.ts";

/** Bodies, actors and documents that the words name; events stand in the list itself. */
export function SearchHits({ words }: { words: string }) {
  const { say } = useSpeech();
  const { value } = useAsked<Search>(`/api/claims/search?limit=20&q=${encodeURIComponent(words)}`);
  const hits = value?.hits.filter(({ kind }) => kind !== "event") ?? [];
  if (hits.length === 0) return null;
  return (
    <nav aria-label={say("claims.search.others")}>
      <ul className="claim-hits">
        {hits.map((hit) => (
          <li key={addressOfHit(hit)}>
            <a href={addressOfHit(hit)}>
              <HitText hit={hit} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function addressOfHit(hit: SearchHit): string {
  if (hit.kind === "body") return addressOf("claims", "body", hit.body.id);
  if (hit.kind === "actor") return addressOf("claims", "actor", hit.actor);
  if (hit.kind === "document") return addressOf("claims", "document", hit.document);
  return addressOf("claims", "event", hit.event);
}

function HitText({ hit }: { hit: SearchHit }) {
  const speech = useSpeech();
  const { say } = speech;
  if (hit.kind === "body") {
    return (
      <>
        <bdi>{hit.body.name}</bdi> <span className="quiet">{bodyAbout(hit.body, speech)}</span>
      </>
    );
  }
  const [name, about] =
    hit.kind === "actor"
      ? [hit.actor, say("claims.hit.actor")]
      : hit.kind === "event"
        ? [titleText(hit, speech), ""]
        : [hit.title, hit.publisher ?? say("claims.hit.document")];
  return (
    <>
      <bdi>{name}</bdi> <span className="quiet">{about}</span>
    </>
  );
}
