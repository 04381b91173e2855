import { Refusal } from "../../kernel/refusal.ts";
import { LineReader } from "../link/frames.ts";
import { type Answer, answerSchema, type Wish } from "./frames.ts";

const ANSWER_TIMEOUT_MS = 15_000;

/** Lets everybody through again and gives how many were shut out. Rejects with a Refusal when no filter answers. */
export async function flushFilter(path: string): Promise<number> {
  const answer = await askFilter(path, { flush: true });
  if ("flushed" in answer) return answer.flushed;
  throw new Refusal(
    "flush-failed",
    "error" in answer ? answer.error : "The filter answered something else.",
    path,
    "Run as root: nft delete table inet beffroi.",
  );
}

/** Sends one wish and gives its answer. Rejects with a Refusal when no filter answers in time. */
export async function askFilter(path: string, wish: Wish): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const silent = () =>
    reject(
      new Refusal(
        "no-filter",
        "No kernel filter answers here.",
        path,
        "If one runs, name its data folder with --data DIR, and call as its owner or as root. If none runs, nobody is shut out.",
      ),
    );
  const timer = setTimeout(silent, ANSWER_TIMEOUT_MS);
  const reader = new LineReader();
  const connection = Bun.connect({
    unix: path,
    socket: {
      open: (socket) => void socket.write(`${JSON.stringify(wish)}\n`),
      data: (_socket, bytes) => {
        try {
          for (const line of reader.push(bytes)) resolve(answerSchema.parse(JSON.parse(line)));
        } catch {
          silent();
        }
      },
      close: silent,
      error: silent,
    },
  });
  connection.catch(silent);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    void connection.then((socket) => socket.end()).catch(() => {});
  }
}
