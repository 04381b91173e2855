import { type FormEvent, useState } from "react";
import { Button } from "react-aria-components";
import type { Group, GroupFields } from "../../../notices/events.ts";
import { ask, Refused } from "../ask.ts";
import { type Act, useAct } from "../form/act.ts";
import { DialogBox } from "../form/dialog-box.tsx";
import { Field } from "../form/field.tsx";
import { newId } from "../form/new-id.ts";
import { RefusalNote } from "../form/refusal.tsx";
import { useSpeech } from "../reading.tsx";
import { GROUP_CONTACTS_MAX, GROUP_NAME_CHARACTERS_MAX } from "./bounds.ts";
import { ChoosePeople } from "./choose-people.tsx";
import type { Book } from "./plan.ts";

/** Makes a group or changes one; what somebody else changed meanwhile is shown and may be written over knowingly. */
export function GroupBox({
  group,
  book,
  onClose,
  reload,
}: {
  group: Group | undefined;
  book: Book;
  onClose: () => void;
  reload: () => Promise<void>;
}) {
  const { say } = useSpeech();
  const act = useAct();
  const [id] = useState(() => group?.id ?? newId("g-"));
  const [name, setName] = useState(group?.name ?? "");
  const [contacts, setContacts] = useState<readonly string[]>(group?.contacts ?? []);
  // What stands there now: the list is asked for anew after a conflict, and by the live stream.
  const now = book.groups.find((one) => one.id === id);
  const [seen, see] = useState<GroupFields | null>(group === undefined ? null : fieldsOf(group));
  const path = `/api/notice-groups/${encodeURIComponent(id)}`;
  const send = async (old: GroupFields | null) => {
    const done = await act.run(async () => {
      try {
        await ask(path, { method: "PUT", body: { old, new: { name: name.trim(), contacts } } });
      } catch (error) {
        if (error instanceof Refused && error.code === "changed-meanwhile") await reload();
        throw error;
      }
      await reload();
    });
    if (done) onClose();
  };
  const again = () => {
    const theirs = now === undefined ? null : fieldsOf(now);
    see(theirs);
    void send(theirs);
  };
  const isWhole = name.trim() !== "" && contacts.length > 0 && contacts.length <= GROUP_CONTACTS_MAX;
  return (
    <DialogBox title={group === undefined ? say("groups.new") : group.name} isOpen onClose={onClose} wide>
      <form
        className="form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (isWhole && !act.busy) void send(seen);
        }}
      >
        <Field
          label={say("groups.name")}
          value={name}
          onChange={setName}
          maxLength={GROUP_NAME_CHARACTERS_MAX}
          isRequired
          autoFocus
        />
        <ChoosePeople
          label={say("write.chosen", { count: contacts.length })}
          contacts={book.contacts}
          chosen={contacts}
          onChange={setContacts}
        />
        <p className="consequence">{say("groups.note")}</p>
        <Conflict act={act} now={now} onAgain={again} />
        <div className="form-acts">
          <Button type="submit" className="button-main" isDisabled={!isWhole || act.busy}>
            {say(act.busy ? "composer.sending" : "save")}
          </Button>
          <Button className="button" onPress={onClose}>
            {say("cancel")}
          </Button>
          {group !== undefined && seen !== null && (
            <Button
              className="button-quiet"
              isDisabled={act.busy}
              onPress={() =>
                void act
                  .run(async () => {
                    await ask(`${path}/remove`, { body: { old: seen } });
                    await reload();
                  })
                  .then((done) => done && onClose())
              }
            >
              {say("groups.remove")}
            </Button>
          )}
        </div>
      </form>
    </DialogBox>
  );
}

function fieldsOf({ name, contacts }: Group): GroupFields {
  return { name, contacts };
}

function Conflict({ act, now, onAgain }: { act: Act; now: Group | undefined; onAgain: () => void }) {
  const { say } = useSpeech();
  const { refused } = act;
  if (refused?.code !== "changed-meanwhile") return <RefusalNote refused={refused} />;
  return (
    <div role="alert" className="refusal act-conflict">
      <p>{say("conflict.changed")}</p>
      <p>
        {say("conflict.now")}{" "}
        <bdi>
          {now === undefined
            ? say("groups.removed")
            : say("groups.now", { name: now.name, count: now.contacts.length })}
        </bdi>
      </p>
      <Button className="button-small" isDisabled={act.busy} onPress={onAgain}>
        {say("conflict.again")}
      </Button>
    </div>
  );
}
