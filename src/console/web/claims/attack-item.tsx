import { useState } from "react";
import { Button } from "react-aria-components";
import type { Attack } from "../../../claims/events.ts";
import { useAct } from "../form/act.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { addressOf } from "../place.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import { AttackWindow } from "./attack-window.tsx";
import { type Decision, reviewAttack } from "./review.ts";
import { useReload } from "./use-claims.ts";
import { bodyAbout, saidTimeText, servicesText, typeText } from "./words.ts";

/** One attack that a document tells of, and what a person makes of it. */
export function AttackItem({ attack }: { attack: Attack }) {
  const speech = useSpeech();
  const { say } = speech;
  const nowMs = useNow();
  const { body, type, actor, when, services, review } = attack;
  const about = [
    typeText(type, speech),
    actor,
    when === null ? null : saidTimeText(when, nowMs, speech),
    services.length > 0 && servicesText(services, speech),
  ];
  return (
    <li className={review?.decision === "rejected" ? "line-item said-rejected" : "line-item"}>
      <p>
        <a href={addressOf("claims", "body", body.id)}>
          <bdi>{body.name}</bdi>
        </a>{" "}
        <span className="quiet">{bodyAbout(body, speech)}</span>
      </p>
      <p className="quiet">
        <bdi>{about.filter(Boolean).join(" · ")}</bdi>
      </p>
      <p className="quiet">
        {review === null
          ? say("claims.attack.read", { share: speech.share(1 - attack.doubt) })
          : say("claims.reviewed", {
              decision: say(`claims.decision.${review.decision}`),
              name: review.by.name,
              time: speech.full(Date.parse(review.at), nowMs),
            })}{" "}
        {review !== null && review.reason !== "" && (
          <bdi>{say("claims.reviewed.reason", { reason: review.reason })}</bdi>
        )}
        {attack.read !== null && attack.read.body.id !== body.id && (
          <> {say("claims.attack.was", { name: attack.read.body.name })}</>
        )}
      </p>
      <AttackActs attack={attack} />
    </li>
  );
}

function AttackActs({ attack }: { attack: Attack }) {
  const { say } = useSpeech();
  const mayReview = useMay("member");
  const reload = useReload();
  const act = useAct();
  const [isCorrecting, correct] = useState(false);
  if (!mayReview) return null;
  const decide = (decision: Decision) => () =>
    void act.run(async () => {
      await reviewAttack(attack, decision);
      await reload();
    });
  const decided = attack.review?.decision;
  const { name } = attack.body;
  return (
    <>
      <div className="form-acts">
        {decided !== "confirmed" && (
          <Button
            className="button-quiet"
            onPress={decide("confirmed")}
            isDisabled={act.busy}
            aria-label={say("claims.confirm.about", { name })}
          >
            {say("claims.confirm")}
          </Button>
        )}
        <Button
          className="button-quiet"
          onPress={() => correct(true)}
          aria-label={say("claims.correct.about", { name })}
        >
          {say("claims.correct")}
        </Button>
        {decided !== "rejected" && (
          <Button
            className="button-quiet"
            onPress={decide("rejected")}
            isDisabled={act.busy}
            aria-label={say("claims.reject.about", { name })}
          >
            {say("claims.reject")}
          </Button>
        )}
      </div>
      <RefusalNote refused={act.refused} />
      {isCorrecting && <AttackWindow attack={attack} onClose={() => correct(false)} />}
    </>
  );
}
