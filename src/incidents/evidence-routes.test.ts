import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { type ListeningRoom, listeningRoom, people } from "../../test/support/incident-room.ts";
import { sha256Hex } from "../kernel/canonical.ts";
import { contentDisposition, FETCHES_OF_ONE_MAX, UPLOADS_OF_ONE_MAX } from "./evidence-routes.ts";

let room: ListeningRoom;
beforeEach(async () => {
  room = await listeningRoom({ settings: { evidence_bytes_max: 1_000_000 } });
  await room.ask("alice", "POST", "/api/incidents", { id: "i-one", title: "Fuite", kind: "leak" });
});
afterEach(() => room.stop());

type Sent = { as?: string; type?: string; query?: Record<string, string>; incident?: string };

async function send(bytes: string | Uint8Array<ArrayBuffer>, sent: Sent = {}) {
  const query = new URLSearchParams({ id: "e1", name: "journal du pare-feu.log", ...sent.query });
  const response = await fetch(`${room.url}/api/incidents/${sent.incident ?? "i-one"}/evidence?${query}`, {
    method: "POST",
    headers: {
      "x-test-person": sent.as ?? "alice member",
      "content-type": sent.type ?? "application/octet-stream",
    },
    body: bytes,
  });
  return { status: response.status, body: await response.json() };
}

const get = (sha256: string, query = "", as = "bob observer") =>
  fetch(`${room.url}/api/files/${sha256}${query}`, { headers: { "x-test-person": as } });

