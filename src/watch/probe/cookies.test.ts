import { expect, test } from "bun:test";
import { Cookies, COOKIES_MAX } from "./cookies.ts";

const set = (...lines: string[]) => new Map([["set-cookie", lines]]);
const url = (text: string) => new URL(text);

test("come back to the host that set them, and to its domain when they say so", () => {
  const cookies = new Cookies();
  cookies.take("www.ville.fr", set("a=1; Path=/", "b=2; Domain=.ville.fr", "c=3; Secure"));
  expect(cookies.for(url("https://www.ville.fr/"))).toBe("a=1; b=2; c=3");
  expect(cookies.for(url("http://www.ville.fr/"))).toBe("a=1; b=2");
  expect(cookies.for(url("https://agenda.ville.fr/"))).toBe("b=2");
  expect(cookies.for(url("https://autre.fr/"))).toBe("");
});

test("are nobody's for a domain that is not the host's own", () => {
  const cookies = new Cookies();
  cookies.take("www.ville.fr", set("a=1; Domain=fr", "b=2; Domain=autre.fr", "c=3; Domain=gouv.fr"));
  expect(cookies.for(url("https://autre.fr/"))).toBe("");
  expect(cookies.for(url("https://www.ville.fr/"))).toBe("a=1; b=2; c=3");
});

test("are taken back, and are bounded in number and size", () => {
  const cookies = new Cookies();
  cookies.take("a.fr", set("x=1", "y=2"));
  cookies.take("a.fr", set("x=; Max-Age=0", "y=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"));
  expect(cookies.for(url("https://a.fr/"))).toBe("");
  cookies.take(
    "a.fr",
    set(...Array.from({ length: 500 }, (_, at) => `n${at}=1`), `long=${"x".repeat(9_000)}`),
  );
  expect(cookies.for(url("https://a.fr/")).split("; ")).toHaveLength(COOKIES_MAX);
});

test("cannot bring a line of their own into the request", () => {
  const cookies = new Cookies();
  cookies.take("a.fr", set("a=1\r\nHost: evil", "b=2\u0000", "c=é", "=x", "d=a b"));
  expect(cookies.for(url("https://a.fr/"))).not.toMatch(/[^\x21-\x7e ]/);
});
