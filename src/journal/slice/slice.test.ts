import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { createHash, sign as signBytes } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Refusal } from "../../kernel/refusal.ts";
import { checkpointKeyPath } from "../checkpoints.ts";
import {
  exportLines,
  type Journal,
  type Slice,
  SLICE_ENTRIES_MAX,
  type SliceRequest,
  sliceTar,
  type StoredEntry,
  writeSlice,
} from "../index.ts";
import { readKeyFile } from "../key-file.ts";
import { laneKeyPath } from "../lane.ts";
import { rung, type TemporaryJournal, temporaryJournal } from "../testing/temporary-journal.ts";
import { SLICE_FILES_MAX } from "./slice.ts";
import verifier from "./verifier.sh" with { type: "text" };

/** The script starts some tens of small programs at each run. */
setDefaultTimeout(60_000);

/** What a machine without this program has. */
const BARE = { PATH: "/usr/bin:/bin" };
const proof = "photograph of the screen\n".repeat(40);
const proofSha256 = createHash("sha256").update(proof).digest("hex");

let place: TemporaryJournal;
let other: TemporaryJournal;
let journal: Journal;
let slice: Slice;
let good = "";
let folder = "";

const chosen = ({ entry }: StoredEntry) => entry.subject === "i-1";
const request = (): SliceRequest => ({
  title: "Ville de Démo : incident i-1",
  select: chosen,
  evidence: [{ sha256: proofSha256, path: join(place.folder, "proof.txt") }],
  absent: ["ab".repeat(32)],
  documents: [{ name: "rapport.txt", content: "Rapport\n" }],
});

beforeAll(async () => {
  place = temporaryJournal();
  other = temporaryJournal();
  journal = place.open();
  const tablet = other.open({ lane: "tablet-1" });
  const subject = (stroke: number) => (stroke % 10 === 0 ? "i-1" : "i-2");
  for (let stroke = 0; stroke < 13; stroke++) {
    journal.append(rung(stroke, { subject: subject(stroke), occurredAt: "2026-01-05T08:00:00.000Z" }));
    tablet.append(
      rung(stroke, {
        kind: "bell.noted",
        subject: subject(stroke),
        // What looks like a lane and like a formula, to those who do not read with care.
        body: { lane: "keeper", text: '=1+1;","lane":"x', proof: stroke === 0 ? proofSha256 : "" },
      }),
    );
    if (stroke % 7 === 0) journal.importEntries(exportLines(other.path));
  }
  tablet.close();
  journal.importEntries(exportLines(other.path));
  writeFileSync(join(place.folder, "proof.txt"), proof);
  slice = await journal.slice(request());
  good = join(place.folder, "good");
  folder = join(place.folder, "copy");
  await writeSlice(slice, good);
});
afterAll(() => {
  journal.close();
  place.verifyAndRemove();
  other.verifyAndRemove();
});

function check(at: string, ...args: string[]): { code: number; out: string } {
  const shell = process.env.SLICE_SHELL ?? "sh";
  const { exitCode, stdout, stderr } = Bun.spawnSync([shell, join(at, "verifier.sh"), ...args], {
    env: BARE,
    stderr: "pipe",
  });
  return { code: exitCode, out: `${stdout}${stderr}` };
}

function copied(): string {
  rmSync(folder, { recursive: true, force: true });
  cpSync(good, folder, { recursive: true });
  return folder;
}

const at = (name: string) => join(folder, name);
const edit = (name: string, change: (text: string) => string) =>
  writeFileSync(at(name), change(readFileSync(at(name), "utf8")));

/** Makes SHA256SUMS fit what is there now, and signs it with `key` if there is one. */
function refit(key?: ReturnType<typeof readKeyFile>): void {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !name.startsWith("SHA256SUMS"));
  const sum = (name: string) =>
    createHash("sha256")
      .update(readFileSync(at(name)))
      .digest("hex");
  const sums = names.map((name) => `${sum(name)}  ${name}\n`).join("");
  writeFileSync(at("SHA256SUMS"), sums);
  if (key !== undefined) writeFileSync(at("SHA256SUMS.sig"), signBytes(null, Buffer.from(sums), key));
}
const checkpointKey = () => readKeyFile(checkpointKeyPath(place.keysFolder, "keeper"));