describe("evidence", () => {
  test("is taken in, counted, named by its hash, and given back as it came", async () => {
    const html = "<script>alert(1)</script>";
    const { status, body } = await send(html, { query: { description: "Copié à 17 h" } });
    expect(status).toBe(200);
    expect(body.items[0]).toMatchObject({
      type: "evidence",
      sha256: sha256Hex(html),
      bytes: html.length,
      name: "journal du pare-feu.log",
      description: "Copié à 17 h",
    });
    expect(body.incident.counts.evidence).toBe(1);
    const answer = await get(sha256Hex(html));
    expect(await answer.text()).toBe(html);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="journal du pare-feu.log"; filename*=UTF-8''journal%20du%20pare-feu.log`,
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    expect((await get(sha256Hex(html), "?name=copie.txt")).headers.get("content-disposition")).toContain(
      "copie.txt",
    );
  });

  test("sent twice is one piece; another file under its id is refused", async () => {
    const first = await send("un");
    expect((await send("un")).body.position).toBe(first.body.position);
    expect((await send("deux")).body.error.code).toBe("already-exists");
    expect((await send("un", { as: "bob" })).body.error.code).toBe("already-exists");
    expect((await room.ask("bob", "GET", "/api/incidents/i-one")).body.items).toHaveLength(1);
  });

  test("is refused where it does not fit", async () => {
    expect((await send("x", { as: "bob observer" })).status).toBe(403);
    expect((await send("x", { type: "text/html" })).status).toBe(415);
    expect((await send("x", { incident: "i-none" })).status).toBe(404);
    expect((await send("x", { query: { id: "Not An Id" } })).body.error.where).toBe("id");
    expect((await send("x", { query: { name: " " } })).body.error.where).toBe("name");
    expect((await send(new Uint8Array(1_000_001))).status).toBe(413);
  });

  test("that no entry names is not given, and does not stay", async () => {
    await send("x", { incident: "i-none" });
    await send("un");
    expect((await send("deux")).body.error.code).toBe("already-exists");
    expect((await get(sha256Hex("un"))).status).toBe(200);
    expect((await get(sha256Hex("deux"))).status).toBe(404);
    const lying = readdirSync(join(room.folder, "evidence"), { recursive: true, encoding: "utf8" });
    expect(lying.filter((path) => path.length > 60)).toEqual([
      join(sha256Hex("un").slice(0, 2), sha256Hex("un")),
    ]);
    expect((await get("../../beffroi.db")).status).toBe(404);
    expect((await get("ABC")).status).toBe(400);
  });
});

describe("a file's name on its way out", () => {
  test.each([
    ["été.pdf", `attachment; filename="ete.pdf"; filename*=UTF-8''%C3%A9t%C3%A9.pdf`],
    ['a"b\\c.txt', `attachment; filename="a_b_c.txt"; filename*=UTF-8''a%22b_c.txt`],
    ["../../etc/passwd", `attachment; filename=".._.._etc_passwd"; filename*=UTF-8''.._.._etc_passwd`],
    ["x\r\nSet-Cookie: a=b", `attachment; filename="xSet-Cookie_ a=b"`],
    ["facture\u202efdp.exe", `attachment; filename="facturefdp.exe"`],
    ["l'(acte)*", `attachment; filename="l__acte__"; filename*=UTF-8''l%27%28acte%29%2a`],
    ["\ud800", `attachment; filename="_"; filename*=UTF-8''%EF%BF%BD`],
    ["", `attachment; filename="fichier"; filename*=UTF-8''fichier`],
  ])("%p", (name, expected) => {
    expect(contentDisposition(name)).toStartWith(expected.replace("a=b", "a_b"));
    expect(contentDisposition(name)).toMatch(/^[\x20-\x7e]+$/);
  });
});

describe("who sends or fetches many files at once", () => {
  test("and asks for their heads only, or leaves, holds no place", async () => {
    await send(new Uint8Array(900_000));
    const sha256 = sha256Hex(new Uint8Array(900_000));
    const headers = { "x-test-person": "bob observer" };
    for (let n = 0; n < 2 * FETCHES_OF_ONE_MAX; n++) {
      const { status } = await fetch(`${room.url}/api/files/${sha256}`, { method: "HEAD", headers });
      expect(status).toBe(200);
      const left = await get(sha256);
      expect(left.status).toBe(200);
      await left.bytes();
    }
  });

  test("has some fetches and no more, and leaves those of others free", async () => {
    await send(new Uint8Array(900_000));
    const sha256 = sha256Hex(new Uint8Array(900_000));
    const route = room.incidents.routes.find(({ path }) => path === "/api/files/:sha256");
    /** An answer whose body nobody reads yet, as a slow line leaves it. */
    const fetched = (id: "alice" | "bob"): Response =>
      route?.answer({
        request: new Request(room.url),
        address: "",
        param: () => sha256,
        query: () => undefined,
        caller: { actor: people[id], role: "observer", via: "session", lasts: () => true },
      }) as Response;
    const slow = Array.from({ length: FETCHES_OF_ONE_MAX }, () => fetched("bob"));
    expect(() => fetched("bob")).toThrow("the most that one may");
    expect((await get(sha256)).status).toBe(503);
    expect((await get(sha256, "", "alice observer")).status).toBe(200);
    for (const answer of slow) await answer.body?.cancel();
    expect((await get(sha256)).status).toBe(200);
  });

  test("has some places and no more, and leaves those of others free", async () => {
    const bytes = new Uint8Array(900_000);
    await send(bytes);
    const stuck: { leave(): void; status: Promise<number> }[] = [];
    const stick = () => {
      let leave = () => {};
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(bytes.subarray(0, 1_000));
          leave = () => controller.close();
        },
      });
      const query = new URLSearchParams({ id: `s-${stuck.length}`, name: "a" });
      const status = fetch(`${room.url}/api/incidents/i-one/evidence?${query}`, {
        method: "POST",
        headers: { "x-test-person": "alice member", "content-type": "application/octet-stream" },
        body,
      }).then((answer) => answer.status);
      stuck.push({ leave, status });
    };
    for (let n = 0; n < UPLOADS_OF_ONE_MAX; n++) stick();
    const deadline = Date.now() + 10_000;
    const refused = async () => {
      const query = { id: "one-more" };
      const { body } = await send("y", { query });
      return body.error?.code === "too-many-transfers";
    };
    // Until all of them have begun, one more may get in: its id is then taken, and the file is the same.
    while (!(await refused()) && Date.now() < deadline) await Bun.sleep(10);
    expect(await refused()).toBe(true);
    expect((await send("z", { as: "bob member", query: { id: "of-bob" } })).status).toBe(200);
    for (const { leave } of stuck) leave();
    expect(await Promise.all(stuck.map(({ status }) => status))).toEqual(stuck.map(() => 200));
    expect((await send("y", { query: { id: "one-more" } })).status).toBe(200);
  }, 20_000);
});
