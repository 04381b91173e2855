import { useState } from "react";
import { ATTACK_TYPES } from "../../../claims/codes.ts";
import type { Attack, NamedBody } from "../../../claims/events.ts";
import { Choice } from "../form/choice.tsx";
import { Field } from "../form/field.tsx";
import { BodyField } from "../form/body-field.tsx";
import { useSpeech } from "../reading.tsx";
import { FormWindow } from "../watch/reason-window.tsx";
import { Choose } from "../form/choose.tsx";
import { ReasonField } from "./event-windows.tsx";
import { addAttack, reviewAttack } from "./review.ts";
import { useReload } from "./use-claims.ts";
import { bodyAbout } from "./words.ts";

const ACTOR_CHARACTERS_MAX = 200;

export type AttackDraft = {
  body: NamedBody | null;
  type: Attack["type"];
  actor: string;
  /** None of those that were offered. */
  isOther?: boolean;
};

/** Corrects which body, what kind of attack, or who claims it. */
export function AttackWindow({
  attack,
  onClose,
  onDone,
}: {
  attack: Attack;
  onClose: () => void;
  onDone?: () => Promise<void>;
}) {
  const { say } = useSpeech();
  const reload = useReload();
  const [draft, setDraft] = useState<AttackDraft>({
    body: attack.body,
    type: attack.type,
    actor: attack.actor ?? "",
  });
  const [reason, setReason] = useState("");
  const actor = draft.actor.trim() === "" ? null : draft.actor.trim();
  const isChanged = draft.body?.id !== attack.body.id || draft.type !== attack.type || actor !== attack.actor;
  return (
    <FormWindow
      title={say("claims.attack.correct")}
      consequence={say("claims.review.consequence")}
      button={say("claims.correct.do")}
      isReady={draft.body !== null && isChanged}
      send={() =>
        reviewAttack(
          attack,
          "corrected",
          { body: draft.body?.id ?? attack.body.id, type: draft.type, actor },
          reason.trim(),
        )
      }
      onDone={onDone ?? reload}
      onClose={onClose}
    >
      <AttackFields draft={draft} onChange={setDraft} />
      <ReasonField value={reason} onChange={setReason} isNeeded={false} />
    </FormWindow>
  );
}

/** An attack that was not read, or the body behind a name that could not be placed. */
export function AddAttackWindow({
  document,
  name,
  candidates = [],
  like,
  onClose,
  onDone,
}: {
  document: string;
  name?: string;
  candidates?: readonly NamedBody[];
  /** An attack of the same document, whose kind and author are likely this one's too. */
  like?: Attack | undefined;
  onClose: () => void;
  onDone?: () => Promise<void>;
}) {
  const { say } = useSpeech();
  const reload = useReload();
  const [draft, setDraft] = useState<AttackDraft>({
    body: candidates.length === 1 ? (candidates[0] ?? null) : null,
    type: like?.type ?? "unspecified",
    actor: like?.actor ?? "",
  });
  const [reason, setReason] = useState("");
  const { body, type } = draft;
  const actor = draft.actor.trim() === "" ? null : draft.actor.trim();
  return (
    <FormWindow
      title={name === undefined ? say("claims.attack.add") : say("claims.attack.place", { name })}
      consequence={say("claims.review.consequence")}
      button={say("claims.attack.add.do")}
      isReady={body !== null && reason.trim() !== ""}
      send={async () => {
        if (body === null) return;
        const more = { type, actor, reason: reason.trim(), ...(name === undefined ? {} : { name }) };
        await addAttack(document, body, more);
      }}
      onDone={onDone ?? reload}
      onClose={onClose}
    >
      <AttackFields draft={draft} onChange={setDraft} first={candidates} />
      <ReasonField value={reason} onChange={setReason} />
    </FormWindow>
  );
}

function AttackFields({
  draft,
  onChange,
  first = [],
}: {
  draft: AttackDraft;
  onChange: (draft: AttackDraft) => void;
  first?: readonly NamedBody[];
}) {
  const speech = useSpeech();
  const { say } = speech;
  return (
    <>
      {first.length > 0 && <CandidateChoice draft={draft} onChange={onChange} candidates={first} />}
      {(first.length === 0 || draft.isOther) && (
        <BodyField
          label={say("claims.field.body")}
          hint={say("claims.field.body.hint")}
          value={draft.body}
          onChange={(body) => onChange({ ...draft, body })}
          from="/api/claims/bodies"
          about={(body) => bodyAbout(body, speech)}
        />
      )}
      <Choose
        label={say("claims.field.type")}
        value={draft.type}
        options={ATTACK_TYPES.map((type) => [type, say(`claims.type.${type}`)])}
        onChange={(type) => type !== "" && onChange({ ...draft, type })}
      />
      <Field
        label={say("claims.field.actor")}
        hint={say("claims.field.actor.hint")}
        value={draft.actor}
        onChange={(actor) => onChange({ ...draft, actor })}
        maxLength={ACTOR_CHARACTERS_MAX}
        literal
      />
    </>
  );
}

/** Those whom a name may mean, and the way to all others. */
function CandidateChoice({
  draft,
  onChange,
  candidates,
}: {
  draft: AttackDraft;
  onChange: (draft: AttackDraft) => void;
  candidates: readonly NamedBody[];
}) {
  const speech = useSpeech();
  const { say } = speech;
  const options = candidates.map((body) => ({
    id: body.id,
    title: <bdi>{body.name}</bdi>,
    help: bodyAbout(body, speech),
  }));
  return (
    <Choice
      label={say("claims.field.body")}
      options={[...options, { id: OTHER, title: say("claims.field.body.other") }]}
      value={draft.isOther === true ? OTHER : (draft.body?.id ?? null)}
      onChange={(id) =>
        onChange({
          ...draft,
          isOther: id === OTHER,
          body: candidates.find((body) => body.id === id) ?? null,
        })
      }
    />
  );
}

const OTHER = "other";
