import type { Browser, Locator, Page } from "playwright-core";
import { launch, type Visitor, type VisitorOptions, visit } from "./browsing.ts";
import { openWatchStage, type WatchStage } from "./watch-stage.ts";

/** People at their browsers before the watch: one browser for a file of tests, a house of its own for each test. */
export class WatchVisits {
  private browser: Browser | undefined;
  private opened: WatchStage | undefined;
  private visitors: Visitor[] = [];

  get stage(): WatchStage {
    if (this.opened === undefined) throw new Error("no test is running");
    return this.opened;
  }

  readonly launch = async (): Promise<void> => {
    this.browser = await launch();
  };
  readonly open = async (): Promise<void> => {
    this.opened = await openWatchStage();
  };
  readonly leave = async (): Promise<void> => {
    for (const visitor of this.visitors.splice(0)) await visitor.leave();
    await this.opened?.stop();
    this.opened = undefined;
  };
  readonly close = async (): Promise<void> => {
    await this.browser?.close();
  };

  /** Somebody opens the console at a place of the watch: "/list", "/census/at/..." */
  async look(place: string, options: VisitorOptions = {}): Promise<Visitor> {
    if (this.browser === undefined) throw new Error("the browser is not launched");
    const visitor = await visit(this.browser, `${this.stage.url}/#/sites${place}`, options);
    this.visitors.push(visitor);
    return visitor;
  }

  importList(lines: readonly string[]): Promise<Record<string, unknown>> {
    const list = { id: "m-test", text: lines.join("\n"), source: "Liste d'essai", tags: ["essai"] };
    return this.stage.post("/api/watch/imports", list);
  }
}

/** The rows of the national list. */
export const rows = (page: Page): Locator => page.locator(".virtual-rows > li");
export const row = (page: Page, name: string): Locator => rows(page).filter({ hasText: name });
