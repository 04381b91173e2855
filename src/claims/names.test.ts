import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openGazetteer } from "../gazetteer/index.ts";
import { openExtraction } from "./extract/index.ts";

/** Of the ways to name a body in test/support/press/names.txt, the share that has to be understood. */
const SHARE_MIN = 0.9;

const gazetteer = openGazetteer();
const read = openExtraction(gazetteer);
const named = readFileSync(join(import.meta.dir, "../../test/support/press/names.txt"), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [ids = "", text = ""] = line.split(" | ");
    return { ids: ids === "-" ? [] : ids.split(",").sort(), text };
  });
const readIds = (text: string) =>
  [...new Set(read({ text: `${text}\n` }).attacks.map(({ body }) => body.id))].sort();

describe("ways to name who is attacked", () => {
  test("are of bodies that are known", () => {
    for (const id of named.flatMap(({ ids }) => ids)) expect(gazetteer.byId(id)?.id, id).toBe(id);
  });

  test("most are understood", () => {
    const wrong = named.filter(({ ids, text }) => readIds(text).join() !== ids.join());
    const listed = wrong.map(({ ids, text }) => `${text} ${ids} ${readIds(text)}`).join("\n");
    expect(1 - wrong.length / named.length, listed).toBeGreaterThanOrEqual(SHARE_MIN);
  });
});
