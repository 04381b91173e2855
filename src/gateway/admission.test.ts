import { describe, expect, test } from "bun:test";
import {
  type Credentials,
  HISTORY_MARGIN_MS,
  isForMachines,
  isNavigation,
  routeClassOf,
  standingOf,
} from "./admission.ts";

const nobody: Credentials = {
  declared: false,
  ticket: undefined,
  overBudget: false,
  crawler: "no",
  neverComesBack: false,
};
const CALM_UNTIL = 1_000_000;
const before = CALM_UNTIL - HISTORY_MARGIN_MS - 1;
const ticket = (kind: "visit" | "passing" | "confirmed", sinceMs: number) => ({
  ...nobody,
  ticket: { id: "a", kind, sinceMs, issuedMs: sinceMs },
});

describe("who stands where", () => {
  test.each([
    ["nobody known", nobody, "anonymous"],
    ["declared", { ...nobody, declared: true }, "staff"],
    ["a visit before the siege", ticket("visit", before), "history"],
    ["a visit in the siege", ticket("visit", CALM_UNTIL + 1), "anonymous"],
    ["a visit while the flood was not yet seen", ticket("visit", CALM_UNTIL - 1_000), "anonymous"],
    ["came back from the waiting page", ticket("confirmed", CALM_UNTIL + 1), "confirmed"],
    ["confirmed in an earlier siege", ticket("confirmed", before), "history"],
    ["only got the waiting page, however long ago", ticket("passing", before), "anonymous"],
    ["a forged ticket", { ...nobody, ticket: "bad" }, "suspected"],
    ["a ticket that costs too much", { ...ticket("visit", before), overBudget: true }, "suspected"],
    ["a verified crawler", { ...nobody, crawler: "verified" }, "crawler"],
    ["a crawler whose name is not known yet", { ...nobody, crawler: "claimed" }, "anonymous"],
    ["somebody with a crawler's name", { ...nobody, crawler: "false" }, "suspected"],
    ["an address that never comes back", { ...nobody, neverComesBack: true }, "suspected"],
  ] as Array<[string, Credentials, string]>)("%s", (_, known, standing) => {
    expect(standingOf(known, CALM_UNTIL)).toBe(standing as ReturnType<typeof standingOf>);
  });

  test("who came back has standing even where others at that address do not", () => {
    expect(standingOf({ ...ticket("confirmed", CALM_UNTIL + 1), neverComesBack: true }, CALM_UNTIL)).toBe(
      "confirmed",
    );
  });
});

describe("what is asked for", () => {
  test.each([
    ["GET", "/contact", "page"],
    ["HEAD", "/contact", "page"],
    ["GET", "/recherche?q=eau", "search"],
    ["POST", "/contact", "form"],
    ["DELETE", "/api/1", "form"],
  ])("%s %s is of class %s", (method, target, routeClass) => {
    expect(routeClassOf(method, target)).toBe(routeClass as ReturnType<typeof routeClassOf>);
  });

  test.each([
    "/robots.txt",
    "/.well-known/security.txt",
    "/flux.xml",
    "/feed/",
    "/feed?x=1",
    "/sitemap_index.xml",
    "/agenda.ics",
  ])("%s is for machines", (target) => expect(isForMachines(target)).toBe(true));
  test.each(["/", "/contact", "/recherche?q=robots.txt", "/actualites/feedback", "/service.html"])(
    "%s is for people",
    (target) => expect(isForMachines(target)).toBe(false),
  );

  test.each([
    [{ accept: "text/html,*/*" }, true],
    [{ accept: "text/html", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" }, true],
    [{ accept: "text/html", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" }, true],
    [{ accept: "text/html", "sec-fetch-mode": "cors" }, false],
    [{ accept: "text/html", "sec-fetch-mode": "navigate", "sec-fetch-dest": "image" }, false],
    [{ accept: "*/*" }, false],
    [{}, false],
  ] as Array<[Record<string, string>, boolean]>)("%p: %p", (headers, navigates) => {
    expect(isNavigation(new Headers(headers))).toBe(navigates);
  });
});
