import { describe, expect, test } from "bun:test";
import type { Delivery, DeliveryState, Notice, Recipient } from "../../../notices/events.ts";
import { makeSpeech } from "../speech.ts";
import { deliveryText, noticeSentence, toldState, whyText } from "./delivery-words.ts";

const fr = makeSpeech("fr", "Europe/Paris");
const NOW = Date.parse("2026-11-27T12:00:00.000Z");
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

const delivery = (state: DeliveryState, more: Partial<Delivery> = {}): Delivery => ({
  n: 0,
  channel: "courriel",
  kind: "mail",
  to: "maire@ville.test",
  state,
  attempts: 0,
  at: "2026-11-27T11:28:00.000Z",
  reason: null,
  nextAttemptAt: null,
  possibleDouble: false,
  ...more,
});
const recipient = (told: boolean, ...states: DeliveryState[]): Recipient => ({
  contact: "c1",
  name: "Agnès",
  deliveries: states.map((state) => delivery(state)),
  byHand: null,
  told,
});

describe("how surely somebody was reached", () => {
  test.each([
    [recipient(true, "delivered", "delivered"), "told"],
    [recipient(false, "delivered", "waiting"), "one"],
    [recipient(false, "uncertain", "waiting"), "waiting"],
    [recipient(false, "uncertain", "failed"), "uncertain"],
    [recipient(false, "failed", "stopped"), "failed"],
    [recipient(false), "nothing"],
  ] as const)("%#", (one, state) => {
    expect(toldState(one)).toBe(state);
  });
});

test("a delivery says what became of it, and when it is tried again", () => {
  expect(plain(deliveryText(delivery("delivered"), NOW, fr))).toBe(
    "par courriel à maire@ville.test : remis à 12 h 28",
  );
  const again = delivery("waiting", { attempts: 2, nextAttemptAt: "2026-11-27T12:05:00.000Z" });
  expect(plain(deliveryText(again, NOW, fr))).toBe(
    "par courriel à maire@ville.test : 2 essais sans succès, nouvel essai dans 5 minutes",
  );
});

test("a notice is counted in one line, with what is not well", () => {
  const counts: Notice["deliveries"] = {
    waiting: 1,
    attempting: 1,
    delivered: 8,
    failed: 1,
    uncertain: 0,
    stopped: 0,
    rehearsed: 0,
  };
  const notice = {
    told: 4,
    recipients: 6,
    deliveries: counts,
    exercise: false,
    stopped: null,
  } as unknown as Notice;
  expect(plain(noticeSentence(notice, fr))).toBe(
    "4 personnes prévenues sur 6 ; 2 envois en cours et 1 échec.",
  );
});

test("a server's words are told in the reader's where they are known, and kept", () => {
  expect(plain(whyText("connect ECONNREFUSED 127.0.0.1:25", fr))).toBe(
    "le serveur refuse la connexion (connect ECONNREFUSED 127.0.0.1:25)",
  );
  expect(whyText("550 no such user", fr)).toBe("550 no such user");
});
