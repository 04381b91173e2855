import { describe, expect, test } from "bun:test";
import { z } from "zod";
import { Refusal } from "./refusal.ts";
import { checked, jsonBody } from "./request.ts";

const request = (body: BodyInit, type = "application/json") =>
  new Request("http://localhost/", { method: "POST", body, headers: { "content-type": type } });
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "taken",
    (error: unknown) => (error instanceof Refusal ? error.code : error),
  );

describe("the JSON of a body", () => {
  test("is read to its bound, and no further", async () => {
    expect(await jsonBody(request('{"a":"é"}'), 10)).toEqual({ a: "é" });
    expect(await jsonBody(request("  "), 10)).toEqual({});
    expect(await codeOf(jsonBody(request('{"a":"éé"}'), 10))).toBe("too-large");
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1_000).fill(32));
      },
    });
    expect(await codeOf(jsonBody(request(endless), 5_000))).toBe("too-large");
    expect(pulled).toBeLessThan(100);
  });

  test("that is none, or of another type, is refused", async () => {
    for (const text of ["{", "nothing", "[".repeat(60_000), '{"a":'.repeat(20_000), "\ufeff\ufeff{}"]) {
      expect(await codeOf(jsonBody(request(text), 200_000))).toBe("bad-request");
    }
    for (const type of ["text/plain", "", "application/jsonp", "multipart/form-data"]) {
      expect(await codeOf(jsonBody(request("{}", type), 100))).toBe("wrong-type");
    }
  });

  test("that breaks off is refused, and is no fault of ours", async () => {
    const broken = new ReadableStream({
      pull(controller) {
        controller.error(new DOMException("", "AbortError"));
      },
    });
    expect(await codeOf(jsonBody(request(broken), 100))).toBe("bad-request");
  });

  test("that drips in for ever is waited for no longer than the bound", async () => {
    const dripping = new ReadableStream({
      async pull(controller) {
        await Bun.sleep(20);
        controller.enqueue(new Uint8Array([32]));
      },
    });
    expect(await codeOf(jsonBody(request(dripping), 100_000, 200))).toBe("too-slow");
  });

  test("makes no object with a foreign prototype", async () => {
    const schema = z.object({ a: z.string().optional() }).strict();
    for (const text of ['{"__proto__":{"a":"x"}}', '{"constructor":1}']) {
      const value = await jsonBody(request(text), 100);
      expect(await codeOf((async () => checked(schema, value))())).toBe("bad-request");
      expect(({} as { a?: unknown }).a).toBeUndefined();
    }
  });
});
