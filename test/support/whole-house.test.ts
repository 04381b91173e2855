import { expect, test } from "bun:test";
import { enrol } from "./cast.ts";
import { openWholeHouse } from "./whole-house.ts";

test("whoever is signed in finds each room that the page asks", async () => {
  const house = await openWholeHouse();
  try {
    const cast = await enrol(house.url, house.setupLink() ?? "");
    for (const path of ["/api/watch/summary", "/api/claims/summary", "/api/claims/queue", "/api/incidents"]) {
      const { status } = await cast.bob.browser.get(path);
      expect([path, status]).toEqual([path, 200]);
    }
  } finally {
    await house.stop();
  }
});
