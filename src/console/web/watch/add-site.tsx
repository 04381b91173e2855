import { type FormEvent, useState } from "react";
import type { WatchedBody, WatchedSite } from "../../../watch/events.ts";
import { ask } from "../ask.ts";
import { useAct } from "../form/act.ts";
import { Field } from "../form/field.tsx";
import { RefusalNote } from "../form/refusal.tsx";
import { SubmitButton } from "../people/submit-button.tsx";
import { addressOf } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { tagsIn } from "./tags.ts";
import { hostOf } from "./words.ts";

type Added = { site: WatchedSite; body: WatchedBody | null };

/** The console says which of these it was in its own words only. */
const TOLD = { "bad-request": "watch.add.refused" } as const;

/** One site by hand. Whose it is, is found by its name, and can be changed on its page. */
export function AddSite() {
  const { say } = useSpeech();
  const [url, setUrl] = useState("");
  const [name, setName] = useState("");
  const [tags, setTags] = useState("");
  const [added, setAdded] = useState<Added | undefined>(undefined);
  const act = useAct();
  const send = (event: FormEvent) => {
    event.preventDefault();
    void act.run(async () => {
      setAdded(
        await ask<Added>("/api/watch/sites", {
          body: { url: url.trim(), name: name.trim(), tags: tagsIn(tags) },
        }),
      );
      setUrl("");
      setName("");
    });
  };
  return (
    <section aria-labelledby="add-title" className="watch-form">
      <h2 id="add-title">{say("watch.add")}</h2>
      <form className="form" onSubmit={send}>
        <Field
          label={say("watch.add.url")}
          hint={say("watch.add.url.hint")}
          maxLength={500}
          value={url}
          onChange={setUrl}
          inputMode="url"
          literal
          isRequired
        />
        <div className="form-row">
          <Field
            label={say("watch.add.name")}
            hint={say("watch.add.name.hint")}
            maxLength={200}
            value={name}
            onChange={setName}
          />
          <Field
            label={say("watch.add.tags")}
            hint={say("watch.add.tags.hint")}
            maxLength={400}
            value={tags}
            onChange={setTags}
          />
        </div>
        <RefusalNote refused={act.refused} told={TOLD} />
        <SubmitButton act={act} isReady={url.trim() !== ""}>
          {say("watch.add.do")}
        </SubmitButton>
      </form>
      <div role="status">
        {added !== undefined && (
          <p className="done-note">
            {say("watch.add.done", {
              host: hostOf(added.site.url),
              body: added.body?.name ?? say("watch.kind.none"),
            })}{" "}
            <a href={addressOf("sites", "site", String(added.site.site))}>{say("watch.add.look")}</a>
          </p>
        )}
      </div>
    </section>
  );
}
