import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readBytes, readOwnTargets } from "./index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const list = (text: string, name = "liste.txt") => {
  const [document, ...more] = readBytes(bytes(text), { name });
  expect(more).toEqual([]);
  expect(document?.kind).toBe("list");
  return document;
};

const DDOSIA = JSON.stringify({
  targets: [
    {
      target_id: "64f1",
      request_id: "64f2",
      host: "www.marseille.fr",
      ip: "203.0.113.7",
      type: "http2",
      method: "POST",
      port: 443,
      use_ssl: true,
      path: "/recherche?q=$_1",
      body: { type: "str", value: "secret-body" },
      headers: { Referer: "https://referer.example/" },
    },
    { host: "WWW.TARBES.FR", ip: "203.0.113.8", path: "/a", port: 80 },
    { host: "203.0.113.9", path: "/" },
  ],
  randoms: [{ id: "1", digit: true, min: 6, max: 12, value: "random.example" }],
});

describe("a list of targets keeps host and time only", () => {
  test("JSON as DDoSia has it", () => {
    expect(list(DDOSIA, "/listes/2024-12-31_07-05-01_cibles.json")).toEqual({
      kind: "list",
      publishedAt: "2024-12-31T07:05:01",
      text: "www.marseille.fr\nwww.tarbes.fr",
      hosts: [{ host: "www.marseille.fr" }, { host: "www.tarbes.fr" }],
    });
  });

  test("JSON of a tracker, with times", () => {
    const text = JSON.stringify([
      { date: "2024-12-31T07:05:00Z", targets: [{ host: "pau.fr", path: "/x" }, { host: "nice.fr" }] },
      { date: "2024-12-31T09:00:00Z", targets: ["angers.fr", "10.0.0.1"] },
    ]);
    expect(list(text)?.hosts).toEqual([
      { host: "pau.fr", at: "2024-12-31T07:05:00Z" },
      { host: "nice.fr", at: "2024-12-31T07:05:00Z" },
      { host: "angers.fr", at: "2024-12-31T09:00:00Z" },
    ]);
    expect(list(text)?.publishedAt).toBe("2024-12-31T07:05:00Z");
  });

  test("plain lines, with marks, ports, paths and a date", () => {
    const text =
      "# cibles\n2025-03-18 07:10\n❌ https://www.dijon.fr:443/recherche?x=1\nrennes[.]fr\n• brest.fr/\nhxxps://gers[.]fr ✅\n192.0.2.4:80\n";
    expect(list(text)?.hosts).toEqual(
      ["www.dijon.fr", "rennes.fr", "brest.fr", "gers.fr"].map((host) => ({
        host,
        at: "2025-03-18T07:10:00",
      })),
    );
  });

  test("CSV, with quotes and another mark", () => {
    const text =
      'date;host;path;ip\n2025-01-01;"www.cannes.com";"/a;b";192.0.2.1\n2025-01-02;beziers.fr;/;192.0.2.2\n';
    expect(list(text, "liste.csv")?.hosts).toEqual([
      { host: "www.cannes.com", at: "2025-01-01" },
      { host: "beziers.fr", at: "2025-01-02" },
    ]);
  });

  test("whatever stands beside a host, nothing of it survives", () => {
    const secret = fc.stringMatching(/^zq[a-z0-9]{6,20}$/);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(secret, secret, fc.ipV4(), fc.nat(65_535)), { minLength: 2, maxLength: 8 }),
        (rows) => {
          const targets = rows.map(([path, body, ip, port], i) => ({
            host: `www.ville-${i}.fr`,
            path: `/${path}`,
            body: { value: body, inner: [{ path: body }] },
            headers: { Cookie: path },
            [path]: body,
            ip,
            port,
          }));
          const plain = targets
            .map(({ host, path, port }) => `https://${host}:${port}${path}?${path}`)
            .join("\n");
          const table = `host,path,ip\n${targets.map(({ host, path, ip }) => `${host},${path},${ip}`).join("\n")}`;
          for (const text of [JSON.stringify({ targets }), plain, table]) {
            const read = list(text);
            expect(read?.hosts).toEqual(targets.map(({ host }) => ({ host })));
            expect(read?.text).toBe(targets.map(({ host }) => host).join("\n"));
            expect(Object.keys(read ?? {}).sort()).toEqual(["hosts", "kind", "text"]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

test("a host is the same however its address was made harmless", () => {
  const host = fc
    .tuple(
      fc.stringMatching(/^[a-z]{3,10}$/),
      fc.stringMatching(/^[a-z]{3,12}$/),
      fc.constantFrom("fr", "com", "gouv.fr"),
    )
    .map((parts) => parts.join("."));
  const dot = fc.constantFrom(".", "[.]", "(.)", "[dot]", " [.] ", "{.}");
  const scheme = fc.constantFrom("", "http://", "https://", "hxxps://", "hXXp://", "hxxps[:]//");
  fc.assert(
    fc.property(fc.array(fc.tuple(host, dot, scheme), { minLength: 3, maxLength: 6 }), (rows) => {
      const text = rows
        .map(([name, mark, start]) => `❌ ${start}${name.replaceAll(".", mark)}/chemin?x=1`)
        .join("\n");
      const wanted = [...new Set(rows.map(([name]) => name))];
      expect(readBytes(bytes(text), { name: "x" })[0]?.hosts?.map((named) => named.host)).toEqual(wanted);
    }),
    { numRuns: 200 },
  );
});

describe("routes of our own hosts", () => {
  const ours = new Set(["www.marseille.fr"]);

  test("are counted without their query; other hosts give nothing", () => {
    expect(readOwnTargets(bytes(DDOSIA), { name: "x" }, ours)).toEqual([
      { host: "www.marseille.fr", path: "/recherche", times: 1 },
    ]);
    const plain =
      "https://www.marseille.fr/agenda?p=1\nhxxps://www.marseille[.]fr/agenda\nwww.marseille.fr\nhttps://www.tarbes.fr/secret";
    expect(readOwnTargets(bytes(plain), { name: "x" }, ours)).toEqual([
      { host: "www.marseille.fr", path: "/agenda", times: 2 },
      { host: "www.marseille.fr", path: "/", times: 1 },
    ]);
  });

  test("nothing without hosts of ours", () => {
    expect(readOwnTargets(bytes(DDOSIA), { name: "x" }, new Set())).toEqual([]);
  });
});
