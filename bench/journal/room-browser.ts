import { chromium, type Page } from "playwright-core";
import { type Beffroi, consoleUrl } from "../harness/beffroi.ts";
import { percentile } from "../harness/statistics.ts";
import type { Member } from "./room-crowd.ts";

/** The same screens as a person opens them: from the press until all that was asked for has come and stands on the page. */

const CHROMIUM = "/usr/bin/chromium";
/** So long without an open question and without a change of the page, in ms, and the screen stands. */
const QUIET_MS = 60;
const STANDS_MS_MAX = 10_000;

export type OpenedFigures = { screen: string; opened: number; p50Ms: number; p95Ms: number };

const screensOf = (incident: string): Record<string, string> => ({
  overview: "#/overview",
  "the room": `#/incident/${incident}`,
  "its tasks": `#/incident/${incident}/tasks`,
  "its decisions": `#/incident/${incident}/decisions`,
  "its facts": `#/incident/${incident}/facts`,
  siege: "#/siege",
  journal: "#/journal",
  "public page": "#/status",
  people: "#/people",
  settings: "#/settings",
});

/** Opens every screen `rounds` times in turn in one page, as somebody who goes to and fro. */
export async function openInBrowser(
  beffroi: Beffroi,
  { cookie }: Member,
  incident: string,
  rounds: number,
): Promise<OpenedFigures[]> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies(cookiesOf(cookie, consoleUrl(beffroi, "/")));
    await context.addInitScript(countQuestions);
    const page = await context.newPage();
    await page.goto(consoleUrl(beffroi, "/"));
    await page.locator(".rail").waitFor();
    const screens = Object.entries(screensOf(incident));
    const times = new Map<string, number[]>(screens.map(([screen]) => [screen, []]));
    for (let round = 0; round <= rounds; round++) {
      for (const [screen, hash] of screens) {
        const ms = await msUntilStands(page, hash);
        // The first time the browser has not compiled the page's code.
        if (round > 0) times.get(screen)?.push(ms);
      }
    }
    return [...times].map(([screen, all]) => ({
      screen,
      opened: all.length,
      p50Ms: percentile(all, 0.5),
      p95Ms: percentile(all, 0.95),
    }));
  } finally {
    await browser.close();
  }
}

function cookiesOf(header: string, url: string) {
  return header.split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
}

type Watched = { questions: number };

/** Runs in the page before its own code: counts the questions that have no answer yet. */
function countQuestions(): void {
  const watched: Watched = { questions: 0 };
  Object.assign(window, { watched });
  const ask = window.fetch.bind(window);
  const counted = async (...args: Parameters<typeof ask>) => {
    watched.questions++;
    try {
      return await ask(...args);
    } finally {
      watched.questions--;
    }
  };
  window.fetch = Object.assign(counted, ask);
}

function msUntilStands(page: Page, hash: string): Promise<number> {
  return page.evaluate(
    async ({ hash, quietMs, mostMs }) => {
      const { watched } = window as unknown as { watched: Watched };
      const from = performance.now();
      let changedAt = from;
      const observer = new MutationObserver((changes) => {
        // The clock and the figures of the second change all the time, and are not what was asked for.
        const isClock = (node: Node) => node.parentElement?.closest(".band, time, .figures") != null;
        if (changes.some(({ target }) => !isClock(target))) changedAt = performance.now();
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      window.location.hash = hash;
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        const now = performance.now();
        if (watched.questions > 0) changedAt = Math.max(changedAt, now);
        if (now - changedAt > quietMs || now - from > mostMs) break;
      }
      observer.disconnect();
      return changedAt - from;
    },
    { hash, quietMs: QUIET_MS, mostMs: STANDS_MS_MAX },
  );
}
