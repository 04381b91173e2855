import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { fileSchema } from "../../src/config.ts";
import { settingFindings, settingsOf } from "./settings.ts";
import { expectNone, readTree } from "./tree.ts";

const example = z
  .object({
    data: z.string().default("./data").meta({ remedy: "x" }),
    gateway: z
      .object({ listen: z.array(z.string()).default(["127.0.0.1:8080"]), key: z.string().optional() })
      .prefault({}),
    site: z
      .array(z.object({ name: z.string() }).refine(() => true))
      .max(5)
      .default([]),
  })
  .strict();
const good = `
### Settings: top of the file
| \`data\` | \`"./data"\` | folder |
### Settings: \`[gateway]\`
| \`listen\` | \`["127.0.0.1:8080"]\` | where |
| \`key\` | none | file |
### Settings: \`[[site]]\`
| \`name\` | required | name |
## Another part
| \`unrelated\` | \`1\` | not a setting |
`;
const whats = (text: string) => settingFindings(example, text).map(({ what }) => what);

describe("settings", () => {
  test("are documented in docs/operating.md with their defaults", () => {
    expectNone(settingFindings(fileSchema, readTree().get("docs/operating.md") ?? ""));
  });

  test("of a schema are all found", () => {
    expect(settingsOf(example)).toHaveLength(4);
    expect(whats(good)).toEqual([]);
  });

  test.each([
    ['| `data` | `"./data"` | folder |', "", "says nothing of data"],
    ["| `name` | required | name |", "", "says nothing of [[site]] name"],
    ['`["127.0.0.1:8080"]`', '`["0.0.0.0:80"]`', "by default; it is"],
    ["| `key` |", "| `ky` |", "describes [gateway] ky"],
  ])("a breach is found: %p -> %p", (before, after, what) => {
    expect(whats(good.replace(before, after)).join()).toContain(what);
  });
});
