import { useCallback } from "react";
import type { Item, Task, TaskState, TimelineLine } from "../../../incidents/events.ts";
import { type Powers, usePowers } from "./room-context.tsx";

/** What may be done with an item, from its entry in the timeline or from its own list. */

const ITEM_ACTS = [
  "start",
  "done",
  "open-again",
  "owner",
  "due",
  "words",
  "drop",
  "weigh",
  "revoke",
  "hand-over",
  "end-duty",
  "correct",
] as const;
export type ItemAct = (typeof ITEM_ACTS)[number];

/** Acts offered on an entry: those on its item, and the correction only where the entry itself made the item. */
export function actsOf(
  item: Item,
  line: Pick<TimelineLine, "id">,
  { mayWrite, mayAdd, mayLead }: Powers,
): ItemAct[] {
  const acts: ItemAct[] = [];
  if (mayWrite && item.type === "task") acts.push(...taskActs(item));
  if (mayAdd && item.type === "note") acts.push("weigh");
  if (mayWrite && mayLead && item.type === "decision" && item.revoked === null) acts.push("revoke");
  if (mayWrite && item.type === "duty" && item.endedAt === null) acts.push("hand-over", "end-duty");
  if (mayAdd && item.entry === line.id && CORRECTABLE.has(item.type)) acts.push("correct");
  return acts;
}

/** Items of which something can be corrected; of the others only when they happened, from their own list. */
export const CORRECTABLE: ReadonlySet<Item["type"]> = new Set(["note", "decision", "task", "evidence"]);

export function taskActs({ state }: Task): ItemAct[] {
  if (state === "done" || state === "dropped") return ["open-again"];
  const first: ItemAct[] = state === "open" ? ["start", "done"] : ["done"];
  return [...first, "owner", "due", "words", "drop"];
}

const STATE_AFTER = { start: "started", done: "done", "open-again": "open" } as const satisfies Partial<
  Record<ItemAct, TaskState>
>;

/** Runs an act on an item: at once where nothing is to be said, otherwise by opening its window. */
export function useItemActs(): (act: string, item: Item) => void {
  const { store, ask, send } = usePowers();
  return useCallback(
    (name: string, item: Item) => {
      if (item.type === "task" && Object.hasOwn(STATE_AFTER, name)) {
        const next = STATE_AFTER[name as keyof typeof STATE_AFTER];
        void send("change-task", () => stateChange(taskNow(item, store.read().items), next));
      }
      if (name === "correct") ask({ kind: "correct", item });
      if (item.type === "task" && name === "owner") ask({ kind: "change-task", item, field: "owner" });
      if (item.type === "task" && name === "due") ask({ kind: "change-task", item, field: "dueAt" });
      if (item.type === "task" && name === "words") ask({ kind: "change-task", item, field: "text" });
      if (item.type === "task" && name === "drop") ask({ kind: "drop-task", item });
      if (item.type === "note" && name === "weigh") ask({ kind: "weigh", item });
      if (item.type === "decision" && name === "revoke") ask({ kind: "revoke", item });
      if (item.type === "duty" && name === "hand-over") ask({ kind: "hand-over", item });
      if (item.type === "duty" && name === "end-duty") ask({ kind: "end-duty", item });
    },
    [send, ask, store],
  );
}

function taskNow(task: Task, items: ReadonlyMap<string, Item>): Task {
  const now = items.get(task.id);
  return now?.type === "task" ? now : task;
}

function stateChange(task: Task, next: TaskState): object {
  return { id: task.id, changes: [{ field: "state", old: task.state, new: next }] };
}
