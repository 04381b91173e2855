import { afterEach, describe, expect, test } from "bun:test";
import { type DnsOptions, type DnsStub, startDnsStub } from "../../../test/support/fault-server/dns-stub.ts";
import { Deadline } from "./deadline.ts";
import { readAnswer } from "./dns-message.ts";
import type { Failed } from "./outcome.ts";
import { HOLD_S, makeResolver, NAMES_MAX } from "./resolver.ts";
import { readServers, RESOLVERS_MAX, systemServers } from "./resolvers.ts";

const stubs: DnsStub[] = [];
afterEach(() => {
  for (const stub of stubs.splice(0)) stub.stop();
});
async function stub(options: DnsOptions = {}): Promise<DnsStub> {
  const started = await startDnsStub(options);
  stubs.push(started);
  return started;
}
const servers = (...asked: DnsStub[]) => asked.map(({ port }) => ({ address: "127.0.0.1", port }));
const soon = () => new Deadline(6_000);
const failureOf = (looked: Promise<unknown>) =>
  looked.then(
    () => "ok",
    (error) => (error as Failed).failure,
  );

describe("a resolver", () => {
  test("gives both families, and asks once while the answer holds", async () => {
    const one = await stub({ addressesOf: () => ["192.0.2.9", "192.0.2.8", "2001:db8::7"], ttlS: 60 });
    let now = 0;
    const resolver = makeResolver(servers(one), () => now);
    const wanted = { addresses4: ["192.0.2.9", "192.0.2.8"], addresses6: ["2001:db8::7"] };
    expect(await resolver.resolve("www.ville.test", 0, soon())).toEqual(wanted);
    now = 59_000;
    await resolver.resolve("www.ville.test", 0, soon());
    expect(one.asked).toBe(2);
    now = 61_000;
    await resolver.resolve("www.ville.test", 0, soon());
    expect(one.asked).toBe(4);
  });

  test("holds an answer for a while whatever its own life says", async () => {
    const one = await stub({ ttlS: 0 });
    let now = 0;
    const resolver = makeResolver(servers(one), () => now);
    await resolver.resolve("a.test", 0, soon());
    now = HOLD_S.min * 1000 - 1;
    await resolver.resolve("a.test", 0, soon());
    expect(one.asked).toBe(2);
  });

  test("asks afresh, and another server first, on a later attempt", async () => {
    const [one, two] = [await stub(), await stub()];
    const resolver = makeResolver(servers(one, two));
    await resolver.resolve("a.test", 0, soon());
    expect([one.asked, two.asked]).toEqual([2, 0]);
    await resolver.resolve("a.test", 1, soon());
    expect([one.asked, two.asked]).toEqual([2, 2]);
  });

  test("puts the question to the next server when the first is silent", async () => {
    const [silent, well] = [await stub({ loss: 1 }), await stub()];
    const resolver = makeResolver(servers(silent, well));
    expect((await resolver.resolve("a.test", 0, soon())).addresses4).toEqual(["127.0.0.1"]);
  });

  test("asks for a name once when many want it at the same time", async () => {
    const one = await stub();
    const resolver = makeResolver(servers(one));
    await Promise.all(Array.from({ length: 50 }, () => resolver.resolve("a.test", 0, soon())));
    expect(one.asked).toBe(2);
  });

  test("remembers a name that does not exist for a short while", async () => {
    const one = await stub();
    let now = 0;
    const resolver = makeResolver(servers(one), () => now);
    const look = () => failureOf(resolver.resolve("dns-nxdomain-x1.test", 0, soon()));
    expect([await look(), await look()]).toEqual(["dns.nxdomain", "dns.nxdomain"]);
    expect(one.asked).toBe(2);
    now = 61_000;
    await look();
    expect(one.asked).toBe(4);
  });

  test("keeps no more names than its bound", async () => {
    const one = await stub();
    const resolver = makeResolver(servers(one));
    for (let n = 0; n < 40; n++) await resolver.resolve(`n${n}.test`, 0, soon());
    expect(resolver.size).toBe(40);
    const small = makeResolver(servers(one), Date.now, 25);
    for (let n = 0; n < 40; n++) await small.resolve(`n${n}.test`, 0, soon());
    expect(small.size).toBe(25);
    expect(NAMES_MAX).toBeLessThanOrEqual(100_000);
  });

  test("asks for no name that is none", async () => {
    const one = await stub();
    const resolver = makeResolver(servers(one));
    for (const name of [
      "",
      "a..test",
      "-a.test",
      `${"a".repeat(64)}.test`,
      `${"a.".repeat(127)}test`,
      "a b.test",
    ])
      expect(await failureOf(resolver.resolve(name, 0, soon()))).toBe("prober.fault");
    expect(one.asked).toBe(0);
  });
});

test("an answer to another question, or with another number, is none", () => {
  const question = { name: "a.test", type: "A" } as const;
  const datagram = Buffer.from(
    "0007818000010001000000000162047465737400000100010162047465737400000100010000003c00047f000001",
    "hex",
  );
  expect(readAnswer(datagram, 7, question).kind).toBe("foreign");
  expect(readAnswer(datagram, 8, { name: "b.test", type: "A" }).kind).toBe("foreign");
  expect(readAnswer(datagram, 7, { name: "b.test", type: "AAAA" }).kind).toBe("foreign");
  expect(readAnswer(datagram, 7, { name: "b.test", type: "A" })).toEqual({
    kind: "addresses",
    addresses: ["127.0.0.1"],
    ttlS: 60,
  });
});

describe("resolvers in the settings", () => {
  test("are addresses with a port or without", () => {
    expect(readServers(["192.0.2.1", "192.0.2.2:5353", "[2001:db8::1]:5353", "2001:db8::2"])).toEqual([
      { address: "192.0.2.1", port: 53 },
      { address: "192.0.2.2", port: 5353 },
      { address: "2001:db8::1", port: 5353 },
      { address: "2001:db8::2", port: 53 },
    ]);
    for (const text of ["dns.example", "192.0.2.1:0", "192.0.2.1:70000", ""])
      expect(() => readServers([text])).toThrow("is no resolver");
  });

  test("are as many as are of use", () => {
    expect(readServers(Array.from({ length: 20 }, (_, at) => `192.0.2.${at}`))).toHaveLength(RESOLVERS_MAX);
  });

  test("are the local one when the system names none", () => {
    expect(systemServers("/no/such/file")).toEqual([{ address: "127.0.0.1", port: 53 }]);
  });
});
