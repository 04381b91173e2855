import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** Values for `{{name}}` in a configuration of bench/peers or bench/cms. */
export type Placeholders = Record<string, string | number>;

/** Writes the template into `folder` with its placeholders filled in, and gives the path. Throws on an unknown one. */
export function fillTemplate(template: string, folder: string, values: Placeholders): string {
  const text = readFileSync(template, "utf8").replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${template} asks for {{${name}}}, which is not known`);
    return String(value);
  });
  const path = join(folder, basename(template));
  writeFileSync(path, text);
  return path;
}
