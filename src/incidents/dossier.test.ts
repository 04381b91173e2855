import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ListeningRoom, listeningRoom, people } from "../../test/support/incident-room.ts";
import { sha256Hex } from "../kernel/canonical.ts";

let room: ListeningRoom;
let folder: string;
beforeEach(async () => {
  room = await listeningRoom();
  folder = mkdtempSync(join(tmpdir(), "beffroi-dossier-"));
  for (const id of ["i-one", "i-two"]) {
    await room.ask("alice", "POST", "/api/incidents", { id, title: `Fuite ${id}`, kind: "leak" });
    const note = { id: `note-${id}`, text: "On a vu passer des listes", certainty: "hearsay" };
    await room.ask("alice", "POST", `/api/incidents/${id}/acts/note`, note);
  }
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await room.stop();
});

const send = (id: string, bytes: string) =>
  fetch(`${room.url}/api/incidents/i-one/evidence?id=${id}&name=x.log`, {
    method: "POST",
    headers: { "x-test-person": "alice", "content-type": "application/octet-stream" },
    body: bytes,
  });

const ask = (as: string, incident = "i-one") =>
  fetch(`${room.url}/api/incidents/${incident}/dossier`, { headers: { "x-test-person": as } });

/** Unpacks the archive and gives the folder that it held. */
async function unpack(answer: Response): Promise<string> {
  const archive = join(folder, "dossier.tar");
  writeFileSync(archive, await answer.bytes());
  expect(Bun.spawnSync(["tar", "-xf", archive, "-C", folder]).exitCode).toBe(0);
  rmSync(archive);
  return join(folder, readdirSync(folder)[0] ?? "");
}

test("a dossier holds the incident's entries and files, no other's, and can be checked without this program", async () => {
  await send("e1", "la liste");
  await room.ask("alice", "POST", "/api/incidents/i-one/report", { id: "r1" });
  const answer = await ask("alice");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[a-z0-9-]+-i-one\.tar"/);
  const dossier = await unpack(answer);
  expect(readFileSync(join(dossier, "evidence", sha256Hex("la liste")), "utf8")).toBe("la liste");
  expect(readdirSync(join(dossier, "evidence"))).toHaveLength(2);
  const entries = readdirSync(join(dossier, "entries")).filter((name) => name.endsWith(".json"));
  const texts = entries.map((name) => readFileSync(join(dossier, "entries", name), "utf8"));
  expect(texts.filter((text) => text.includes('"subject":"i-one"'))).toHaveLength(4);
  expect(texts.some((text) => text.includes("note-i-two"))).toBe(false);
  const check = Bun.spawnSync(["sh", join(dossier, "verifier.sh")], {
    cwd: dossier,
    env: { PATH: "/usr/bin:/bin" },
  });
  expect([check.exitCode, check.stderr.toString()]).toEqual([0, ""]);
});

test("a file that is not on this machine is named, not enclosed", async () => {
  await send("e1", "la liste");
  rmSync(join(room.folder, "evidence", sha256Hex("la liste").slice(0, 2)), { recursive: true });
  const dossier = await unpack(await ask("alice"));
  expect(readFileSync(join(dossier, "LISEZMOI.txt"), "utf8")).toContain(sha256Hex("la liste"));
});

test("a dossier is for those who lead, and of an incident that there is", async () => {
  expect((await ask("bob member")).status).toBe(403);
  expect((await ask("alice", "i-none")).status).toBe(404);
});

test("one person makes one at a time, and it is made again once the first was read or left", async () => {
  const route = room.incidents.routes.find(({ path }) => path.endsWith("/dossier"));
  /** An answer whose body nobody reads yet, as a slow line leaves it. */
  const made = async (id: "alice" | "bob"): Promise<Response> =>
    (await route?.answer({
      request: new Request(room.url),
      address: "",
      param: () => "i-one",
      query: () => undefined,
      caller: { actor: people[id], role: "lead", via: "session", lasts: () => true },
    })) as Response;
  const first = await made("alice");
  await expect(made("alice")).rejects.toMatchObject({ code: "too-many-transfers" });
  await (await made("bob")).body?.cancel();
  await first.body?.cancel();
  expect((await (await made("alice")).bytes()).length).toBeGreaterThan(0);
  expect((await ask("alice")).status).toBe(200);
});
