import { expect, test } from "bun:test";
import { SITES_PER_ACT_MAX } from "../../src/watch/bodies/answers.ts";
import { TAGS_PER_SITE_MAX } from "../../src/watch/events.ts";
import { DAYS_KEPT } from "../../src/watch/history/upkeep.ts";
import { LIST_LIMIT_MAX } from "../../src/watch/list.ts";
import { texts } from "../../src/console/locales/index.ts";
import { LISTED_MAX, TAGGED_MAX, TAGS_MAX } from "../../src/console/web/watch/tags.ts";

test("the page's bounds are those of the room, which it is too light to import", () => {
  expect([TAGGED_MAX, LISTED_MAX, TAGS_MAX]).toEqual([SITES_PER_ACT_MAX, LIST_LIMIT_MAX, TAGS_PER_SITE_MAX]);
});

test("how far back a census reaches is said as it is", () => {
  for (const language of ["fr", "en"] as const) {
    expect(texts[language]["refused.out-of-reach"]).toContain(` ${DAYS_KEPT} `);
  }
});
