import { describe, expect, test } from "bun:test";
import { invalidates } from "./invalidation.ts";

const hosts = new Set(["www.ville.fr"]);
const of = (headers: Array<[string, string]>, target = "/a/b?c=1") =>
  invalidates("POST", 200, target, headers, hosts);

describe("what a change makes invalid", () => {
  test.each(["POST", "PUT", "DELETE", "PATCH", "M-SEARCH", "UNKNOWN"])(
    "%s makes its own target invalid",
    (method) => {
      expect(invalidates(method, 204, "/a", [])).toEqual(["/a"]);
    },
  );

  test.each(["GET", "HEAD", "OPTIONS", "TRACE"])("%s changes nothing", (method) => {
    expect(invalidates(method, 200, "/a", [["location", "/b"]])).toEqual([]);
  });

  test.each([100, 400, 404, 500, 503])("status %p is no success", (status) => {
    expect(invalidates("POST", status, "/a", [])).toEqual([]);
  });

  test("a redirect is a success (the form was sent)", () => {
    expect(invalidates("POST", 303, "/contact", [["location", "/merci?n=1"]])).toEqual([
      "/contact",
      "/merci?n=1",
    ]);
  });

  test("Location and Content-Location on the same host, relative or absolute", () => {
    expect(of([["location", "d"]])).toEqual(["/a/b?c=1", "/a/d"]);
    expect(of([["content-location", "https://www.ville.fr/e?f=2#g"]])).toEqual(["/a/b?c=1", "/e?f=2"]);
    expect(of([["location", ""]])).toEqual(["/a/b?c=1"]);
  });

  test.each([
    "https://autre.fr/e",
    "//autre.fr/e",
    "http://www.ville.fr:81/e",
    "mailto:a@b.fr",
    "http://[",
    "javascript:1",
  ])("%s is elsewhere", (reference) => {
    expect(of([["location", reference]])).toEqual(["/a/b?c=1"]);
  });

  test("odd targets are taken as they are", () => {
    for (const target of ["//x/y", "*", "http://autre/"])
      expect(of([["location", "/b"]], target)).toEqual([target]);
  });
});
