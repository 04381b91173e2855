import { expect, test } from "bun:test";
import { UNASKED_BYTES_MAX, Wire } from "./wire.ts";

test("what a server says before it is asked is kept within a bound, then told in its order", () => {
  const wire = new Wire({ address: "127.0.0.1", port: 1 });
  const piece = 4_096;
  for (let at = 0; at < 1_000; at++) wire.whenData(new Uint8Array(piece).fill(at % 256));
  const heard: number[] = [];
  let bytes = 0;
  wire.hear({
    data: (part) => {
      heard.push(part[0] as number);
      bytes += part.length;
    },
    over: () => heard.push(-1),
  });
  expect(bytes).toBeLessThanOrEqual(UNASKED_BYTES_MAX + piece);
  expect(heard.slice(0, 3)).toEqual([0, 1, 2]);
});

test("an end that came before anybody listened is told, once", () => {
  const wire = new Wire({ address: "127.0.0.1", port: 1 });
  wire.whenOver(true);
  wire.whenOver(false);
  const ends: boolean[] = [];
  wire.hear({ data: () => {}, over: (reset) => ends.push(reset) });
  expect(ends).toEqual([true]);
});

test("nothing is told after it was given up", () => {
  const wire = new Wire({ address: "127.0.0.1", port: 1 });
  let told = 0;
  const count = () => {
    told += 1;
  };
  wire.hear({ data: count, over: count });
  wire.close();
  wire.whenData(new Uint8Array(3));
  wire.whenOver(false);
  expect(told).toBe(0);
});
