import { describe, expect, test } from "bun:test";
import { counted, escaped, french, hourOf, longMoment, moment, paper, prose, typeset } from "./paper.ts";

const F = "\u00a0";

describe("a moment", () => {
  test("is told by the clocks of Paris, in winter and in summer", () => {
    expect(moment("2026-01-05T15:28:00.000Z")).toBe(`5 janvier 2026, 16${F}h${F}28`);
    expect(moment("2026-07-14T22:05:59.999Z")).toBe(`15 juillet 2026, 0${F}h${F}05`);
    expect(longMoment("2026-07-14T22:05:00.000Z")).toBe(
      `mercredi 15 juillet 2026 à 0${F}h${F}05 (heure de Paris, UTC+2)`,
    );
  });

  test("of the hour that comes twice says which one it is, and no other does", () => {
    // 25 October 2026: at 3:00 the clocks go back to 2:00.
    expect(hourOf("2026-10-25T00:30:00.000Z")).toBe(`2${F}h${F}30 (UTC+2)`);
    expect(hourOf("2026-10-25T01:30:00.000Z")).toBe(`2${F}h${F}30 (UTC+1)`);
    expect(hourOf("2026-10-24T23:59:00.000Z")).toBe(`1${F}h${F}59`);
    expect(hourOf("2026-10-25T02:00:00.000Z")).toBe(`3${F}h${F}00`);
    expect(hourOf("2026-03-29T01:00:00.000Z")).toBe(`3${F}h${F}00`);
  });
});

describe("text on paper", () => {
  test("is escaped, and keeps its lines", () => {
    expect(escaped(`<a href='x' & "y">`)).toBe("&lt;a href=&#39;x&#39; &amp; &quot;y&quot;&gt;");
    expect(prose("un\ndeux <b>")).toBe("un<br>deux &lt;b&gt;");
  });

  test("has no control character and none that turns its direction", () => {
    expect(prose("a\u0000b\u001b[31mc\r\u202ed\u2066e")).toBe("ab[31mcde");
  });

  test("of ours has French spaces, a person's stays as it is", () => {
    expect(french("« oui » ! n° 3 : non ; 5 %")).toBe(
      "«\u202foui\u202f»\u202f! n°\u00a03\u00a0: non\u202f; 5\u202f%",
    );
    expect(typeset`source : « ${"a : b ; c"} » !`).toBe("source\u00a0: «\u202fa : b ; c\u202f»\u202f!");
  });

  test("counts in words", () => {
    expect(counted(0, "action", "actions", "aucune")).toBe("aucune action");
    expect(counted(1, "action", "actions", "aucune")).toBe("1\u00a0action");
    expect(counted(2, "action", "actions", "aucune")).toBe("2\u00a0actions");
  });
});

test("a page has no script and no style of its own, and an exercise says so in its title, above, below and across", () => {
  const page = paper({ title: "Point <3>", exercise: true, body: "<p>x</p>" });
  expect(page).toContain("<title>EXERCICE — Point &lt;3&gt;</title>");
  expect(page.match(/EXERCICE — EXERCICE — EXERCICE/g)).toHaveLength(2);
  expect(page).toContain('<body class="in-exercise">');
  expect(page).not.toMatch(/<script|<style|style=|https?:/);
  expect(paper({ title: "x", exercise: false, body: "" })).not.toContain("EXERCICE");
});
