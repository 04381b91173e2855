import type { ReactNode } from "react";
import type { EventBody, EventPage } from "../../../claims/events.ts";
import { Mark } from "../mark.tsx";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { changesOfStory, LEVEL_OF, VERDICTS_SHOWN } from "./words.ts";

/** The whole event at one look: who has which verdict, the gravest first, and where words contradict. */
export function EventGroups({ page }: { page: EventPage }) {
  const { say } = useSpeech();
  const { bodies, statements } = page;
  if (bodies.length < 2) return null;
  const changed = bodies.filter(
    ({ body }) => changesOfStory(statements.filter((said) => said.bodies.includes(body.id))).length > 0,
  );
  const contradicted = bodies.filter(({ verdict }) => (verdict?.contradicted.length ?? 0) > 0);
  return (
    <section aria-label={say("claims.groups")}>
      <dl className="verdict-groups">
        {VERDICTS_SHOWN.map((verdict) => {
          const judged = bodies.filter((about) => about.verdict?.verdict === verdict);
          return (
            <Group
              key={verdict}
              sign={<Mark level={LEVEL_OF[verdict]} size="1.25rem" />}
              title={say(`claims.counted.${verdict}`, { count: judged.length })}
              bodies={judged}
            />
          );
        })}
        <Group
          sign={<Unequal />}
          title={say("claims.groups.story", { count: changed.length })}
          bodies={changed}
        />
        <Group
          sign={<Unequal />}
          title={say("claims.groups.contradicted", { count: contradicted.length })}
          bodies={contradicted}
        />
      </dl>
    </section>
  );
}

const Unequal = () => (
  <span className="unequal" aria-hidden="true">
    ≠
  </span>
);

function Group({ sign, title, bodies }: { sign: ReactNode; title: string; bodies: readonly EventBody[] }) {
  if (bodies.length === 0) return null;
  return (
    <div>
      <dt>
        {sign}
        {title}
      </dt>
      <dd>
        {bodies.map(({ body }, place) => (
          <span key={body.id}>
            {place > 0 && ", "}
            <a href={addressOf("claims", "body", body.id)}>
              <bdi>{body.name}</bdi>
            </a>
          </span>
        ))}
      </dd>
    </div>
  );
}
