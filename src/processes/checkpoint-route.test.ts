import { expect, test } from "bun:test";
import { program } from "../kernel/actor.ts";
import { checkpointHolds } from "../journal/index.ts";
import type { GuardedCall } from "../kernel/route.ts";
import { temporaryJournal } from "../../test/support/journal.ts";
import { checkpointRoute } from "./checkpoint-route.ts";

test("gives a checkpoint that its own key signed, its code for paper, and the lanes' keys", async () => {
  const place = temporaryJournal();
  const journal = place.open();
  const rung = { actor: program("test"), kind: "bell.rung", subject: "tower", body: { strokes: 1 } };
  journal.append(rung);
  const { needs, answer } = checkpointRoute(journal, place.clock);
  expect(needs).toBe("observer");
  const told = await (await answer({} as GuardedCall)).json();
  expect(told.size).toBe(journal.count());
  expect(told.text.split("\n").slice(0, 3)).toEqual([told.origin, String(told.size), told.root]);
  expect(told.qr).toStartWith("<svg ");
  expect(told.signedAt).toBe(new Date(place.clock.now()).toISOString());
  const [signing, ...lanes] = told.keys;
  expect(signing.lane).toBe(told.origin);
  expect(checkpointHolds(told.text, signing.publicKey)).toBe(true);
  expect(lanes.map(({ lane }: { lane: string }) => lane)).toEqual(["keeper"]);
  expect(checkpointHolds(told.text, lanes[0].publicKey)).toBe(false);
  journal.close();
  place.verifyAndRemove();
});
