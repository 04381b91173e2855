import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { type DemoTown, startDemoTown } from "../../demo/server.ts";
import { type Look, lookFrom, PLAIN_LOOK } from "../../src/gateway/waiting/look.ts";
import {
  alreadySentPage,
  type WaitingPage,
  type WaitingReason,
  waitingHeaders,
  waitingPage,
} from "../../src/gateway/waiting/page.ts";
import { SCRIPT_PATH, scriptResponse } from "../../src/gateway/waiting/script.ts";
import { makeCertificate } from "../support/certificate.ts";

/** The waiting page in a real browser, in front of the demonstration town, whose look it takes. */

const AXE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const BODY = new Uint8Array(4_000).map((_, at) => at % 256);
const CHALLENGE = "v1.3q2-7wAAAAEAAAGTXh8xyQ.contact";

type Sent = { target: string; fields: URLSearchParams; referer: string | null };
/** `isStill`: with an empty script, so that the page stays while it is looked at. `redirect`: what answers a sent form. */
type Shown = { look: Look; page: Partial<WaitingPage>; isStill: boolean; redirect: string | undefined };

let browser: Browser;
let demo: DemoTown;
let demoLook: Look;
let front: ReturnType<typeof Bun.serve>;
/** What the front server shows at /contact, and what came back to it. */
let shown: Shown;
let sent: Sent[] = [];
let answerDelayMs = 0;
const stops: Array<() => Promise<unknown>> = [];

beforeAll(async () => {
  demo = startDemoTown({ port: 0, delayFactor: 0 });
  const home = await (await fetch(`${demo.url}/`)).text();
  demoLook = lookFrom(home, "mairie");
  front = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: answer });
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(async () => {
  await browser.close();
  await front.stop(true);
  await demo.stop();
});

/** Plays the gateway: the waiting page at /contact, the script, and all else from the town. */
async function answer(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  if (pathname === SCRIPT_PATH) {
    return shown.isStill
      ? new Response("", { headers: { "content-type": "text/javascript" } })
      : scriptResponse(request);
  }
  if (request.method === "POST") {
    const fields = new URLSearchParams(await request.text());
    sent.push({ target: pathname + search, fields, referer: request.headers.get("referer") });
    await Bun.sleep(answerDelayMs);
    if (shown.redirect !== undefined) return Response.redirect(shown.redirect, 303);
    return thanksPage();
  }
  if (pathname === "/deja") return new Response(alreadySentPage(shown.look), { headers: waitingHeaders(0) });
  if (pathname !== "/contact") return fetch(demo.url + pathname + search, { decompress: false });
  const html = waitingPage(shown.look, {
    reason: "check",
    action: "/contact?a=1&b=%C3%A9&beffroi-suite",
    envelope: "v1.enveloppe-_",
    body: Buffer.from(BODY).toString("base64"),
    challenge: CHALLENGE,
    bitsMin: 8,
    bitsMax: 18,
    isForm: true,
    retryAfterSeconds: 600,
    ...shown.page,
  });
  return new Response(html, { status: 503, headers: waitingHeaders(600) });
}

function thanksPage(): Response {
  const html = "<!doctype html><html lang=fr><title>Merci</title><h1>Merci</h1>";
  return new Response(html, { headers: { "content-type": "text/html", "cache-control": "no-store" } });
}

