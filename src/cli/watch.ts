import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { importSchema, previewSchema, readListFile, WHY_REFUSED } from "../processes/list-file.ts";
import { VERDICTS } from "../watch/events.ts";
import { askConsole, readAnswer } from "./ask-console.ts";

const USAGE = `usage: beffroi watch import FILE [--preview] [--source TEXT] [--licence TEXT] [--tag TAG]... [--json]
       beffroi watch census [--at ISO] [--minutes N] [--csv | --json]
       both with [--console IP:PORT] [--data DIR]`;

const DONE = 0;
const FOUND_WANTING = 1;
const WRONG_USE = 2;

/** Longest wait for the console's answer, in ms: a list of tens of thousands, or a census of them. */
const ANSWER_TIMEOUT_MS = 120_000;
/** Refused lines and doubtful sites that are printed. */
const SHOWN_MAX = 20;

const options = {
  json: { type: "boolean", default: false },
  csv: { type: "boolean", default: false },
  preview: { type: "boolean", default: false },
  source: { type: "string" },
  licence: { type: "string", default: "" },
  tag: { type: "string", multiple: true },
  at: { type: "string" },
  minutes: { type: "string" },
  console: { type: "string", default: "127.0.0.1:8440" },
  data: { type: "string", default: "./data" },
} as const;

type Asked = ReturnType<typeof readArguments>;

/**
 * `beffroi watch import|census`: takes a list of sites in, and says who could be reached at an instant. Gives the exit code:
 * 0 done, 1 refused or not running, 2 wrong use.
 */
export async function run(args: string[]): Promise<number> {
  let asked: Asked;
  try {
    asked = readArguments(args);
  } catch (error) {
    process.stderr.write(`beffroi watch: ${errorLine(error)}\n${USAGE}\n`);
    return WRONG_USE;
  }
  try {
    process.stdout.write(await (asked.act === "import" ? importFile(asked) : census(asked)));
    return DONE;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`beffroi watch: ${errorLine(error)}\n`);
    return FOUND_WANTING;
  }
}

function readArguments(args: string[]) {
  const { values, positionals } = parseArgs({ args, options, strict: true, allowPositionals: true });
  const [act, ...files] = positionals;
  if (act !== "import" && act !== "census") {
    throw new Error(act === undefined ? "Say what to do." : `There is no act "${act}".`);
  }
  if (files.length !== (act === "import" ? 1 : 0)) {
    throw new Error(act === "import" ? "Name one file." : `"${files[0]}" is one argument too many.`);
  }
  if (values.csv && values.json) throw new Error("Give either --csv or --json.");
  return { act, file: files[0] ?? "", ...values } as const;
}

async function importFile(asked: Asked): Promise<string> {
  const text = readListFile(asked.file);
  const source = asked.source ?? basename(asked.file);
  if (asked.preview) {
    const answer = await ask(asked, "/api/watch/imports/preview", { text });
    if (asked.json) return `${JSON.stringify(answer)}\n`;
    return previewText(readAnswer(previewSchema, answer, asked.console));
  }
  const id = `m-${randomUUID()}`;
  const request = { id, text, source, licence: asked.licence, tags: asked.tag ?? [] };
  const answer = await ask(asked, "/api/watch/imports", request);
  if (asked.json) return `${JSON.stringify(answer)}\n`;
  const { added, known, refused, unmatched } = readAnswer(importSchema, answer, asked.console);
  const rest = `${known} watched already or repeated, ${refused} refused; ${unmatched} of the added have no body yet`;
  return `${added} sites added, ${rest}.\n`;
}

function previewText(preview: z.infer<typeof previewSchema>): string {
  const { lines, sites, matched, likely, undecided, known, repeated, refused, refusedTotal } = preview;
  const unmatched = sites - matched;
  const said = [
    `${lines} lines: ${sites} sites to add, ${known} watched already, ${repeated} repeated, ${refusedTotal} refused.`,
    `${matched} have a body (${likely} of them likely, not sure); ${unmatched} have none (${undecided} fit several).`,
    ...Object.entries(preview.byKind).map(([kind, n]) => `  ${kind.padEnd(12)} ${n}`),
  ];
  const doubtful = preview.samples.filter(({ sure }) => sure === "likely" || sure === "candidates");
  for (const { url, body, candidates } of doubtful.slice(0, SHOWN_MAX)) {
    const who =
      body === null ? candidates.map(({ name, departement }) => `${name} (${departement})`) : [body.name];
    said.push(`  ${body === null ? "several" : "likely "}  ${url}  ${who.join(", ")}`);
  }
  for (const { line, text, why } of refused.slice(0, SHOWN_MAX)) {
    said.push(`  line ${line}: ${WHY_REFUSED[why]} ${text}`);
  }
  return `${said.join("\n")}\n`;
}

const censusSchema = z.looseObject({
  at: z.string(),
  from: z.string(),
  to: z.string(),
  rule: z.string(),
  counts: z.record(z.enum(VERDICTS), z.number()),
  rows: z.array(
    z.looseObject({
      url: z.string(),
      verdict: z.looseObject({ verdict: z.enum(VERDICTS), cause: z.string() }),
    }),
  ),
});

async function census(asked: Asked): Promise<string> {
  const query = new URLSearchParams();
  if (asked.at !== undefined) query.set("at", instantOf(asked.at));
  if (asked.minutes !== undefined) query.set("minutes", asked.minutes);
  if (asked.csv) return String(await ask(asked, `/api/watch/census.csv?${query}`));
  const answer = await ask(asked, `/api/watch/census.json?${query}`);
  if (asked.json) return `${JSON.stringify(answer)}\n`;
  const { at, from, to, rule, counts, rows } = readAnswer(censusSchema, answer, asked.console);
  const said = [`Census at ${at} (from ${from} to ${to}, rule ${rule})`];
  for (const verdict of VERDICTS) said.push(`  ${verdict.padEnd(13)} ${counts[verdict] ?? 0}`);
  for (const { url, verdict } of rows) {
    if (verdict.verdict === "inaccessible" || verdict.verdict === "intermittent") {
      said.push(`  ${verdict.verdict.padEnd(13)} ${url}  ${verdict.cause}`);
    }
  }
  return `${said.join("\n")}\n`;
}

function instantOf(text: string): string {
  const ms = Date.parse(text);
  if (Number.isFinite(ms)) return new Date(ms).toISOString();
  throw new Refusal(
    "bad-request",
    "This is no instant.",
    text,
    "Write for instance 2024-12-31T16:00:00+01:00.",
  );
}

function ask(asked: Asked, path: string, body?: object): Promise<unknown> {
  const { console: address, data, csv } = asked;
  return askConsole({
    address,
    data,
    path,
    timeoutMs: ANSWER_TIMEOUT_MS,
    body,
    asText: csv && body === undefined,
  });
}
