import { afterAll, beforeAll, describe, expect, spyOn, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Browser, type Cast, enrol, signIn } from "../../test/support/cast.ts";
import { openHouse, type PeopleHouse, TOKEN } from "../../test/support/people-house.ts";
import { run } from "./people.ts";

let house: PeopleHouse;
let cast: Cast;
beforeAll(async () => {
  house = await openHouse();
  mkdirSync(join(house.folder, "keys"), { recursive: true });
  writeFileSync(join(house.folder, "keys", "console.token"), `${TOKEN}\n`);
  cast = await enrol(house.url, house.people.setupLink(house.url), ["bob"]);
});
afterAll(() => house.close());

async function beffroiPeople(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const out = spyOn(process.stdout, "write").mockImplementation(() => true);
  const err = spyOn(process.stderr, "write").mockImplementation(() => true);
  try {
    const code = await run(args);
    const text = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join("");
    return { code, out: text(out), err: text(err) };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
const here = () => ["--console", new URL(house.url).host, "--data", house.folder];

describe("beffroi people", () => {
  test("list says who may enter", async () => {
    const { code, out } = await beffroiPeople("list", ...here());
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => line !== "")).toEqual([
      "admin     active    alice                 Alice Martin",
      "lead      active    bob                   Bob Lefèvre",
    ]);
    const { people } = JSON.parse((await beffroiPeople("list", "--json", ...here())).out);
    expect(people).toHaveLength(2);
  });

  test("link makes a new administrator, in the journal as the operator's act", async () => {
    const { code, out } = await beffroiPeople("link", "--name", "Astreinte", ...here());
    expect(code).toBe(0);
    const token = /#\/invitation\/([\w-]{43})\n/.exec(out)?.[1];
    const browser = new Browser(house.url);
    const accepted = await browser.post(`/api/invitations/${token}`, {
      userName: "astreinte",
      password: "une autre phrase longue",
    });
    expect(accepted.status).toBe(200);
    expect((await browser.get("/api/session")).json.person).toMatchObject({
      name: "Astreinte",
      role: "admin",
    });
    expect(house.entries("people.invited").at(-1)?.actor).toEqual({
      type: "operator",
      name: "token",
    } as never);
  });

  test("link --user lets somebody start anew", async () => {
    const { link } = JSON.parse((await beffroiPeople("link", "--user", "BOB", "--json", ...here())).out);
    const path = `/api/invitations/${link.split("/").at(-1)}`;
    const anew = { userName: "bob", password: "a new password for bob" };
    expect((await new Browser(house.url).post(path, anew)).status).toBe(200);
    expect((await signIn(new Browser(house.url), "bob")).code).toBe("wrong-credentials");
    expect((await cast.bob.browser.get("/api/account")).status).toBe(401);
  });

  test.each([
    [["link", "--user", "nobody"], "Nobody has the user name"],
    [["list", "--data", "/nonexistent"], "token cannot be read"],
    [["link", "--data", "/nonexistent"], "token cannot be read"],
  ])("%j says what is wrong in one line", async (args, said) => {
    const { code, err } = await beffroiPeople(...here(), ...args);
    expect(code).toBe(1);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect(err).toContain(said);
  });

  test.each([
    [[]],
    [["remove"]],
    [["list", "bob"]],
    [["list", "--user", "x"]],
    [["link", "--user", "x", "--name", "y"]],
    [["--x"]],
  ])("%j is wrong use", async (args) => {
    const { code, err } = await beffroiPeople(...args);
    expect([code, err.trimEnd().split("\n").length]).toEqual([2, 1]);
  });
});
