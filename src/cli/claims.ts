import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { type ClaimsFile, type ClaimsRead, documentsOf, readClaims } from "../processes/claims-reading.ts";
import { REREAD_USAGE, run as reread } from "./claims-reread.ts";

const USAGE = `usage: beffroi claims read FILE... [--json]\n       ${REREAD_USAGE}`;
const WRONG_USE = 2;
const FILE_BYTES_MAX = 4 * 1024 * 1024;
const FILES_MAX = 10_000;

/** `beffroi claims read`: what texts claim, one object a document; documents given together are joined together. */
export async function run(args: string[]): Promise<number> {
  if (args[0] === "reread") return reread(args.slice(1));
  const { json, files } = readArguments(args);
  if (files.length === 0) {
    console.error(USAGE);
    return WRONG_USE;
  }
  const readable = files.flatMap(orNothing);
  const lines = readClaims(readable).map(output);
  for (const line of lines) process.stdout.write(`${json ? JSON.stringify(line) : inWords(line)}\n`);
  return readable.length === files.length ? 0 : 1;
}

/** A file that cannot be read is said on stderr, and does not take the others with it. */
function orNothing(name: string): ClaimsFile[] {
  try {
    const file = { name, bytes: bytesOf(name) };
    documentsOf(file);
    return [file];
  } catch (error) {
    console.error(`beffroi: ${errorLine(error)}`);
    return [];
  }
}

function readArguments(args: string[]): { json: boolean; files: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: "boolean" } },
      allowPositionals: true,
    });
    const [verb, ...files] = positionals;
    if (files.length > FILES_MAX) throw new Error(`more than ${FILES_MAX} files`);
    return { json: values.json ?? false, files: verb === "read" ? files : [] };
  } catch (error) {
    throw new Refusal("wrong-option", errorLine(error), "command line", USAGE);
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    const { size } = statSync(file);
    if (size > FILE_BYTES_MAX) throw new Error(`larger than ${FILE_BYTES_MAX} bytes`);
    return readFileSync(file);
  } catch (error) {
    throw new Refusal("unreadable-document", errorLine(error), file, "Give a readable text file.");
  }
}

type Line = ReturnType<typeof output>;

type Reading = ClaimsRead["reading"];
type Attack = Reading["attacks"][number];

function output({ document, reading, keys }: ClaimsRead) {
  return {
    document: basename(document),
    lang: reading.lang,
    attacks: reading.attacks.map(attackLine),
    unresolved: reading.unresolved.map(({ name, why, quote, candidates }) => ({
      name,
      why,
      quote,
      candidates,
    })),
    dispatch: keys.dispatch,
    event: keys.event,
  };
}

function attackLine({ body, type, actor, when, statements, services }: Attack) {
  const { name, kind, code, departement } = body;
  return {
    body: { name, kind, code, departement },
    type,
    actor,
    when,
    statements: statements.map(({ stance, speaker, modality, quote }) => ({
      stance,
      speaker,
      modality,
      quote,
    })),
    services,
  };
}

function inWords({ document, lang, attacks, unresolved }: Line): string {
  const lines = [
    `${document} (${lang}): ${attacks.length === 0 ? "no attack" : `${attacks.length} attacked`}`,
  ];
  for (const { body, type, actor, statements } of attacks) {
    lines.push(
      `  ${body.name} (${body.kind}${body.code === null ? "" : ` ${body.code}`}): ${type}${actor === null ? "" : `, ${actor}`}`,
    );
    for (const { stance, speaker, modality, quote } of statements) {
      lines.push(
        `    ${speaker} ${stance}${modality === "reported" ? " (reported)" : ""}: ${quote.replace(/\s+/g, " ")}`,
      );
    }
  }
  for (const { name, why } of unresolved) lines.push(`  unresolved: ${name} (${why})`);
  return lines.join("\n");
}
