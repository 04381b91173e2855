import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SHIPPED_SHEETS } from "../aids.ts";
import type { Cacao } from "./cacao.ts";
import { sheetLine } from "./playbook-view.ts";
import { readSheet, type Sheet } from "./sheet.ts";
import { openSheets } from "./sheets.ts";

const files = readdirSync(SHIPPED_SHEETS)
  .filter((file) => file.endsWith(".json"))
  .sort();
const raw = (file: string) => JSON.parse(readFileSync(join(SHIPPED_SHEETS, file), "utf8"));
const sheetOf = (file: string) => readSheet(raw(file)) as Sheet;

describe("the shipped sheets", () => {
  test("are the four that towns need", () => {
    expect(files).toEqual(["defacement.json", "flood.json", "intrusion.json", "ransomware.json"]);
  });

  for (const file of files) {
    test(`${file} keeps the rules of CACAO and says everything in both languages`, () => {
      const sheet = readSheet(raw(file));
      if (typeof sheet === "string") throw new Error(sheet);
      const { cacao, order } = sheet;
      expect(order.length).toBeGreaterThanOrEqual(12);
      // Every activity that the playbook names is in its workflow, and the other way round.
      const activities = Object.values(cacao.workflow).flatMap((step) =>
        step.type === "action" ? [step.commands[0]?.playbook_activity ?? ""] : [],
      );
      expect([...new Set(activities)].sort()).toEqual([...(cacao.playbook_activities ?? [])].sort());
      for (const [key, value] of texts(cacao)) {
        if (key.endsWith("_en")) expect(value).not.toMatch(/[àâçéèêëîïôùûœ]/i);
        else expect(value).not.toMatch(/ [;!?»:]|« |'/);
      }
      const { minutes, steps, sources } = sheetLine(sheet, "shipped");
      expect(minutes).toBeGreaterThan(60);
      expect(steps).toBeGreaterThan(8);
      expect(sources.length).toBeGreaterThan(0);
    });
  }

  test("put the choice between network and power to people, with what each costs", () => {
    for (const file of ["intrusion.json", "ransomware.json"]) {
      const choice = Object.values(sheetOf(file).cacao.workflow).find(
        (step) => step.type === "switch-condition" && "power" in step.cases,
      );
      if (choice?.type !== "switch-condition") throw new Error("no choice");
      const [extension] = Object.values(choice.step_extensions);
      expect(extension).toMatchObject({ default_case: "network", owner_duty: "crisis-lead" });
      const power = extension?.choices.find(({ case_value }) => case_value === "power");
      expect(power?.warning_fr).toContain("preuves");
    }
  });

  test("put backups out of reach before anything is cut", () => {
    for (const file of ["intrusion.json", "ransomware.json"]) {
      const { cacao, order } = sheetOf(file);
      const names = order.map((id) => cacao.workflow[id]?.name ?? "");
      const at = (part: string) => names.findIndex((name) => name.includes(part));
      expect(at("sauvegardes hors")).toBeGreaterThan(0);
      expect(at("sauvegardes hors")).toBeLessThan(at("Couper le réseau"));
    }
  });
});

/** All texts of a playbook that people read, with the name of their field. */
function texts(value: unknown, key = ""): [string, string][] {
  if (typeof value === "string") {
    return /^(name|description|command|.*_(fr|en))$/.test(key) && value.includes(" ") ? [[key, value]] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .filter(([name]) => name !== "extension_definitions" && name !== "external_references")
    .flatMap(([name, part]) => texts(part, Array.isArray(value) ? key : name));
}

describe("a sheet that breaks a rule is refused, with the place", () => {
  const broken = (change: (cacao: Cacao) => void): string | Sheet => {
    const cacao = raw("intrusion.json") as Cacao;
    change(cacao);
    return readSheet(cacao);
  };
  const stepOfType = (cacao: Cacao, type: string, index = 0) =>
    Object.entries(cacao.workflow).filter(([, step]) => step.type === type)[index] as [
      string,
      Record<string, unknown>,
    ];

  const faults: [string, (cacao: Cacao) => void, RegExp][] = [
    ["a missing step", (c) => delete c.workflow[stepOfType(c, "action")[0]], /there is no step/],
    [
      "an orphan",
      (c) => Object.assign(c.workflow, { "end--00000000-0000-4000-8000-000000000000": { type: "end" } }),
      /never reached/,
    ],
    [
      "a circle",
      (c) => {
        stepOfType(c, "action", 4)[1].on_completion = stepOfType(c, "action", 1)[0];
      },
      /reached twice|never reached/,
    ],
    [
      "branches that share their end",
      (c) => {
        const choice = stepOfType(c, "switch-condition")[1] as {
          on_completion: string;
          cases: Record<string, string>;
        };
        choice.cases.network = choice.on_completion;
      },
      /reached twice/,
    ],
    [
      "an unknown type of step",
      (c) => Object.assign(stepOfType(c, "action")[1], { type: "parallel" }),
      /workflow/,
    ],
    [
      "a command that a program would run",
      (c) => Object.assign((stepOfType(c, "action")[1].commands as object[])[0] as object, { type: "bash" }),
      /commands/,
    ],
    [
      "a field that is not read",
      (c) => Object.assign(c, { workflow_exception: c.workflow_start }),
      /workflow_exception|[Uu]nrecognized/,
    ],
    [
      "an agent that is not defined",
      (c) => Object.assign(c, { agent_definitions: {} }),
      /agent is not defined/,
    ],
    [
      "a variable that is not declared",
      (c) => Object.assign(c, { playbook_variables: {} }),
      /variable is not declared/,
    ],
    ["another version of CACAO", (c) => Object.assign(c, { spec_version: "cacao-1.1" }), /spec_version/],
    [
      "a modification before it was made",
      (c) => Object.assign(c, { modified: "2020-01-01T00:00:00.000Z" }),
      /before created/,
    ],
    [
      "a default that is no case",
      (c) => {
        const choice = stepOfType(c, "switch-condition")[1].step_extensions as Record<
          string,
          Record<string, unknown>
        >;
        (Object.values(choice)[0] as Record<string, unknown>).default_case = "perhaps";
      },
      /default is none/,
    ],
  ];
  for (const [what, change, says] of faults) {
    test(what, () => {
      const found = broken(change);
      expect(typeof found === "string" ? found : "accepted").toMatch(says);
    });
  }

  test("and the unbroken one is not", () => {
    expect(typeof broken(() => {})).toBe("object");
  });
});

describe("sheets on disk", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "beffroi-sheets-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("of the town stand before those shipped, and what is no sheet is named", () => {
    const town = join(folder, "town");
    mkdirSync(town);
    const own = { ...raw("flood.json"), name: "Site submergé, version de la ville" };
    writeFileSync(join(town, "flood.json"), JSON.stringify(own));
    writeFileSync(join(town, "twice.json"), JSON.stringify(own));
    writeFileSync(join(town, "broken.json"), "{");
    writeFileSync(join(town, "huge.json"), "x".repeat(300 * 1024));
    const sheets = openSheets(SHIPPED_SHEETS, town);
    const { sheets: found, refused } = sheets.shelf();
    expect(found.map(({ origin }) => origin)).toEqual(["town", "shipped", "shipped", "shipped"]);
    expect(refused.map(({ file }) => file)).toEqual(["broken.json", "huge.json", "twice.json"]);
    expect(sheets.find(own.id)?.name.fr).toBe("Site submergé, version de la ville");
  });

  test("that were started stay as they were when their file changes or goes", () => {
    const town = join(folder, "town");
    mkdirSync(town);
    const path = join(town, "own.json");
    writeFileSync(path, JSON.stringify({ ...raw("flood.json"), name: "Ancienne" }));
    const sheets = openSheets(join(folder, "none"), town);
    const first = sheets.find(raw("flood.json").id) as Sheet;
    sheets.keep(first);
    writeFileSync(path, JSON.stringify({ ...raw("flood.json"), name: "Nouvelle" }));
    const again = openSheets(join(folder, "none"), town);
    expect(again.find(first.cacao.id)?.name.fr).toBe("Nouvelle");
    expect(again.kept(first.revision)?.name.fr).toBe("Ancienne");
    // A kept text that was changed is not the one that the journal names.
    const kept = join(town, "kept", `${first.revision}.json`);
    writeFileSync(kept, readFileSync(kept, "utf8").replace("Ancienne", "Falsifiée"));
    expect(openSheets(join(folder, "none"), town).kept(first.revision)).toBeUndefined();
  });
});
