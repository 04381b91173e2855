import { describe, expect, test } from "bun:test";
import { Cast } from "../../../test/support/console-harness.ts";
import { scenes } from "../../../test/support/console-scenes.ts";
import { drawnOf } from "../live-messages.ts";
import {
  type FigureName,
  figureOf,
  figureTerms,
  firstFigures,
  furtherFigures,
  type Told,
} from "./figure-list.ts";
import { lastMinute } from "./series.ts";
import { makeSpeech } from "./speech.ts";

const fr = makeSpeech("fr", "Europe/Paris");

function told(name: string): Told {
  const cast = new Cast(scenes[name] ?? { demo: false, hasDigests: true, sites: [] }, undefined, 900);
  const nowMs = cast.clock.now();
  const series = cast.past.flatMap(({ at, sites }) => (sites[0] ? [{ at, ...drawnOf(sites[0]) }] : []));
  const site = cast.past.at(-1)?.sites[0];
  if (site === undefined) throw new Error("no site");
  return { site, minute: lastMinute(series, nowMs), nowMs, memoryBytes: 1 };
}

describe("the figures", () => {
  test("each is shown once: first, or among the others", () => {
    for (const name of ["calm", "strained", "siege", "sealed"]) {
      const { site } = told(name);
      const all = [...firstFigures(site), ...furtherFigures(site)];
      expect(new Set(all).size).toBe(all.length);
      expect(all.length).toBe(13);
    }
    expect(firstFigures(null)).toEqual(firstFigures(told("calm").site));
  });

  test("each has its name, its words and its explanation in every scene", () => {
    for (const name of Object.keys(scenes).filter((one) => one !== "empty")) {
      const seen = told(name);
      const names: FigureName[] = [...firstFigures(seen.site), ...furtherFigures(seen.site)];
      for (const one of names) {
        const { value, sub } = figureOf(one, seen, fr);
        for (const text of [value, sub]) {
          expect(text).not.toBe("");
          expect(text, `${name} ${one}`).not.toMatch(/[{}]|NaN|undefined|Infinity/);
        }
      }
      for (const [term, help] of figureTerms(names)) expect(fr.say(help)).not.toBe(fr.say(term));
    }
  });

  test("refused citizens are a fault, refused robots are not", () => {
    expect(figureOf("citizensRefused", told("siege"), fr)).toMatchObject({ value: "0", level: "ok" });
    expect(figureOf("citizensRefused", told("siege-lost"), fr).level).toBe("down");
    expect(figureOf("unavailable", told("siege"), fr).level).toBe("ok");
    expect(figureOf("unavailable", told("sealed-without-copy"), fr).level).toBe("down");
  });

  test("in a siege, memory is a share of the answers, as the first line says", () => {
    const { minute } = told("siege");
    const answered = minute.requests - minute.unavailable - minute.challenged;
    const { value, sub } = figureOf("memory", told("siege"), fr);
    expect(Number.parseInt(value, 10)).toBe(
      Math.floor((100 * (minute.fromMemory + minute.fromSnapshot)) / answered),
    );
    expect(sub).toContain("réponses");
  });
});
