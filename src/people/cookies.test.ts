import { describe, expect, test } from "bun:test";
import { consoleAddress, cookie, isSecure, noCookie, passkeyHost, readCookie } from "./cookies.ts";

const request = (url: string, headers: Record<string, string> = {}) =>
  new Request(url, { headers: { host: new URL(url).host, ...headers } });

describe("a cookie", () => {
  test("cannot be read by a script nor sent by another site, and under https is of this host alone", () => {
    const plain = cookie("session", "abc", { secure: false, maxAgeSeconds: 60 });
    expect(plain).toBe("beffroi-session=abc; Path=/; HttpOnly; SameSite=Strict; Max-Age=60");
    expect(cookie("session", "abc", { secure: true, maxAgeSeconds: 60 })).toBe(`__Host-${plain}; Secure`);
    expect(noCookie("session", true)).toHaveLength(2);
  });

  test("under https one that was set in the clear is not believed", () => {
    const both = { cookie: "beffroi-session=planted; __Host-beffroi-session=ours" };
    const planted = { cookie: "beffroi-session=planted" };
    expect(readCookie(request("https://console.ville.lan/", both), "session")).toBe("ours");
    expect(readCookie(request("https://console.ville.lan/", planted), "session")).toBeUndefined();
    // A proxy that ends TLS: the request looks plain, the browser's cookie is the secure one.
    expect(readCookie(request("http://console.ville.lan/", both), "session")).toBe("ours");
    expect(readCookie(request("http://127.0.0.1:8440/", planted), "session")).toBe("planted");
  });

  test("a browser that says where it comes from is over TLS, and then, too, a planted one is not believed", () => {
    const planted = { cookie: "beffroi-session=planted", "sec-fetch-site": "same-origin" };
    expect(readCookie(request("http://console.ville.lan/", planted), "session")).toBeUndefined();
    for (const host of ["localhost", "beffroi.localhost", "127.0.0.1", "[::1]"]) {
      expect(readCookie(request(`http://${host}:8440/`, planted), "session")).toBe("planted");
    }
  });

  test.each(["", "a b", "é", "x".repeat(3001), "a%20b", '"abc"'])(
    "with the value %j is none of ours",
    (value) => {
      const headers = new Headers();
      try {
        headers.set("cookie", `beffroi-session=${value}`);
      } catch {
        return;
      }
      const asked = { url: "http://127.0.0.1/", headers } as Request;
      expect(readCookie(asked, "session")).toBeUndefined();
    },
  );

  test("whose name only ends like ours is another", () => {
    const headers = { cookie: "x-beffroi-session=a; beffroi-sessions=b; beffroi-session" };
    expect(readCookie(request("http://127.0.0.1/", headers), "session")).toBeUndefined();
  });
});

describe("the console's address", () => {
  test("is what the browser says, if it says the same host", () => {
    const behindProxy = request("http://console.ville.lan/", { origin: "https://console.ville.lan" });
    expect(consoleAddress(behindProxy)).toBe("https://console.ville.lan");
    expect(isSecure(behindProxy)).toBe(true);
    const overTls = request("https://console.ville.lan/", { origin: "http://console.ville.lan" });
    expect(consoleAddress(overTls)).toBe("https://console.ville.lan");
    // Back from the identity provider: a GET, without Origin, behind a proxy that ends TLS.
    const back = request("http://console.ville.lan/", { "sec-fetch-site": "cross-site" });
    expect(isSecure(back)).toBe(true);
    const foreign = request("http://console.ville.lan/", { origin: "https://evil.example" });
    expect(consoleAddress(foreign)).toBe("http://console.ville.lan");
    expect(consoleAddress(request("http://127.0.0.1:8440/x", { origin: "null" }))).toBe(
      "http://127.0.0.1:8440",
    );
  });

  test.each([
    ["https://console.ville.lan:8440/", "console.ville.lan"],
    ["http://localhost:8440/", "localhost"],
    ["http://console.localhost/", "console.localhost"],
    ["http://console.ville.lan/", undefined],
    ["https://10.0.0.9/", undefined],
    ["http://127.0.0.1:8440/", undefined],
    ["https://[::1]/", undefined],
  ])("%s offers passkeys for %s", (url, host) => {
    expect(passkeyHost(request(url))).toBe(host as string);
  });
});
