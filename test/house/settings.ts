import type { z } from "zod";
import type { Finding } from "./tree.ts";

const DOCUMENT = "docs/operating.md";

/** One setting as a person writes it: its section ("", "[gateway]", "[[site]]"), name, and default as TOML. */
export type Setting = { readonly section: string; readonly name: string; readonly standard: string };

type Def = {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  defaultValue?: unknown;
};

/** All settings of a schema. A default reads "none" when the setting may be left out, "required" when it may not. */
export function settingsOf(schema: z.ZodType, section = ""): Setting[] {
  const { shape = {} } = schema.def as Def;
  return Object.entries(shape).flatMap(([name, field]) => {
    const { core, standard } = unwrap(field);
    const def = core.def as Def;
    const path = section === "" ? name : `${section.replace(/[[\]]/g, "")}.${name}`;
    if (def.shape !== undefined) return settingsOf(core, `[${path}]`);
    const element = def.element?.def as Def | undefined;
    if (def.element !== undefined && element?.shape !== undefined)
      return settingsOf(def.element, `[[${path}]]`);
    return [{ section, name, standard }];
  });
}

function unwrap(field: z.ZodType): { core: z.ZodType; standard: string } {
  let core = field;
  let standard = "required";
  for (let def = core.def as Def; def.innerType !== undefined; def = core.def as Def) {
    if (def.type === "default") standard = JSON.stringify(def.defaultValue);
    else if (def.type === "optional" && standard === "required") standard = "none";
    core = def.innerType;
  }
  return { core, standard };
}

/** Settings that docs/operating.md describes: tables whose lines start with `name` | `default`, under a heading with the section. */
export function documentedSettings(text: string): Setting[] {
  let section: string | undefined;
  const settings: Setting[] = [];
  for (const line of text.split("\n")) {
    if (/^#+ /.test(line)) section = headingSection(line);
    const row = /^\| `(\w+)` \| (?:`([^`]*)`|(required|none)) \|/.exec(line);
    if (row === null || section === undefined) continue;
    settings.push({ section, name: row[1] ?? "", standard: row[2] ?? row[3] ?? "" });
  }
  return settings;
}

/** "### Settings: `[gateway]`" -> "[gateway]"; "### Settings: top of the file" -> "". */
function headingSection(heading: string): string | undefined {
  if (!/^#+ Settings: /.test(heading)) return undefined;
  return /`(\[+[\w.]+\]+)`/.exec(heading)?.[1] ?? "";
}

/** Settings that are not documented, documented but unknown, or documented with another default. */
export function settingFindings(schema: z.ZodType, text: string): Finding[] {
  const documented = new Map(documentedSettings(text).map((setting) => [keyOf(setting), setting]));
  const findings: Finding[] = [];
  const add = (what: string) =>
    findings.push({ where: DOCUMENT, what, remedy: "Correct its table (test/house/README.md, settings)." });
  for (const setting of settingsOf(schema)) {
    const key = keyOf(setting);
    const found = documented.get(key);
    documented.delete(key);
    if (found === undefined) add(`says nothing of ${key} (default ${setting.standard}).`);
    else if (found.standard !== setting.standard) {
      add(`says that ${key} is ${found.standard} by default; it is ${setting.standard}.`);
    }
  }
  for (const key of documented.keys()) add(`describes ${key}, which is no setting.`);
  return findings;
}

function keyOf({ section, name }: Setting): string {
  return section === "" ? name : `${section} ${name}`;
}
