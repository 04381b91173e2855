import { parseArgs } from "node:util";
import { z } from "zod";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import { askConsole, readAnswer } from "./ask-console.ts";

const USAGE =
  "usage: beffroi people list [--json] | link [--user USERNAME | --name NAME]   [--console IP:PORT] [--data DIR]";

const DONE = 0;
const FOUND_WANTING = 1;
const WRONG_USE = 2;

/** Longest wait for the console's answer, in ms. */
const ANSWER_TIMEOUT_MS = 5_000;
/** How a new administrator is called until somebody changes it. */
const NAME = "Administrateur";

const options = {
  json: { type: "boolean", default: false },
  console: { type: "string", default: "127.0.0.1:8440" },
  data: { type: "string", default: "./data" },
  user: { type: "string" },
  name: { type: "string" },
} as const;

const personSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  userName: z.string().nullable(),
  role: z.string(),
  state: z.string(),
});
const peopleSchema = z.object({ people: z.array(personSchema) });
const linkSchema = z.object({ link: z.string(), expiresAt: z.string() });

type Asked = ReturnType<typeof readArguments>;

/**
 * `beffroi people list|link`: who may enter, and a way in for who holds the data folder: a link that makes a new
 * administrator, or with --user one with which somebody starts anew. Gives the exit code: 0 done, 1 refused or not running,
 * 2 wrong use.
 */
export async function run(args: string[]): Promise<number> {
  let asked: Asked;
  try {
    asked = readArguments(args);
  } catch (error) {
    process.stderr.write(`beffroi people: ${errorLine(error)} ${USAGE}\n`);
    return WRONG_USE;
  }
  try {
    process.stdout.write(`${await (asked.act === "list" ? list(asked) : link(asked))}\n`);
    return DONE;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`beffroi people: ${errorLine(error)}\n`);
    return FOUND_WANTING;
  }
}

function readArguments(args: string[]) {
  const { values, positionals } = parseArgs({ args, options, strict: true, allowPositionals: true });
  const [act, ...more] = positionals;
  if (act !== "list" && act !== "link") {
    throw new Error(act === undefined ? "Say what to do." : `There is no act "${act}".`);
  }
  if (more.length > 0) throw new Error(`"${more[0]}" is one argument too many.`);
  if (act === "list" && (values.user ?? values.name) !== undefined) {
    throw new Error("--user and --name belong to link.");
  }
  if (values.user !== undefined && values.name !== undefined)
    throw new Error("Give either --user or --name.");
  return { act, ...values } as const;
}

async function list(asked: Asked): Promise<string> {
  const people = await peopleOf(asked);
  if (asked.json) return JSON.stringify({ people });
  if (people.length === 0) return "Nobody yet. The set-up link stands where Beffroi was started.";
  return people
    .map(({ role, state, userName, name }) =>
      [role.padEnd(8), state.padEnd(8), (userName ?? "-").padEnd(20), plain(name)].join("  "),
    )
    .join("\n");
}

async function link(asked: Asked): Promise<string> {
  const answer =
    asked.user === undefined
      ? await ask(asked, "/api/people/invitations", { name: asked.name ?? NAME, role: "admin" })
      : await ask(asked, `/api/people/${await idOf(asked, asked.user)}/invitation`, {});
  const { link: address, expiresAt } = readAnswer(linkSchema, answer, asked.console);
  return asked.json
    ? JSON.stringify({ link: address, expiresAt })
    : `${address}\ngood once, until ${expiresAt}`;
}

async function idOf(asked: Asked, userName: string): Promise<string> {
  const key = userName.normalize("NFKC").toLowerCase();
  const person = (await peopleOf(asked)).find((one) => one.userName === key);
  if (person !== undefined) return person.id;
  throw new Refusal(
    "not-found",
    `Nobody has the user name "${plain(userName)}".`,
    `console ${asked.console}`,
    "See: beffroi people list.",
  );
}

async function peopleOf(asked: Asked) {
  return readAnswer(peopleSchema, await ask(asked, "/api/people"), asked.console).people;
}

function ask({ console, data }: Asked, path: string, body?: object): Promise<unknown> {
  return askConsole({ address: console, data, path, timeoutMs: ANSWER_TIMEOUT_MS, body });
}

/** Without control characters: what somebody wrote must not move the cursor of a terminal. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "?").slice(0, 200);
}
