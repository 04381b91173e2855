import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import { BODY_ID_PATTERN, fold, openGazetteer, SEARCH_LIMIT_MAX } from "./index.ts";

const gazetteer = openGazetteer();
const ids = (name: string): string[] => gazetteer.named(fold(name)).map(({ id }) => id);

describe("fold", () => {
  test("makes alike what is one name", () => {
    expect(fold("St-Étienne-du-Grès")).toBe("saint etienne du gres");
    expect(fold("  SAINTE–MÈRE ÉGLISE ")).toBe("sainte mere eglise");
    expect(fold("Ste. Marie")).toBe("sainte marie");
    expect(fold("L’Haÿ-les-Roses")).toBe("l'hay les roses");
    expect(fold("Cœur d’Ostrevent")).toBe("coeur d'ostrevent");
    expect(fold("«Nantes»")).toBe("nantes");
    expect(fold("'Nantes'")).toBe("nantes");
    expect(fold("Brest")).toBe("brest");
  });

  test("gives words only, and the same when folded again", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."Sté -'’Œ.1") })), (text) => {
        const folded = fold(text);
        expect(folded).toMatch(/^([a-z0-9]+(['][a-z0-9]+)*( |$))*$/);
        expect(fold(folded)).toBe(folded);
      }),
    );
  });
});

describe("the book", () => {
  test("has every commune, département, region and EPCI, each id once and well made", () => {
    const bodies = [...gazetteer.bodies()];
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(bodies.length);
    expect(bodies.filter(({ id }) => !BODY_ID_PATTERN.test(id))).toEqual([]);
    const communes = bodies.filter(({ kind }) => kind === "commune");
    expect(communes.filter(({ partOf }) => partOf === undefined)).toHaveLength(34_969);
    expect(
      communes.filter(({ partOf }) => partOf !== undefined && gazetteer.byId(partOf) === undefined),
    ).toEqual([]);
    expect(bodies.filter(({ kind }) => kind === "epci").length).toBe(1_255 + 11);
    expect(gazetteer.departements()).toHaveLength(101 + 8);
  });

  test("knows bodies by name, whatever the spelling", () => {
    expect(ids("nimes")).toEqual(["commune:30189"]);
    expect(ids("Polynésie française")).toEqual(["region:987"]);
    expect(ids("French Polynesia")).toEqual(["region:987"]);
    expect(ids("Nantes métropole")).toEqual(["epci:244400404"]);
    expect(ids("Caen-la-Mer")).toEqual(["epci:200065597"]);
    expect(ids("Préfecture de police")).toEqual(["prefecture:75-police"]);
    expect(ids("préfecture de la Haute-Garonne")).toEqual(["prefecture:31"]);
    expect(ids("CHU de Rouen")).toEqual(["hospital:chu-rouen"]);
    expect(ids("hôpital de Corbeil-Essonnes")).toEqual(["hospital:ch-corbeil-essonnes"]);
    expect(ids("Sénat")).toEqual(["parliament:senat"]);
  });

  test("gives all that share a name, the larger first", () => {
    expect(ids("Landes")).toEqual(["departement:40", "commune:17202"]);
    expect(ids("Paris")).toEqual(["commune:75056", "departement:75"]);
    expect(ids("saint denis").slice(0, 2)).toEqual(["commune:97411", "commune:93066"]);
    expect(ids("Chaumont")).not.toContain("epci:200043768");
    expect(ids("Nowhere-sur-Rien")).toEqual([]);
  });

  test("knows codes and SIREN", () => {
    expect(gazetteer.byCode("commune", "64445")?.name).toBe("Pau");
    expect(gazetteer.byCode("departement", "2A")?.name).toBe("Corse-du-Sud");
    expect(gazetteer.byCode("departement", "67A")?.name).toBe("Collectivité européenne d'Alsace");
    expect(gazetteer.bySiren("211300553")?.id).toBe("commune:13055");
    expect(gazetteer.byId("epci:244400404")?.departement).toBe("44");
    expect(gazetteer.byId("departement:31")?.population).toBeGreaterThan(1_000_000);
  });

  test("has a name for every body that folds to something", () => {
    for (const [folded, bodies] of gazetteer.names()) {
      expect(folded).not.toBe("");
      expect(bodies.length).toBeGreaterThan(0);
    }
  });

  test("finds while one types, within bounds", () => {
    expect(gazetteer.search("marsei", 3)[0]?.id).toBe("commune:13055");
    expect(gazetteer.search("pau", 3)[0]?.id).toBe("commune:64445");
    expect(gazetteer.search("", 10)).toEqual([]);
    expect(gazetteer.search("saint", 10_000)).toHaveLength(SEARCH_LIMIT_MAX);
  });
});

test("the book takes at most 150 MB while it is read", async () => {
  const program = `
    const { openGazetteer } = await import(${JSON.stringify(join(import.meta.dir, "index.ts"))});
    const before = process.memoryUsage().rss;
    openGazetteer();
    console.log(process.memoryUsage().rss - before);`;
  const child = Bun.spawn(
    [process.execPath, "--no-install", "--no-env-file", "--config=/dev/null", "-e", program],
    {
      stdout: "pipe",
    },
  );
  const grown = Number(await new Response(child.stdout).text());
  expect(await child.exited).toBe(0);
  expect(grown).toBeGreaterThan(0);
  expect(grown).toBeLessThan(150 * 1024 * 1024);
}, 30_000);
