import { expect, test } from "bun:test";
import { Tidying, UNUSED_BYTES_MAX } from "./tidying.ts";

test("clears away when much more is there than was in use, not when more is in use", () => {
  let bytes = 20_000_000;
  let used = 20_000_000;
  let cleared = 0;
  const tidying = new Tidying(
    () => bytes,
    () => {
      cleared++;
      bytes = used;
    },
  );
  bytes += UNUSED_BYTES_MAX;
  tidying.look();
  expect(cleared).toBe(0);
  bytes += 1;
  used = 50_000_000;
  tidying.look();
  expect(cleared).toBe(1);
  for (let turn = 0; turn < 10; turn++) tidying.look();
  expect(cleared).toBe(1);
  // The runtime cleared away itself.
  bytes = 30_000_000;
  tidying.look();
  bytes += UNUSED_BYTES_MAX + 1;
  tidying.look();
  expect(cleared).toBe(2);
});
