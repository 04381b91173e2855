import { expect, test } from "bun:test";
import { freeing, makePlaces } from "./places.ts";

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "taken";
};

test("nobody takes every place, a crowd no more than there are, and a place is freed once", () => {
  const places = makePlaces(5, 2);
  const first = places.take("alice");
  places.take("alice");
  expect(codeOf(() => places.take("alice"))).toBe("too-many-transfers");
  for (const who of ["bob", "bob", "chloe"]) places.take(who);
  expect(codeOf(() => places.take("david"))).toBe("too-many-transfers");
  first();
  first();
  expect(places.taken()).toBe(4);
  expect(codeOf(() => places.take("alice"))).toBe("taken");
  expect(codeOf(() => places.take("david"))).toBe("too-many-transfers");
});

test("a stream frees its place when it was read, when it breaks, and when its reader leaves", async () => {
  let freed = 0;
  const of = (chunks: number, breaks = false) => {
    let left = chunks;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left-- > 0) controller.enqueue(new Uint8Array(10));
        else if (breaks) controller.error(new Error("broken"));
        else controller.close();
      },
    });
    return freeing(stream, () => freed++);
  };
  expect((await new Response(of(3)).bytes()).length).toBe(30);
  expect(freed).toBe(1);
  await expect(new Response(of(3, true)).bytes()).rejects.toThrow("broken");
  expect(freed).toBe(2);
  const reader = of(3).getReader();
  await reader.read();
  expect(freed).toBe(2);
  await reader.cancel();
  expect(freed).toBe(3);
});