/** Opens the waiting page as a person would. `faults` collects all that the browser complains of. */
async function look(
  what: Partial<Shown>,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[] }> {
  shown = { look: PLAIN_LOOK, page: {}, isStill: false, redirect: undefined, ...what };
  sent = [];
  answerDelayMs = 0;
  const context = await browser.newContext(options);
  stops.push(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    // The browser counts the page's own status as a complaint.
    if (message.type() === "error" && !/503 \(Service Unavailable\)/.test(message.text()))
      faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(`http://127.0.0.1:${front.port}/contact`);
  return { page, faults };
}

/** Rules of axe that a page breaks. Run by the debugger, for the page's own policy lets no foreign script in. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

const thanks = (page: Page) => page.getByRole("heading", { name: "Merci" });
const onlySent = (): Sent => {
  expect(sent).toHaveLength(1);
  return sent[0] as Sent;
};
function expectCarried({ target, fields }: Sent): void {
  expect(target).toBe("/contact?a=1&b=%C3%A9&beffroi-suite");
  expect(fields.get("beffroi-envelope")).toBe("v1.enveloppe-_");
  expect(Buffer.from(fields.get("beffroi-body") ?? "", "base64").equals(BODY)).toBe(true);
}

describe("with script", () => {
  test("goes on by itself, within its policy, with every byte and a proof", async () => {
    const { page, faults } = await look({ look: demoLook });
    await thanks(page).waitFor();
    const back = onlySent();
    expectCarried(back);
    const [bits = "", counter = ""] = (back.fields.get("beffroi-proof") ?? "").split(".");
    expect(Number(bits)).toBeWithin(8, 19);
    const digest = createHash("sha256").update(`${CHALLENGE}.${counter}`).digest();
    expect(digest.readUInt32BE(0) >>> (32 - Number(bits))).toBe(0);
    expect(back.referer).toEndWith("/contact");
    expect(faults).toEqual([]);
  });

  test("sends once, though the button is pressed while the answer is awaited", async () => {
    const { page } = await look({ page: { reason: "line" } });
    answerDelayMs = 500;
    await page.evaluate(() => {
      const button = document.querySelector("button");
      for (let press = 0; press < 3; press++) button?.click();
    });
    await thanks(page).waitFor();
    expectCarried(onlySent());
  });

  test("says politely when it tries again, takes no focus, and then does", async () => {
    const { page, faults } = await look({ page: { reason: "origin-gone", retryAfterSeconds: 2 } });
    const status = page.getByRole("status");
    await status
      .filter({ hasText: "La page essaie de nouveau toute seule dans quelques secondes." })
      .waitFor();
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    expect(sent).toHaveLength(0);
    await thanks(page).waitFor();
    expect(onlySent().fields.get("beffroi-proof")).toMatch(/^\d+\.\d+$/);
    expect(faults).toEqual([]);
  });

  test("speaks in minutes when it is long", async () => {
    const { page } = await look({
      look: { ...PLAIN_LOOK, lang: "en" },
      page: { reason: "line", retryAfterSeconds: 300 },
    });
    await page
      .getByRole("status")
      .filter({ hasText: /by itself in about [56] minutes\./ })
      .waitFor();
  });

  test("stays responsive while it works", async () => {
    const { page } = await look({ page: { reason: "line", bitsMin: 18, bitsMax: 18 } });
    const longestMs = await page.evaluate(async () => {
      let longest = 0;
      let last = performance.now();
      const end = last + 1_000;
      while (performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }
      return longest;
    });
    expect(longestMs).toBeLessThan(150);
  });
});

describe("without script", () => {
  const OFF = { javaScriptEnabled: false };

  test("one press of the button sends every byte", async () => {
    const { page } = await look({ look: demoLook }, OFF);
    await page.getByRole("button", { name: "Envoyer" }).click();
    await thanks(page).waitFor();
    const back = onlySent();
    expectCarried(back);
    expect(back.fields.get("beffroi-proof")).toBe("");
  });

  test("so does the Enter key, and the button is what the keyboard comes to first", async () => {
    const { page } = await look({}, OFF);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await thanks(page).waitFor();
    expectCarried(onlySent());
  });

  test("half a megabyte goes through", async () => {
    const body = Buffer.alloc(512 * 1024, 0xfb).toString("base64");
    const { page } = await look({ page: { body } }, OFF);
    await page.getByRole("button").click();
    await thanks(page).waitFor();
    expect(onlySent().fields.get("beffroi-body") === body).toBe(true);
  });
});

describe("where the town sends the visitor on", () => {
  test("over TLS, to another server, the policy lets them go", async () => {
    const tls = makeCertificate(["localhost"]);
    const payment = Bun.serve({ hostname: "127.0.0.1", port: 0, tls, fetch: () => thanksPage() });
    stops.push(() => payment.stop(true));
    const { page, faults } = await look(
      { redirect: `https://localhost:${payment.port}/` },
      { ignoreHTTPSErrors: true },
    );
    await thanks(page).waitFor();
    expect(page.url()).toBe(`https://localhost:${payment.port}/`);
    expect(faults).toEqual([]);
  });

  test("in the clear it does not", async () => {
    const { page, faults } = await look({ redirect: `http://localhost:${front.port}/` });
    await page.waitForEvent("console", (message) => message.text().includes("form-action"));
    expect(page.url()).toEndWith("/contact");
    expect(faults.join()).toContain("form-action");
  });
});

describe("for everybody", () => {
  const PHONE = { width: 320, height: 640 };
  const SCREEN_AT_200_PERCENT = { width: 640, height: 400 };
  const cases: Array<[string, WaitingReason, "light" | "dark", { width: number; height: number }]> = [
    ["fr", "check", "light", { width: 1280, height: 800 }],
    ["fr", "line", "dark", PHONE],
    ["en", "origin-gone", "dark", SCREEN_AT_200_PERCENT],
    ["en", "check", "light", PHONE],
    ["fr", "origin-gone", "light", SCREEN_AT_200_PERCENT],
  ];

  for (const isPlain of [true, false]) {
    test.each(cases)(
      `axe finds nothing and nothing is cut off, ${isPlain ? "plain" : "demo"}: %s, %s, %s`,
      async (lang, reason, colorScheme, viewport) => {
        const site = isPlain ? { ...PLAIN_LOOK, lang, siteName: "Ville de Démo" } : { ...demoLook, lang };
        const { page, faults } = await look(
          { look: site, page: { reason, isForm: reason !== "line" }, isStill: reason === "check" },
          { colorScheme, viewport },
        );
        expect(await violations(page)).toEqual([]);
        expect(
          await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
        ).toBe(0);
        expect(faults).toEqual([]);
      },
    );
  }

  test("the page for a second use too", async () => {
    for (const site of [PLAIN_LOOK, demoLook]) {
      const { page } = await look({ look: site, page: { reason: "line" } });
      await page.goto(`http://127.0.0.1:${front.port}/deja`);
      expect(await violations(page)).toEqual([]);
    }
  });
});
