import { describe, expect, test } from "bun:test";
import { foldText } from "./page.ts";
import { openGazetteer } from "../../gazetteer/index.ts";
import { readText } from "./index.ts";
import { timeIn, timesIn } from "./times.ts";

const time = (text: string, publishedAt: string | null, lang: "fr" | "en" = "fr") =>
  timeIn(text, foldText(text).plain, lang, publishedAt);

describe("times", () => {
  test("weekdays and days without a year come from the day of publication", () => {
    expect(time("Le site était inaccessible mardi.", "2024-12-31")).toEqual({
      from: "2024-12-31",
      to: "2024-12-31",
      precision: "day",
      zone: null,
    });
    expect(time("La mairie est bloquée depuis le 9 décembre.", "2020-12-11")?.from).toBe("2020-12-09");
    expect(time("Le site était inaccessible mardi.", null)).toBeNull();
    expect(time("Le site était inaccessible hier.", null)).toBeNull();
    expect(time("The site was down on New Year's Eve night.", null, "en")).toBeNull();
  });

  test("French and English hours, with the zone only where it is written", () => {
    expect(time("Les serveurs ont été isolés lundi à 16 h 28.", "2022-09-27")).toEqual({
      from: "2022-09-26T16:28",
      to: "2022-09-26T16:28",
      precision: "minute",
      zone: null,
    });
    expect(time("Ce lundi 26 septembre 2022 vers 16h, l'alerte est donnée.", null)?.precision).toBe("hour");
    expect(time("On Tuesday at 1600 GMT the site was down.", "2024-12-31", "en")?.zone).toBe("UTC");
  });

  test("an hour behind a dateline is the hour of that day", () => {
    const said = "Paris, 5 janvier 2026 (AFP) - Les sites étaient inaccessibles lundi à 16 h 00.";
    expect(time(said, "2026-01-05")).toMatchObject({ from: "2026-01-05T16:00", precision: "minute" });
    const other = "Le 5 janvier 2026, la ville a été attaquée ; mardi à 9 h, le site répondait.";
    expect(time(other, "2026-01-07")).toMatchObject({ from: "2026-01-05", precision: "day" });
  });

  test("a night between two days is both days and no hour", () => {
    expect(
      time("Dans la nuit du mardi 9 au mercredi 10 avril 2024, la ville a été attaquée.", "2024-04-10"),
    ).toEqual({
      from: "2024-04-09",
      to: "2024-04-10",
      precision: "day",
      zone: null,
    });
  });

  test("a part of a month is about ten days", () => {
    expect(time("Début novembre, le réseau est tombé.", "2020-12-11")).toEqual({
      from: "2020-11-01",
      to: "2020-11-10",
      precision: "week",
      zone: null,
    });
  });

  test("what is to come is no time of the attack", () => {
    expect(time("Le service rouvrira le 4 avril 2022.", "2022-03-28")).toBeNull();
  });
});

describe("when it happened", () => {
  const happened = (text: string, publishedAt: string, lang: "fr" | "en" = "fr") =>
    timesIn(text, foldText(text).plain, lang, publishedAt).happened?.from ?? null;

  test("is not when somebody said so, nor the dateline", () => {
    expect(
      happened("The town hall said on Wednesday that it had been hit on Monday.", "2026-03-11", "en"),
    ).toBe("2026-03-09");
    expect(
      happened("PARIS, Mar 11 (Reuters) - The city of Metz was hit on Tuesday.", "2026-03-11", "en"),
    ).toBe("2026-03-10");
    expect(happened("Le groupe avait promis lundi une « semaine noire ».", "2026-03-11")).toBeNull();
  });

  test("is the day before, or the weekend before, where a text says so", () => {
    expect(happened("Les sites sont attaqués depuis la veille.", "2026-03-11")).toBe("2026-03-10");
    expect(happened("Hackers encrypted its servers over the weekend.", "2026-03-11", "en")).toBe(
      "2026-03-07",
    );
  });

  test("is of the whole wave where one of it has a day", () => {
    const text =
      "Les hackers de NoName ont revendiqué l'attaque des sites de Metz et de la ville de Dax.\n\nLe site de la ville de Metz était inaccessible mardi. Celui de la ville de Dax est lent.";
    const { attacks } = readText({ text, source: "test", publishedAt: "2026-03-11" }, openGazetteer());
    expect(attacks.map(({ when }) => when?.from)).toEqual(["2026-03-10", "2026-03-10"]);
  });
});
