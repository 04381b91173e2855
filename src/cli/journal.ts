import { join } from "node:path";
import { parseArgs } from "node:util";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { checkpoint, importFrom, rebuild, slice } from "./journal-write.ts";
import { exportTo, verify } from "./journal-read.ts";

const WRONG_USE = 2;
const FOUND_WANTING = 1;

/** Name of the journal in the data folder. */
const JOURNAL_FILE = "beffroi.db";

const OPTIONS = {
  data: { type: "string", default: "./data" },
  json: { type: "boolean", default: false },
  "every-signature": { type: "boolean", default: false },
  checkpoint: { type: "string" },
  key: { type: "string" },
  qr: { type: "string" },
  incident: { type: "string", multiple: true },
  to: { type: "string" },
} as const;

export type JournalValues = ReturnType<typeof parse>["values"];

/** Where a command finds what it needs, and what it was told. */
export type JournalCall = { path: string; values: JournalValues; file: string | undefined };

type Command = {
  says: string;
  /** Options besides --data and --json. */
  options: readonly (keyof typeof OPTIONS)[];
  /** Whether a FILE follows the command. */
  takesFile?: true;
  run(call: JournalCall): number | Promise<number>;
};

const COMMANDS: Readonly<Record<string, Command>> = {
  verify: {
    says: "verify [--checkpoint FILE [--key HEX]] [--every-signature]",
    options: ["checkpoint", "key", "every-signature"],
    run: verify,
  },
  export: { says: "export", options: [], run: exportTo },
  import: { says: "import FILE (- for standard input)", options: [], takesFile: true, run: importFrom },
  checkpoint: { says: "checkpoint [--qr FILE.svg]", options: ["qr"], run: checkpoint },
  slice: { says: "slice --incident ID ... --to DIR", options: ["incident", "to"], run: slice },
  rebuild: { says: "rebuild", options: [], run: rebuild },
};

const USAGE = `usage: beffroi journal ${Object.values(COMMANDS)
  .map(({ says }) => says)
  .join(" | ")} [--data DIR] [--json]`;

/**
 * `beffroi journal ...`. Gives the exit code: 0 done, 1 refused or found wanting, 2 wrong use. Errors are one line on
 * stderr. None needs a running Beffroi, and none minds one.
 */
export async function run(args: string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return wrongUse(errorLine(error));
  }
  const { positionals, values } = parsed;
  const [name, file, ...rest] = positionals;
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined)
    return wrongUse(name === undefined ? "a command is missing." : `"${name}" is not a command.`);
  const extra = command.takesFile === true ? rest[0] : file;
  if (extra !== undefined) return wrongUse(`"${extra}" is not expected here.`);
  if (command.takesFile === true && file === undefined) return wrongUse("a file is missing.");
  const misplaced = misplacedOption(args, command);
  if (misplaced !== undefined) return wrongUse(`--${misplaced} does not belong to ${name}.`);
  try {
    return await command.run({ path: join(values.data, JOURNAL_FILE), values, file });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "wrong-option") return wrongUse(error.what);
    process.stderr.write(`${errorLine(error)}\n`);
    return FOUND_WANTING;
  }
}

function parse(args: string[]) {
  return parseArgs({ args, allowPositionals: true, options: OPTIONS });
}

function misplacedOption(args: string[], { options }: Command): string | undefined {
  const allowed = new Set<string>(["data", "json", ...options]);
  const { tokens } = parseArgs({ args, allowPositionals: true, options: OPTIONS, tokens: true });
  for (const token of tokens) if (token.kind === "option" && !allowed.has(token.name)) return token.name;
  return undefined;
}

function wrongUse(what: string): number {
  process.stderr.write(`beffroi journal: ${what} ${USAGE}\n`);
  return WRONG_USE;
}
