import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { URL_CHARACTERS_MAX } from "../events.ts";
import { siteAddress, WHY_REFUSED } from "./address.ts";

const urlOf = (text: string, allowed: string[] = []): string => {
  const address = siteAddress(text, allowed);
  return typeof address === "string" ? `refused: ${address}` : address.url;
};

describe("an address", () => {
  test("is made alike, whatever way it is written", () => {
    expect(urlOf(" https://WWW.Nimes.fr/ ")).toBe("https://www.nimes.fr");
    expect(urlOf("www.nimes.fr")).toBe("https://www.nimes.fr");
    expect(urlOf("http://www.nimes.fr:80/#top")).toBe("http://www.nimes.fr");
    expect(urlOf("https://www.nimes.fr./a/?b=c#d")).toBe("https://www.nimes.fr/a/?b=c");
    expect(urlOf("nimes.fr:8443/etat")).toBe("https://nimes.fr:8443/etat");
    expect(urlOf("https://nîmes.fr")).toBe("https://xn--nmes-0pa.fr");
    expect(urlOf("TCP://mail.nimes.fr:25")).toBe("tcp://mail.nimes.fr:25");
    expect(urlOf("dns:nimes.fr")).toBe("dns:nimes.fr");
    expect(urlOf("http://192.0.2.1")).toBe("refused: private");
    expect(urlOf("http://1.1.1.1")).toBe("http://1.1.1.1");
    expect(urlOf("https://[2606:4700::1111]/")).toBe("https://[2606:4700::1111]");
  });

  test("is refused with its reason", () => {
    const refused: [string, keyof typeof WHY_REFUSED][] = [
      ["", "not-an-address"],
      ["Mairie de Nîmes", "not-an-address"],
      ["https://", "not-an-address"],
      ["ftp://nimes.fr", "scheme"],
      ["javascript:alert(1)", "scheme"],
      ["mailto:maire@nimes.fr", "scheme"],
      ["https://user:secret@nimes.fr", "userinfo"],
      ["https://@nimes.fr", "userinfo"],
      ["maire@nimes.fr", "userinfo"],
      ["http://localhost:8080", "private"],
      ["http://127.0.0.1", "private"],
      ["http://2130706433", "private"],
      ["http://0x7f.1", "private"],
      ["http://[::1]", "private"],
      ["http://[::ffff:10.0.0.1]", "private"],
      ["http://10.1.2.3", "private"],
      ["http://169.254.169.254/latest", "private"],
      ["https://intranet", "private"],
      ["https://printer.local", "private"],
      ["https://nas.home.arpa", "private"],
      ["tcp://nimes.fr", "port"],
      ["tcp://nimes.fr:0", "port"],
      ["tcp://10.0.0.1:25", "private"],
      ["dns:127.0.0.1", "not-an-address"],
      ["https://nimes.nosuchsuffix", "suffix"],
      [`https://nimes.fr/${"a".repeat(URL_CHARACTERS_MAX)}`, "too-long"],
      ["https://nimes.fr/<script>", "not-an-address"],
    ];
    for (const [text, why] of refused) expect([text, siteAddress(text, [])]).toEqual([text, why]);
  });

  test("in a private network is taken when that network is allowed", () => {
    expect(urlOf("http://127.0.0.1:8081", ["127.0.0.0/8"])).toBe("http://127.0.0.1:8081");
    expect(urlOf("http://10.0.0.1", ["127.0.0.0/8"])).toBe("refused: private");
    expect(urlOf("http://[::1]:80", ["::1/128"])).toBe("http://[::1]");
    expect(urlOf("https://town.test", ["127.0.0.0/8"])).toBe("https://town.test");
  });

  test("once taken stays as it is, within bounds, without a name or password", () => {
    const some = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string(),
      fc.string({ unit: fc.constantFrom(..."https://a.fr@:[]#?%2e\\é ") }),
    );
    fc.assert(
      fc.property(some, (text) => {
        const address = siteAddress(text, []);
        if (typeof address === "string") {
          expect(Object.keys(WHY_REFUSED)).toContain(address);
          return;
        }
        expect(siteAddress(address.url, [])).toEqual(address);
        expect(address.url.length).toBeLessThanOrEqual(URL_CHARACTERS_MAX);
        expect(address.url).toMatch(/^[!-~]+$/);
        if (address.check === "http") expect(new URL(address.url).username).toBe("");
      }),
      { numRuns: 500 },
    );
  });
});
