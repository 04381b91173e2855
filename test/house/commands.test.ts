import { describe, expect, test } from "bun:test";
import { commandFindings } from "./commands.ts";
import { expectNone, readTree } from "./tree.ts";

const MAIN = `const commands = {
  up: { says: "serve", load: () => import("./cli/up.ts") },
  "check-config": { says: "read", load: () => import("./cli/check-config.ts") },
};
`;
const whats = (text: string) =>
  commandFindings(
    new Map([
      ["src/main.ts", MAIN],
      ["README.md", text],
    ]),
  ).map(({ what }) => what);

describe("commands", () => {
  test("in documents are those that exist, and all of them", () => expectNone(commandFindings(readTree())));

  test("one that does not exist is found, and so is one of which nobody tells", () => {
    const good = "`beffroi up` prints `beffroi ready`; node bin/beffroi.mjs check-config --config x";
    expect(whats(good)).toEqual([]);
    expect(whats(`${good}; npm run beffroi -- chek`)).toEqual(['tells of "beffroi chek".']);
    expect(whats("`beffroi up`")).toEqual(['no document tells of "beffroi check-config".']);
  });
});
