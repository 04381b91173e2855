import { sign as signBytes } from "node:crypto";
import { statSync } from "node:fs";
import { canonicalJson, sha256Hex } from "../../kernel/canonical.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { originOf } from "../checkpoint.ts";
import type { SignCheckpoint, SignedCheckpoint } from "../checkpoints.ts";
import type { StoredEntry } from "../entry.ts";
import { publicKeyOf } from "../key-file.ts";
import type { SubtreeHash } from "../merkle.ts";
import { prunedTree, type TreeStep } from "./pruned-tree.ts";
import { hashOf, type SliceFile, textFile } from "./slice-file.ts";
import { entriesTable } from "./table.ts";
import { readMe } from "./texts.ts";
import verifier from "./verifier.sh" with { type: "text" };

/** Entries of one slice: what a stranger checks in some minutes. */
export const SLICE_ENTRIES_MAX = 20_000;

/** Pieces of evidence and documents of one slice. */
export const SLICE_FILES_MAX = 5_000;

export type SliceRequest = {
  /** One line for the reader: which incident, which town. */
  title: string;
  /** Which entries, by position or by rule. Entries that name the keys in use are added. */
  select: readonly number[] | ((stored: StoredEntry) => boolean);
  /** Files whose SHA-256 (hexadecimal) one of the chosen entries gives in its body. */
  evidence?: readonly { sha256: string; path: string }[];
  /** SHA-256 of evidence that is named and not enclosed, for the reader to know. */
  absent?: readonly string[];
  /** Reports and the like; `name` has letters, digits, dot, hyphen and underscore. */
  documents?: readonly { name: string; content: Uint8Array | string }[];
};

/** An excerpt that a stranger checks without this program, as files in the order in which they are written. */
export type Slice = {
  /** For the folder, and for a file that is downloaded. */
  name: string;
  files: readonly SliceFile[];
  entries: number;
  /** SHA-256 of SHA256SUMS, hexadecimal: names the whole slice. */
  sha256: string;
  checkpoint: SignedCheckpoint;
  madeAtMs: number;
};

export type SliceNeeds = {
  sign: SignCheckpoint;
  read(page: { after: number; limit: number }): StoredEntry[];
  publicKey(lane: string): string | undefined;
  subtree: SubtreeHash;
  nowMs(): number;
};

/**
 * Gathers a slice under a checkpoint of now. Throws a Refusal: "slice-empty", "slice-too-large", "slice-evidence" (a file
 * is not what it is said to be, or no entry names it), "slice-document" (a bad name).
 */
export async function makeSlice(needs: SliceNeeds, request: SliceRequest): Promise<Slice> {
  const { checkpoint, privateKey } = needs.sign();
  const chosen = await choose(needs, request, checkpoint);
  const digits = Math.max(4, String(chosen.length).length);
  const entries = chosen.map((stored, index) => ({
    file: String(index + 1).padStart(digits, "0"),
    stored,
    text: canonicalJson(stored.entry),
  }));
  const lanes = [...new Set(chosen.map(({ entry }) => entry.lane))].sort().map((lane) => ({
    lane,
    publicKey: needs.publicKey(lane) ?? "",
  }));
  const evidence = await evidenceFiles(
    request,
    entries.map(({ text }) => text),
  );
  const madeAtMs = needs.nowMs();
  const steps = prunedTree(
    checkpoint.size,
    chosen.map(({ position }) => position),
    needs.subtree,
  );
  const facts = {
    title: request.title,
    origin: originOf(checkpoint.publicKey),
    entries: entries.length,
    size: checkpoint.size,
    madeAt: new Date(madeAtMs).toISOString(),
    lanes: lanes.map(({ lane, publicKey }) => ({
      lane,
      fingerprint: sha256Hex(Buffer.from(publicKey, "hex")),
    })),
    evidence: evidence.length,
    absent: request.absent ?? [],
  };
  const files = [
    textFile("LISEZMOI.txt", readMe(facts)),
    textFile("verifier.sh", verifier, 0o755),
    textFile("journal.csv", entriesTable(entries)),
    textFile("checkpoint.txt", checkpoint.note),
    textFile("checkpoint.pem", pem(checkpoint.publicKey)),
    ...lanes.map(({ lane, publicKey }) => textFile(`lanes/${lane}.pem`, pem(publicKey))),
    ...treeFiles(
      steps,
      entries.map(({ file }) => file),
    ),
    ...entries.flatMap(({ file, text, stored }): SliceFile[] => [
      textFile(`entries/${file}.json`, text),
      {
        name: `entries/${file}.sig`,
        mode: 0o644,
        content: new Uint8Array(Buffer.from(stored.signature, "hex")),
      },
    ]),
    ...evidence,
    ...documentFiles(request),
  ];
  const sums = await sumsOf(files);
  const signature = new Uint8Array(signBytes(null, Buffer.from(sums), privateKey));
  return {
    name: `beffroi-extrait-${facts.madeAt.slice(0, 16).replace(/[-:T]/g, "")}`,
    files: [
      ...files,
      textFile("SHA256SUMS", sums),
      { name: "SHA256SUMS.sig", mode: 0o644, content: signature },
    ],
    entries: entries.length,
    sha256: sha256Hex(sums),
    checkpoint,
    madeAtMs,
  };
}

