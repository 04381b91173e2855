import { describe, expect, test } from "bun:test";
import { openGazetteer } from "../../gazetteer/index.ts";
import { openExtraction } from "./index.ts";

const read = openExtraction(openGazetteer());

/** Each attacked body of an English text with what is said of it. */
function told(text: string): Record<string, string[]> {
  const { attacks } = read({ text });
  return Object.fromEntries(
    attacks.map(({ body, statements }) => [body.id, statements.map(({ stance }) => stance)]),
  );
}

describe("English texts", () => {
  test.each([
    "The US Senate was hit by a cyberattack on Monday, France said. The Senate restored its site.",
    "The Senate adopted a bill on cyberattacks on Monday. The National Assembly in Paris debates it next week.",
    "France's interior minister said on Wednesday that his ministry had warned hospitals of hackers.",
    "Hospital in French Alps diverts ambulances after ransomware attack",
    "France's Interior Ministry said hackers hit a bank in Lyon on Monday.",
    "A hospital in the French Alps was forced to divert ambulances after a ransomware attack.",
  ])("nobody: %s", (text) => {
    expect(told(text)).toEqual({});
  });

  test("a minister's own ministry", () => {
    const said = told(
      "French interior minister says hackers accessed files\n\nFrance's interior minister said on Wednesday that an intruder had spent several days inside the email accounts of his ministry.",
    );
    expect(Object.keys(said)).toEqual(["ministry:interieur"]);
  });

  test("examples of who was hit, and what each says", () => {
    const said = told(
      "NoName057(16) attacked websites of French cities on Tuesday, including Nice, Angers and Pau. Nice's city hall said the site had been unreachable for an hour before being restored. Angers said it had seen nothing.",
    );
    expect(Object.keys(said).sort()).toEqual(["commune:06088", "commune:49007", "commune:64445"]);
    expect(said["commune:06088"]).toContain("restored");
    expect(said["commune:49007"]).toContain("no-incident");
  });

  test.each([
    ["commune:59350", "The mayor's office in Lille said it had been hit by a cyberattack."],
    ["region:11", "A DDoS attack took the site of the Ile-de-France region offline for two hours."],
  ])("under a description: %s: %s", (id, text) => {
    expect(Object.keys(told(text))).toEqual([id]);
  });

  test("a denied breach is a denial, and no trace of taken records keeps data safe", () => {
    const said = told(
      "Data stolen from the Loire department council was offered for sale on a hacking forum. The department denied any breach. There is no evidence at this stage that residents' records were taken.",
    );
    expect(said["departement:42"]).toContain("denies");
    expect(said["departement:42"]).toContain("data-safe");
  });
});
