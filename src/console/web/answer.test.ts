import { describe, expect, test } from "bun:test";
import { Cast } from "../../../test/support/console-harness.ts";
import { scenes } from "../../../test/support/console-scenes.ts";
import { liveDigest } from "../live.ts";
import { drawnOf } from "../live-messages.ts";
import { answerOf, isLive, type Seen } from "./answer.ts";
import { lastMinute, type Series } from "./series.ts";
import { makeSpeech } from "./speech.ts";

const fr = makeSpeech("fr", "Europe/Paris");

/** What a page sees at the end of a scene's history. */
function seen(name: string, change: Partial<Seen> = {}): Seen {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`no scene ${name}`);
  const cast = new Cast(scene, undefined, 900);
  const nowMs = cast.clock.now();
  const latest = cast.past.at(-1);
  const digest = latest === undefined ? null : liveDigest(latest, undefined);
  const series: Series = cast.past.flatMap(({ at, sites }) =>
    sites[0] ? [{ at, ...drawnOf(sites[0]) }] : [],
  );
  return { connection: { kind: "live" }, nowMs, digest, minute: lastMinute(series, nowMs), ...change };
}

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
const said = (name: string, change: Partial<Seen> = {}) => {
  const { level, posture, headline, details } = answerOf(seen(name, change), fr);
  return { level, posture, text: plain([headline, ...details].join(" ")) };
};

describe("the first line", () => {
  test("calm: it answers, from memory, and would survive", () => {
    expect(said("calm")).toEqual({
      level: "ok",
      posture: "calm",
      text: "Tout est calme : le site répond. 94 % des pages demandées sont servies de mémoire. Sans le serveur d’origine, 99,1 % des visites de la semaine trouveraient leur page.",
    });
  });

  test("calm without a visitor, during the first crawl", () => {
    expect(said("quiet").text).toBe(
      "Tout est calme : le site répond. Aucune page n’a été demandée depuis une minute. La copie du site est en train de se faire.",
    );
  });

  test("strained asks to be watched", () => {
    expect(said("strained")).toMatchObject({ level: "strained", posture: "strained" });
    expect(said("strained").text).toStartWith("Le site répond, mais son serveur d’origine peine.");
  });

  test("siege: what the site answers, and whether citizens wait or are refused", () => {
    const { level, posture, text } = said("siege");
    expect([level, posture]).toEqual(["strained", "siege"]);
    expect(text).toMatch(
      /^Le site répond : 7\d\d réponses par seconde, dont 9\d % de mémoire\. \d personnes attendent, aucun citoyen refusé depuis une minute\.$/,
    );
  });

  test("siege: nobody waits, or one does", () => {
    const at = (waiting: number) => {
      const { digest } = seen("siege");
      const site = digest?.site;
      if (digest === null || site === null || site === undefined) throw new Error("no site");
      const one = { waiting, served: 0, refused: 0 };
      const classes = { ...site.guard.classes, history: one, confirmed: { ...one, waiting: 0 } };
      return said("siege", { digest: { ...digest, site: { ...site, guard: { ...site.guard, classes } } } })
        .text;
    };
    expect(at(0)).toContain("Personne n’attend, aucun citoyen refusé");
    expect(at(1)).toContain("1 personne attend, aucun citoyen refusé");
  });

  test("siege: citizens who are refused are what it says first", () => {
    const { level, text } = said("siege-lost");
    expect(level).toBe("down");
    expect(text).toMatch(
      /^Des citoyens ne passent pas\. .* citoyens refusés depuis une minute\. Le site répond : /,
    );
  });

  test("siege: a site that answers nobody does not say that it answers", () => {
    const { minute } = seen("siege");
    const text = said("siege", { minute: { ...minute, unavailable: minute.requests } }).text;
    expect(text).toContain("Le site n’a répondu à personne depuis une minute.");
    expect(text).not.toContain("Le site répond");
  });

  test("origin gone: the day and the hour of the copy", () => {
    expect(said("sealed")).toMatchObject({ level: "strained", posture: "sealed" });
    expect(said("sealed").text).toStartWith(
      "Le serveur d’origine ne répond plus : le site est servi depuis la copie du 22 novembre à 15 h 03.",
    );
  });

  test("origin gone and no copy is down, and says how many stay without an answer", () => {
    const { level, text } = said("sealed-without-copy");
    expect(level).toBe("down");
    expect(text).toContain("il n’y a pas de copie");
    expect(text).toMatch(/3\d % des demandes restent sans réponse/);
  });

  test("origin gone during the first crawl: the copy is called incomplete", () => {
    const { level, text } = said("sealed-with-part");
    expect(level).toBe("strained");
    expect(text).toStartWith(
      "Le serveur d’origine ne répond plus : le site est servi depuis une copie incomplète, de 52 pages.",
    );
  });

  test("unanswered visitors turn any posture down", () => {
    const { minute } = seen("calm");
    expect(said("calm", { minute: { ...minute, unavailable: minute.requests / 2 } }).level).toBe("down");
    expect(said("calm", { minute: { ...minute, unavailable: 1 } }).level).toBe("strained");
  });

  test("figures of a gateway that went silent are not shown as those of now", () => {
    const { nowMs } = seen("calm");
    const later = { nowMs: nowMs + 8_000 };
    expect(isLive(seen("calm"))).toBe(true);
    expect(isLive(seen("calm", later))).toBe(false);
    expect(said("calm", later)).toMatchObject({ level: "unknown", posture: "unknown" });
    expect(said("calm", later).text).toStartWith("La passerelle n’envoie plus de chiffres depuis 16 h 27.");
  });

  test("a lost connection says since when, and nothing of the site", () => {
    const { nowMs } = seen("calm");
    const lost = { connection: { kind: "lost", sinceMs: nowMs - 90_000 } } as const;
    expect(isLive(seen("calm", lost))).toBe(false);
    expect(said("calm", lost)).toMatchObject({ level: "unknown", posture: "unknown" });
    expect(said("calm", lost).text).toStartWith("La connexion à la console est perdue depuis 16 h 26.");
    expect(said("siege", lost).text).not.toContain("submergé");
  });

  test("before anything is known it says so", () => {
    expect(said("calm", { connection: { kind: "connecting" } }).text).toStartWith("Connexion à la console");
    expect(said("empty").text).toStartWith("La passerelle n’a encore rien dit.");
  });

  test("without a site it says how to protect one", () => {
    const { digest } = seen("calm");
    if (digest === null) throw new Error("no digest");
    const answer = answerOf(seen("calm", { digest: { ...digest, site: null, sites: [] } }), fr);
    expect(answer.headline).toBe("Aucun site n’est protégé.");
    expect(answer.command).toContain("--origin");
  });
});