describe("a slice", () => {
  test("is found good by its own script, with nothing but the system's tools", () => {
    const origin = slice.checkpoint.note.split("\n")[0] ?? "";
    const plain = check(good);
    expect(plain).toMatchObject({ code: 0 });
    expect(plain.out).toContain(
      `OK: ${slice.entries} entries, checkpoint of ${slice.checkpoint.size} entries`,
    );
    expect(check(good, origin).code).toBe(0);
    expect(check(good, "beffroi-journal-0000000000000000")).toMatchObject({ code: 1 });
  });

  test("has the chosen entries and those that name the keys, and says so in both languages", () => {
    const entries = readdirSync(join(good, "entries")).filter((name) => name.endsWith(".json"));
    expect(entries.length).toBe(4 + 2);
    const text = readFileSync(join(good, "LISEZMOI.txt"), "utf8");
    expect(text).toContain("6 entrées sur ");
    expect(text).toContain("6 entries of ");
    expect(text).toContain("ab".repeat(32));
    expect(readdirSync(join(good, "lanes")).sort()).toEqual(["keeper.pem", "tablet-1.pem"]);
    expect(verifier.split("\n").length).toBeLessThanOrEqual(200);
    expect(readFileSync(join(good, "verifier.sh"), "utf8")).toBe(verifier);
  });

  test("has a table that a spreadsheet opens without running anything", () => {
    const table = readFileSync(join(good, "journal.csv"), "utf8");
    const [head, ...rows] = table.trimEnd().split("\r\n");
    expect(head).toBe(
      "\ufefffichier;position;connu le (UTC);survenu le (UTC);qui;quoi;sujet;exercice;voie;rang;empreinte",
    );
    expect(rows.length).toBe(6);
    expect(rows[0]).toMatch(
      /^0001;1;2026-01-05T09:00:00.000Z;2026-01-05T08:00:00.000Z;program test;bell\.rung;i-1;;keeper;1;[0-9a-f]{64}$/,
    );
  });

  test("names itself by its sums, and its tar has the very same files", async () => {
    expect(
      createHash("sha256")
        .update(readFileSync(join(good, "SHA256SUMS")))
        .digest("hex"),
    ).toBe(slice.sha256);
    const tar = join(place.folder, "slice.tar");
    await Bun.write(tar, new Response(sliceTar(slice)));
    const { exitCode, stderr } = Bun.spawnSync(["tar", "-xf", tar, "-C", place.folder], { stderr: "pipe" });
    expect([exitCode, String(stderr)]).toEqual([0, ""]);
    const unpacked = join(place.folder, slice.name);
    expect(Bun.spawnSync(["diff", "-r", good, unpacked]).exitCode).toBe(0);
    expect(check(unpacked).code).toBe(0);
  });

  test("of one entry, of the last and of all is good too", async () => {
    const count = journal.count();
    for (const [index, select] of [[1], [count], () => true, [2, 3, count - 1]].entries()) {
      const to = join(place.folder, `some-${index}`);
      await writeSlice(await journal.slice({ title: "t", select }), to);
      expect(check(to)).toMatchObject({ code: 0 });
    }
  });

  test("has a bounded number of entries and files", async () => {
    const many = temporaryJournal();
    const long = many.open();
    const group = Array.from({ length: 1_000 }, (_, stroke) => rung(stroke));
    while (long.count() <= SLICE_ENTRIES_MAX) long.appendAll(group);
    const code = (change: Partial<SliceRequest>) =>
      long.slice({ title: "t", select: [1], ...change }).then(
        () => "made",
        (error: Refusal) => error.code,
      );
    expect(await code({ select: () => true })).toBe("slice-too-large");
    const documents = Array.from({ length: SLICE_FILES_MAX + 1 }, (_, n) => ({ name: `d${n}`, content: "" }));
    expect(await code({ documents })).toBe("slice-too-large");
    expect(await code({})).toBe("made");
    long.close();
    many.remove();
  });

  const refused: [string, string, Partial<SliceRequest>][] = [
    ["of nothing", "slice-empty", { select: [] }],
    [
      "with evidence that no entry names",
      "slice-evidence",
      { evidence: [{ sha256: "cd".repeat(32), path: "/dev/null" }] },
    ],
    [
      "with evidence that was changed",
      "slice-evidence",
      { evidence: [{ sha256: proofSha256, path: "/dev/null" }] },
    ],
    ["with a document outside its folder", "slice-document", { documents: [{ name: "../x", content: "" }] }],
  ];
  for (const [name, code, change] of refused) {
    test(`${name} is refused`, async () => {
      const error = await journal.slice({ ...request(), ...change }).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Refusal);
      expect((error as Refusal).code).toBe(code);
    });
  }

  test("is not written over what is there", async () => {
    expect(await writeSlice(slice, good).catch((error: Refusal) => error.code)).toBe("slice-folder");
  });
});

