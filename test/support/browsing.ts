import { readFileSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { Language } from "../../src/console/locales/index.ts";

/** A real browser on the console's page, as a person has one. */

const AXE = readFileSync(new URL(import.meta.resolve("axe-core/axe.min.js")), "utf8");

const EXPECTED = /status of (401|403|404|409|429)|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED_ENCODING/;

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

export type Visitor = {
  page: Page;
  /** All that the browser complained of, but refusals and a live stream that was cut: those are the console's right. */
  faults: string[];
  /** How often the page asked for paper. */
  printed(): Promise<number>;
  /** A session of its own ends with it. */
  leave(): Promise<void>;
};

export type VisitorOptions = BrowserContextOptions & { language?: Language };

/** Opens an address in a browser of its own: nobody else's cookies. */
export async function visit(browser: Browser, url: string, options: VisitorOptions = {}): Promise<Visitor> {
  const { language, ...rest } = options;
  const context = await browser.newContext({ timezoneId: "Europe/Paris", ...rest });
  await context.addInitScript((chosen) => {
    if (chosen !== undefined) localStorage.setItem("beffroi.language", chosen);
    Object.assign(window, { printed: 0 });
    window.print = () =>
      Object.assign(window, { printed: (window as unknown as { printed: number }).printed + 1 });
  }, language);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    if (!EXPECTED.test(message.text())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(url);
  return {
    page,
    faults,
    printed: () => page.evaluate(() => (window as unknown as { printed: number }).printed),
    leave: () => context.close(),
  };
}

/** Rules of axe that a page breaks. Run by the debugger, for the page's own policy lets no foreign script in. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
}

/** What reaches beyond the window's right edge: a reader would have to scroll sideways. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element) =>
      element.closest(".rail, .parts, .table-scroll, .unseen, .skip") !== null;
    const wide = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element),
    );
    return wide.map((element) => element.outerHTML.slice(0, 120));
  });
}
