import { afterEach, beforeEach, expect, test } from "bun:test";
import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Refusal } from "../kernel/refusal.ts";
import { laneKeyPath, openLane } from "./lane.ts";

let folder = "";
let keys = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "beffroi-lane-"));
  keys = join(folder, "keys");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("no refusal");
}

test("the key is made once, for its owner only, and nothing else is left in the folder", () => {
  const first = openLane(keys, "keeper", undefined);
  expect(statSync(laneKeyPath(keys, "keeper")).mode & 0o777).toBe(0o600);
  expect(statSync(keys).mode & 0o777).toBe(0o700);
  expect(readdirSync(keys)).toEqual(["lane-keeper.pem"]);
  expect(openLane(keys, "keeper", undefined).publicKey).toBe(first.publicKey);
  expect(openLane(keys, "keeper", first.publicKey).publicKey).toBe(first.publicKey);
  expect(openLane(keys, "tablet-1", undefined).publicKey).not.toBe(first.publicKey);
});

test("a signature is Ed25519 over the characters of the id", () => {
  const lane = openLane(keys, "keeper", undefined);
  const id = "ab".repeat(32);
  const x = Buffer.from(lane.publicKey, "hex").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  expect(verify(null, Buffer.from(id), key, Buffer.from(lane.sign(id), "hex"))).toBe(true);
  expect(verify(null, Buffer.from("cd".repeat(32)), key, Buffer.from(lane.sign(id), "hex"))).toBe(false);
});

test("a key that the journal knows and that is gone is never replaced", () => {
  const known = openLane(keys, "keeper", undefined).publicKey;
  rmSync(laneKeyPath(keys, "keeper"));
  const refusal = refusalOf(() => openLane(keys, "keeper", known));
  expect(refusal.code).toBe("lane-key-missing");
  expect(refusal.where).toBe(laneKeyPath(keys, "keeper"));
  expect(readdirSync(keys)).toEqual([]);
});

test("another key than the journal's is refused", () => {
  openLane(keys, "keeper", undefined);
  expect(refusalOf(() => openLane(keys, "keeper", "00".repeat(32))).code).toBe("lane-key-mismatch");
});

test("a key that is not one, is of another type or is a folder is refused", () => {
  openLane(keys, "keeper", undefined);
  const path = laneKeyPath(keys, "keeper");
  writeFileSync(path, "half a key");
  expect(refusalOf(() => openLane(keys, "keeper", undefined)).code).toBe("key-unreadable");
  const { privateKey } = generateKeyPairSync("x25519");
  writeFileSync(path, privateKey.export({ type: "pkcs8", format: "pem" }));
  expect(refusalOf(() => openLane(keys, "keeper", undefined)).code).toBe("key-unreadable");
  expect(refusalOf(() => openLane(keys, "keeper", undefined)).what).toContain("x25519");
});

test("a key that others can read is refused with the command that mends it", () => {
  openLane(keys, "keeper", undefined);
  chmodSync(laneKeyPath(keys, "keeper"), 0o640);
  const refusal = refusalOf(() => openLane(keys, "keeper", undefined));
  expect(refusal.code).toBe("key-exposed");
  expect(refusal.remedy).toBe(`Run: chmod 600 ${laneKeyPath(keys, "keeper")}`);
});

test("a folder that cannot be made is refused", () => {
  writeFileSync(keys, "a file where the folder should be");
  expect(refusalOf(() => openLane(keys, "keeper", undefined)).code).toBe("key-not-writable");
});

test("a lane's name stays a plain file name", () => {
  for (const name of ["", "Keeper", "../x", "a/b", ".hidden", "-x", "a".repeat(64), "a\n"]) {
    expect(refusalOf(() => openLane(keys, name, undefined)).code).toBe("bad-lane-name");
  }
});
