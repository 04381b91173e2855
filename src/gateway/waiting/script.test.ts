import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "bun:test";
import { SCRIPT_PATH, scriptResponse } from "./script.ts";
import source from "./suite.js" with { type: "text" };

const ask = (headers: Record<string, string> = {}) =>
  scriptResponse(new Request(`http://ville.test${SCRIPT_PATH}`, { headers }));

describe("serving", () => {
  test("whole, packed and not at all when it is known", async () => {
    const plain = ask();
    expect(await plain.text()).toBe(source);
    expect(plain.headers.get("content-type")).toStartWith("text/javascript");
    const etag = plain.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const packed = ask({ "accept-encoding": "br, gzip" });
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    const bytes = new Uint8Array(await packed.arrayBuffer());
    expect(gunzipSync(bytes).toString()).toBe(source);
    expect(bytes.length).toBeLessThan(3_000);
    expect(ask({ "if-none-match": `"x", W/${etag}` }).status).toBe(304);
    expect(ask({ "if-none-match": '"x"' }).status).toBe(200);
    expect(ask({ "accept-encoding": "gzip;q=0" }).headers.get("content-encoding")).toBeNull();
  });
});

/** Runs the script on a form that is only as much of one as it needs. */
function run(settings: Record<string, string>, missing: "nothing" | "clock" = "nothing") {
  const proof = { value: "" };
  const said: string[] = [];
  const listeners = new Map<string, (event: object) => void>();
  const listen = (name: string, listener: (event: object) => void) => void listeners.set(name, listener);
  let submits = 0;
  let settle = (): void => undefined;
  const submitted = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const form = {
    getAttribute: (name: string) => settings[name.replace("data-", "")],
    elements: { "beffroi-proof": proof },
    addEventListener: listen,
    submit: () => {
      submits++;
      settle();
    },
  };
  const status = {
    getAttribute: (name: string) =>
      name === "data-when" ? "{n} min|1 min|half|soon" : `${name.slice(5)} {when}`,
    set textContent(text: string) {
      said.push(text.trim());
    },
  };
  const document = { getElementById: (id: string) => (id === "beffroi-suite" ? form : status) };
  const stored = new Map<string, string>(
    settings.stored === undefined ? [] : [["beffroi-suite", settings.stored]],
  );
  const sessionStorage = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => void stored.set(name, value),
  };
  const clock = missing === "clock" ? {} : Date;
  const later = (act: () => void, ms: number) => (ms < 5_000 ? setTimeout(act, ms) : undefined);
  new Function("document", "window", "sessionStorage", "Date", "setTimeout", source)(
    document,
    { addEventListener: listen },
    sessionStorage,
    clock,
    later,
  );
  return {
    proof,
    said,
    submitted,
    submits: () => submits,
    fire: (name: string, event: object) => listeners.get(name)?.(event),
  };
}

/** Leading zero bits of SHA-256 of a text. */
function zeroBits(text: string): number {
  const bits = [...createHash("sha256").update(text).digest()]
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  return bits.indexOf("1");
}

const CHECK = { reason: "check", retry: "10", "bits-min": "8", "bits-max": "12" };

describe("the script", () => {
  test.each([0, 1, 40, 46, 50, 54, 62, 63, 64, 100, 300])(
    "proves a challenge of %d characters",
    async (length) => {
      const challenge = "abcdefghij".repeat(30).slice(0, length);
      const page = run({ ...CHECK, challenge });
      await page.submitted;
      const [bits, counter] = page.proof.value.split(".");
      expect(Number(bits)).toBeWithin(8, 13);
      expect(zeroBits(`${challenge}.${counter}`)).toBeGreaterThanOrEqual(Number(bits));
      expect(page.said).toEqual(["working", "sending"]);
    },
  );

  test("sends once, and a press meanwhile sends nothing more", async () => {
    const page = run({ ...CHECK, challenge: "c" });
    await page.submitted;
    let prevented = false;
    page.fire("submit", { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
    await Bun.sleep(50);
    expect(page.submits()).toBe(1);
  });

  test("once the button was pressed it sends nothing by itself, nor when the page is shown again", async () => {
    const page = run({ ...CHECK, challenge: "c", "bits-min": "18", "bits-max": "18" });
    page.fire("submit", { preventDefault: () => expect.unreachable() });
    page.fire("pageshow", { persisted: true });
    await Bun.sleep(300);
    expect(page.submits()).toBe(0);
    expect(page.said.at(-1)).toBe("ready");
    page.fire("submit", { preventDefault: () => expect.unreachable() });
  });

  test("waits as long as it is told before it tries again, and says so without counting seconds", async () => {
    const page = run({ ...CHECK, reason: "line", retry: "0.5", challenge: "c" });
    const start = performance.now();
    await page.submitted;
    expect(performance.now() - start).toBeWithin(490, 1_500);
    expect(page.proof.value).toMatch(/^\d+\.\d+$/);
    expect(page.said.filter((text) => text.startsWith("waiting"))).not.toContain("waiting");
    expect(run({ ...CHECK, reason: "line", retry: "600", challenge: "c" }).submits()).toBe(0);
  });

  test("does not send itself a fifth time in a minute", async () => {
    const now = Date.now();
    const page = run({
      ...CHECK,
      challenge: "c",
      stored: [1, 2, 3, 4].map((n) => now - n * 1_000).join(" "),
    });
    await Bun.sleep(200);
    expect(page.submits()).toBe(0);
    expect(page.said).toEqual(["ready"]);
    const later = run({
      ...CHECK,
      challenge: "c",
      stored: [61, 62, 63, 64].map((n) => now - n * 1_000).join(" "),
    });
    await later.submitted;
  });

  test("leaves the button alone when something fails", async () => {
    const page = run({ ...CHECK, challenge: "c" }, "clock");
    await Bun.sleep(50);
    expect(page.submits()).toBe(0);
    expect(page.said.at(-1)).toBe("ready");
    page.fire("submit", { preventDefault: () => expect.unreachable() });
  });
});
