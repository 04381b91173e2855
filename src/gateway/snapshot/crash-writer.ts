import { writeSync } from "node:fs";
import { makeLog } from "../../kernel/log.ts";
import { aPage } from "./fixture.ts";
import { openSnapshot } from "./store.ts";

/** For crash.test.ts: writes pages until it is killed (each acknowledged on stdout), or until the disk is full. */

const [path = "", mode = ""] = process.argv.slice(2);
const store = openSnapshot({ path, bytesMax: 2 ** 30, pagesMax: 100_000, log: makeLog("writer") });
const body = (i: number) => `${mode} ${i} `.repeat(400 + (i % 7) * 3_000);

if (mode === "full") {
  let written = 0;
  while (written < 10_000 && store.write(aPage(`/p${written}`, body(written)), 1)) written++;
  const why = store.health().lastRefusal;
  const refused = !store.write(aPage("/again", body(6)), 1);
  let readsWhole = true;
  for (let i = 0; i < written; i++) readsWhole &&= store.read(`/p${i}`)?.target === `/p${i}`;
  const remembered = store.remember("large", "x".repeat(900_000));
  writeSync(1, `${JSON.stringify({ written, refused, why, readsWhole, remembered })}\n`);
} else {
  for (let i = 0; ; i++) {
    // New pages and rewritten ones, removed ones and visits: each kind of write is cut off somewhere.
    const target = `/${i % 3 === 0 ? "again" : mode}/${i % 50}`;
    if (!store.write(aPage(target, body(i)), i)) throw new Error("refused");
    writeSync(1, `${target}\n`);
    store.addVisits(1, new Map([[target, 1]]));
  }
}
