import { expect, test } from "bun:test";
import { runRoomCrashes } from "../support/room-crashes.ts";

test("killed fifteen times while five people work: what was answered is there, once, and all of it verifies", async () => {
  const result = await runRoomCrashes({ seed: 1, kills: 15 });
  expect(result.faults).toEqual([]);
  expect(result.repeated).toBeGreaterThan(0);
  for (const what of ["notes", "files", "sign-ins", "messages"]) {
    expect({ what, done: (result.acknowledged[what] ?? 0) > 0 }).toEqual({ what, done: true });
  }
}, 120_000);
