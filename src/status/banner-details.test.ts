import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { bannerDetails, DETAILS_CHARACTERS_MAX } from "./banner-details.ts";
import type { ServiceNow } from "./events.ts";

const service = (fr: string, en: string, state: ServiceNow["state"]): ServiceNow => ({
  id: fr.toLowerCase().replace(/[^a-z]/g, "-") || "x",
  fr,
  en,
  state,
  note: { fr: "", en: "" },
});
const hours = (fr: string, en = "") => ({ fr, en });

describe("the line below the banner's sentence", () => {
  test("tells the hours, what works and what is at the counter, in the page's language", () => {
    const said = {
      hours: hours("Lundi au vendredi\n8 h 30 – 17 h", "Monday to Friday"),
      services: [
        service("Écoles", "Schools", "works"),
        service("Passeports", "Passports", "closed"),
        service("État civil", "", "paper"),
        service("Crèches", "Nurseries", "works"),
      ],
    };
    expect(bannerDetails(said, "fr")).toBe(
      "Horaires\u00a0: Lundi au vendredi 8 h 30 – 17 h · Fonctionne\u00a0: Écoles, Crèches · Au guichet, sur papier\u00a0: État civil",
    );
    expect(bannerDetails(said, "en")).toBe(
      "Opening hours: Monday to Friday · Working: Schools, Nurseries · At the counter, on paper: État civil",
    );
  });

  test("is empty when nothing of that was said", () => {
    expect(bannerDetails({ hours: hours(""), services: [service("Mairie", "", "closed")] }, "fr")).toBe("");
  });

  test("never grows beyond its bound, and says that something was left out", () => {
    const names = fc.array(fc.string({ minLength: 1, maxLength: 80 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), names, (open, list) => {
        const services = list.map((name, at) => service(name, "", at % 2 === 0 ? "works" : "paper"));
        const line = bannerDetails({ hours: hours(open), services }, "fr");
        expect(line.length).toBeLessThanOrEqual(DETAILS_CHARACTERS_MAX);
        expect(line).not.toContain("\n");
      }),
    );
    const long = bannerDetails({ hours: hours("x".repeat(600)), services: [] }, "fr");
    expect(long).toEndWith("…");
    expect(long.length).toBe(DETAILS_CHARACTERS_MAX);
  });
});
