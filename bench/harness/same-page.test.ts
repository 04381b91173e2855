import { expect, test } from "bun:test";
import { isSamePage } from "./same-page.ts";

test.each([
  ["<p>one</p>", true],
  ["<p>one<i>of yesterday</i></p>", true],
  ["<p>one</p><i>of yesterday</i>", true],
  ["<p>one", false],
  ["<p>two</p>", false],
  ["<i>a</i><p>one<i>b</i></p>", false],
  ["", false],
])("%p", (body, same) => expect(isSamePage(body, "<p>one</p>")).toBe(same));
