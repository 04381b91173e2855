import { useRef, useState } from "react";
import type { SiteChange, WatchedBody } from "../../../watch/events.ts";
import { ask } from "../ask.ts";
import { BodyField } from "../form/body-field.tsx";
import { Field } from "../form/field.tsx";
import { useSpeech } from "../reading.tsx";
import { FormWindow } from "./reason-window.tsx";
import type { SiteWindow } from "./site-acts.tsx";
import { tagsIn } from "./tags.ts";
import { siteName } from "./words.ts";

/** Name, body and tags of a site; each that differs is one change in the journal. */
export function ChangeWindow({ detail: { row }, onDone, onClose }: SiteWindow) {
  const speech = useSpeech();
  const { say } = speech;
  // What was there when the window opened: a colleague's change meanwhile is refused, not written over.
  const [old] = useState(row);
  const [name, setName] = useState(old.name);
  const [body, setBody] = useState<WatchedBody | null>(old.body);
  const [tags, setTags] = useState(old.tags.join(", "));
  const wanted = tagsIn(tags);
  const changes: SiteChange[] = [];
  if (name.trim() !== old.name) changes.push({ field: "name", old: old.name, new: name.trim() });
  if ((body?.id ?? null) !== (old.body?.id ?? null))
    changes.push({ field: "body", old: old.body?.id ?? null, new: body?.id ?? null });
  if (wanted.join("\n") !== old.tags.join("\n")) changes.push({ field: "tags", old: old.tags, new: wanted });
  const made = useRef(new Set<SiteChange["field"]>());
  const send = async () => {
    for (const change of changes) {
      // Of several, those before a refusal stand already.
      if (made.current.has(change.field)) continue;
      await ask(`/api/watch/sites/${old.site}/change`, { body: { change } });
      made.current.add(change.field);
    }
  };
  return (
    <FormWindow
      title={say("watch.act.change.title", { name: siteName(old) })}
      consequence={say("watch.act.change.consequence")}
      button={say("save")}
      isReady={changes.length > 0}
      {...{ send, onDone, onClose }}
    >
      <Field
        label={say("watch.add.name")}
        hint={say("watch.add.name.hint")}
        maxLength={200}
        value={name}
        onChange={setName}
      />
      <BodyField
        label={say("watch.add.body")}
        hint={say("watch.add.body.hint")}
        value={body}
        onChange={setBody}
        from="/api/watch/gazetteer"
        about={({ kind, departement, siren }) =>
          [speech.sayIfKnown(`watch.kind.${kind}`), departement, siren].filter(Boolean).join(" · ")
        }
      />
      <Field
        label={say("watch.add.tags")}
        hint={say("watch.add.tags.hint")}
        maxLength={400}
        value={tags}
        onChange={setTags}
      />
    </FormWindow>
  );
}
