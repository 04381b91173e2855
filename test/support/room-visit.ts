import type { Browser } from "playwright-core";
import { type Visitor, type VisitorOptions, visit } from "./browsing.ts";
import { type Cast, enrol, expectDone, type Name } from "./cast.ts";
import { openWholeHouse, type WholeHouse, type WholeHouseTerms } from "./whole-house.ts";

/** People of the cast at their browsers, signed in, before the whole console. */
export type Visits = {
  house: WholeHouse;
  cast: Cast;
  /** Somebody opens the console at a place, in a browser of their own. */
  come(who: Name, place: string, options?: VisitorOptions): Promise<Visitor>;
  /** Opens an incident as Bob, without a browser. */
  openRoom(id: string, more?: object): Promise<void>;
  /** An act in an incident, without a browser. */
  act(who: Name, incident: string, name: string, body: object): Promise<void>;
  stop(): Promise<void>;
};

export async function openVisits(browser: Browser, terms: WholeHouseTerms = {}): Promise<Visits> {
  const house = await openWholeHouse(terms);
  const link = house.setupLink();
  if (link === undefined) throw new Error("this house has an administrator already");
  const cast = await enrol(house.url, link);
  const visitors: Visitor[] = [];
  return {
    house,
    cast,
    async come(who, place, options) {
      const visitor = await visit(browser, `${house.url}/healthz`, options);
      visitors.push(visitor);
      const cookies = [...cast[who].browser.cookies];
      await visitor.page
        .context()
        .addCookies(cookies.map(([name, value]) => ({ name, value, url: house.url })));
      await visitor.page.goto(`${house.url}/${place}`);
      return visitor;
    },
    async openRoom(id, more = {}) {
      const body = { id, title: "Intrusion sur la messagerie", kind: "intrusion", ...more };
      expectDone(await cast.bob.browser.post("/api/incidents", body));
    },
    async act(who, incident, name, body) {
      expectDone(await cast[who].browser.post(`/api/incidents/${incident}/acts/${name}`, body));
    },
    async stop() {
      for (const visitor of visitors.splice(0)) await visitor.leave();
      await house.stop();
    },
  };
}