/** Reads the journal page by page and lets others work in between. */
async function choose(
  needs: SliceNeeds,
  { select }: SliceRequest,
  { size, publicKey }: SignedCheckpoint,
): Promise<StoredEntry[]> {
  const wanted = typeof select === "function" ? select : among(select);
  const chosen = new Map<number, StoredEntry>();
  const admitted = new Map<string, StoredEntry>();
  let announced: StoredEntry | undefined;
  for (let after = 0; after < size; ) {
    const page = needs.read({ after, limit: 1_000 });
    for (const stored of page.filter(({ position }) => position <= size)) {
      const { kind, body, subject } = stored.entry;
      if (kind === "journal.lane-admitted") admitted.set(subject, stored);
      if (kind === "journal.checkpoint-key" && body.publicKey === publicKey) announced ??= stored;
      if (wanted(stored)) chosen.set(stored.position, stored);
    }
    if (chosen.size > SLICE_ENTRIES_MAX) {
      throw refusal("slice-too-large", `More than ${SLICE_ENTRIES_MAX} entries are chosen.`, "Choose fewer.");
    }
    after = page.at(-1)?.position ?? size;
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (chosen.size === 0)
    throw refusal("slice-empty", "No entry is chosen.", "Name an incident that has entries.");
  const naming = [announced, ...[...chosen.values()].map(({ entry }) => admitted.get(entry.lane))];
  for (const stored of naming) if (stored !== undefined) chosen.set(stored.position, stored);
  return [...chosen.values()].sort((one, other) => one.position - other.position);
}

function among(positions: readonly number[]): (stored: StoredEntry) => boolean {
  const set = new Set(positions);
  return ({ position }) => set.has(position);
}

async function evidenceFiles(
  { evidence = [], documents = [] }: SliceRequest,
  texts: readonly string[],
): Promise<SliceFile[]> {
  if (evidence.length + documents.length > SLICE_FILES_MAX) {
    throw refusal("slice-too-large", `More than ${SLICE_FILES_MAX} files are enclosed.`, "Enclose fewer.");
  }
  const files: SliceFile[] = [];
  for (const { sha256, path } of evidence) {
    if (!/^[0-9a-f]{64}$/.test(sha256) || !texts.some((text) => text.includes(sha256))) {
      throw refusal(
        "slice-evidence",
        `No chosen entry names the file ${sha256.slice(0, 64)}.`,
        "Leave it out.",
      );
    }
    if (files.some(({ name }) => name === `evidence/${sha256}`)) continue;
    const file: SliceFile = { name: `evidence/${sha256}`, mode: 0o644, content: Bun.file(path) };
    if (!isPlainFile(path) || (await hashOf(file)) !== sha256) {
      throw refusal(
        "slice-evidence",
        `${path} is not the file that was put into evidence.`,
        "Find its copy.",
      );
    }
    files.push(file);
  }
  return files;
}

const isPlainFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

function documentFiles({ documents = [] }: SliceRequest): SliceFile[] {
  const names = new Set<string>();
  return documents.map(({ name, content }) => {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(name) || names.has(name)) {
      throw refusal(
        "slice-document",
        `"${name.slice(0, 80)}" cannot name a document here.`,
        "Give another name.",
      );
    }
    names.add(name);
    if (typeof content === "string") return textFile(`documents/${name}`, content);
    return { name: `documents/${name}`, mode: 0o644, content };
  });
}

/** The steps as lines, and the hashes that they use, 32 bytes each, in the order of use. */
function treeFiles(steps: readonly TreeStep[], names: readonly string[]): SliceFile[] {
  let next = 0;
  const lines = steps.map((step) => {
    if (step.step === "entry") return `entry ${names[next++]}\n`;
    return step.step === "hash" ? `hash ${step.count}\n` : "join\n";
  });
  const hashes = steps.flatMap((step) => (step.step === "hash" ? [step.hash] : []));
  return [
    textFile("tree.txt", lines.join("")),
    { name: "tree.bin", mode: 0o644, content: new Uint8Array(Buffer.concat(hashes)) },
  ];
}

async function sumsOf(files: readonly SliceFile[]): Promise<string> {
  const lines: string[] = [];
  for (const file of files) lines.push(`${await hashOf(file)}  ${file.name}\n`);
  return lines.join("");
}

const pem = (publicKey: string): string =>
  publicKeyOf(publicKey).export({ type: "spki", format: "pem" }).toString();

function refusal(code: string, what: string, remedy: string): Refusal {
  return new Refusal(code, what, "slice", remedy);
}