describe("the script finds", () => {
  /** What is done to the folder. Afterwards, in turn: nothing else; sums made to fit; sums signed by the right key. */
  const changes: [string, () => void, "found" | "allowed"][] = [
    [
      "an entry edited",
      () => edit("entries/0003.json", (text) => text.replace(/"v":1}$/, '"v":2}')),
      "found",
    ],
    [
      "two signatures swapped",
      () => {
        renameSync(at("entries/0001.sig"), at("x"));
        renameSync(at("entries/0002.sig"), at("entries/0001.sig"));
        renameSync(at("x"), at("entries/0002.sig"));
      },
      "found",
    ],
    [
      "two entries swapped, with their signatures",
      () => {
        for (const ending of ["json", "sig"]) {
          renameSync(at(`entries/0001.${ending}`), at("x"));
          renameSync(at(`entries/0002.${ending}`), at(`entries/0001.${ending}`));
          renameSync(at("x"), at(`entries/0002.${ending}`));
        }
      },
      "found",
    ],
    ["an entry deleted", () => rmSync(at("entries/0004.json")), "found"],
    [
      "an entry deleted, and its step",
      () => {
        for (const ending of ["json", "sig"]) rmSync(at(`entries/0004.${ending}`));
        edit("tree.txt", (text) => text.replace("entry 0004\n", ""));
      },
      "found",
    ],
    ["an entry added", () => cpSync(at("entries/0001.json"), at("entries/0099.json")), "found"],
    ["evidence changed", () => edit(`evidence/${proofSha256}`, (text) => `${text}!`), "found"],
    ["evidence deleted", () => rmSync(at(`evidence/${proofSha256}`)), "allowed"],
    [
      "evidence added that no entry names",
      () => writeFileSync(at(`evidence/${createHash("sha256").update("x").digest("hex")}`), "x"),
      "found",
    ],
    ["a document changed", () => edit("documents/rapport.txt", () => "Autre\n"), "allowed"],
    ["a file added", () => writeFileSync(at("documents/more.txt"), "more"), "allowed"],
    ["a link added", () => symlinkSync("/etc/hostname", at("link")), "found"],
    [
      "the checkpoint's root changed",
      () => edit("checkpoint.txt", (text) => text.replace(/\n[A-Za-z0-9+/]/g, "\nB")),
      "found",
    ],
    [
      "the checkpoint's size changed",
      () => edit("checkpoint.txt", (text) => text.replace(/\n\d+\n/, "\n41\n")),
      "found",
    ],
    ["a line added to the checkpoint", () => edit("checkpoint.txt", (text) => `${text}more\n`), "found"],
    [
      "the checkpoint's key exchanged for a lane's",
      () => cpSync(at("lanes/keeper.pem"), at("checkpoint.pem")),
      "found",
    ],
    ["a lane's key exchanged", () => cpSync(at("lanes/keeper.pem"), at("lanes/tablet-1.pem")), "found"],
    ["a lane's key taken away", () => rmSync(at("lanes/keeper.pem")), "found"],
    [
      "a hash of the tree changed",
      () => {
        const bytes = readFileSync(at("tree.bin"));
        bytes[40] = (bytes[40] ?? 0) ^ 1;
        writeFileSync(at("tree.bin"), bytes);
      },
      "found",
    ],
    ["a step of the tree taken away", () => edit("tree.txt", (text) => text.replace("join\n", "")), "found"],
    [
      "the tree's counts changed",
      () => edit("tree.txt", (text) => text.replace(/hash 1\n/, "hash 2\n")),
      "found",
    ],
    ["the sums' signature changed", () => writeFileSync(at("SHA256SUMS.sig"), Buffer.alloc(64)), "allowed"],
    ["the sums taken away", () => rmSync(at("SHA256SUMS")), "allowed"],
  ];
  for (const [name, change, bySigner] of changes) {
    test(name, () => {
      copied();
      change();
      const plain = check(folder);
      expect(plain.code).toBe(1);
      expect(plain.out).toStartWith("NOT OK: ");
      refit();
      expect(check(folder).code).toBe(1);
      // Who holds the checkpoint's key can make another slice, but not other entries.
      refit(checkpointKey());
      expect(check(folder).code).toBe(bySigner === "found" ? 1 : 0);
    });
  }

  test("a slice made anew under other keys, if the name was noted elsewhere", async () => {
    const forged = temporaryJournal();
    const forger = forged.open();
    forger.append(rung(99, { subject: "i-1" }));
    const to = join(forged.folder, "slice");
    await writeSlice(await forger.slice({ title: "t", select: chosen }), to);
    expect(check(to).code).toBe(0);
    expect(check(to, slice.checkpoint.note.split("\n")[0] ?? "").code).toBe(1);
    forger.close();
    forged.verifyAndRemove();
  });

  test("an entry that the lane signed and the checkpoint does not cover", () => {
    copied();
    const text = readFileSync(at("entries/0001.json"), "utf8").replace('"strokes":0', '"strokes":7');
    const id = createHash("sha256").update(text).digest("hex");
    const key = readKeyFile(laneKeyPath(place.keysFolder, "keeper"));
    writeFileSync(at("entries/0001.json"), text);
    writeFileSync(at("entries/0001.sig"), signBytes(null, Buffer.from(id), key));
    refit(checkpointKey());
    const { code, out } = check(folder);
    expect(code).toBe(1);
    expect(out).toContain("the entries are not those that the checkpoint covers");
  });

  test("that it cannot check without its tools", () => {
    copied();
    mkdirSync(at("../bin"), { recursive: true });
    const { exitCode } = Bun.spawnSync(["/bin/sh", at("verifier.sh")], {
      env: { PATH: join(place.folder, "bin") },
      stderr: "ignore",
    });
    expect(exitCode).toBe(2);
  });
});
