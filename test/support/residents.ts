import type { Browser, Page } from "playwright-core";
import { type Visitor, type VisitorOptions, visit } from "./browsing.ts";
import { type Cast, enrol, type Name, PASSWORDS } from "./cast.ts";
import { openWholeHouse, type WholeHouse } from "./whole-house.ts";

/** A house in which Alice, Bob, Chloé and David live and Emma is shut out, and browsers that come to it. */
export class Residents {
  readonly stops: Array<() => Promise<unknown>> = [];

  constructor(private readonly browser: () => Browser) {}

  /** Ends all that was opened, the last first. */
  async goHome(): Promise<void> {
    for (const stop of this.stops.splice(0).reverse()) await stop();
  }

  async empty(scene?: string): Promise<WholeHouse> {
    const house = await openWholeHouse(scene === undefined ? {} : { scene });
    this.stops.push(() => house.stop());
    return house;
  }

  async inhabited(scene?: string): Promise<{ house: WholeHouse; cast: Cast }> {
    const house = await this.empty(scene);
    const cast = await enrol(house.url.replace("localhost", "127.0.0.1"), house.setupLink() ?? "");
    return { house, cast };
  }

  async visitor(url: string, options?: VisitorOptions): Promise<Visitor> {
    const came = await visit(this.browser(), url, options);
    this.stops.push(() => came.leave());
    return came;
  }

  /** Signs somebody in by name and password, and goes to a room. */
  async signedIn(house: WholeHouse, name: Name, room: string, options?: VisitorOptions): Promise<Visitor> {
    const came = await this.visitor(house.url, options);
    await fillSignIn(came.page, name, PASSWORDS[name]);
    await came.page.locator(".rail").waitFor();
    await came.page.goto(`${house.url}/#/${room}`);
    return came;
  }
}

/** In either language. */
export async function fillSignIn(page: Page, userName: string, password: string): Promise<void> {
  await page.getByLabel(/^(Nom d’utilisateur|User name)$/).fill(userName);
  await page.getByLabel(/^(Mot de passe|Password)$/).fill(password);
  await page.getByRole("button", { name: /^(Entrer|Enter)$/ }).click();
}

export const headline = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByRole("heading", { level: 1 }).filter({ hasText: text }).waitFor();

export const press = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole("button", { name, exact: true }).click();

/** What the console answers when this page asks it, whatever the page offers. */
export function asks(page: Page, method: string, path: string, body: unknown): Promise<number> {
  return page.evaluate(
    async ([verb, to, data]) => {
      const headers = { "content-type": "application/json" };
      return (await fetch(to as string, { method: verb as string, headers, body: data as string })).status;
    },
    [method, path, JSON.stringify(body)],
  );
}
