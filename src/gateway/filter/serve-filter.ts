import { existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Socket } from "bun";
import type { Log } from "../../kernel/log.ts";
import { errorLine, Refusal } from "../../kernel/refusal.ts";
import { LineReader } from "../link/frames.ts";
import type { Filter, Reporter } from "./filter.ts";
import { type Answer, type Wish, wishSchema } from "./frames.ts";

/** Most connections at once: 64 workers and some people. One more, and the oldest gives way. */
export const CONNECTIONS_MAX = 80;
/** Longest path that a unix socket's address holds. */
const SOCKET_PATH_BYTES_MAX = 100;
const SOCKET_UMASK = 0o177;

type Connection = { reader: LineReader; reporter: Reporter };

/**
 * Listens on the socket at `path` for the gateways' wishes. The socket belongs to the owner of the data folder and
 * nobody else may open it. A line that is no wish is answered with its fault, and its connection ended. Gives the stop.
 * Throws a Refusal when the data folder is missing or the path too long.
 */
export function serveFilter(path: string, filter: Filter, log: Log): () => void {
  const asOwner = rightsOfOwner(path);
  const connections = new Set<Socket<Connection>>();
  const server = asOwner(() => {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) rmSync(path);
    const umask = process.umask(SOCKET_UMASK);
    try {
      return Bun.listen<Connection>({
        unix: path,
        socket: {
          open: (socket) => {
            socket.data = { reader: new LineReader(), reporter: filter.connected() };
            const [oldest] = connections;
            if (connections.size >= CONNECTIONS_MAX) oldest?.terminate();
            connections.add(socket);
          },
          data: (socket, bytes) => read(socket, bytes, filter, log),
          close: (socket) => {
            connections.delete(socket);
            filter.disconnected(socket.data.reporter);
          },
          error: () => {},
        },
      });
    } finally {
      process.umask(umask);
    }
  });
  return () => asOwner(() => server.stop(true));
}

function read(socket: Socket<Connection>, bytes: Uint8Array, filter: Filter, log: Log): void {
  try {
    for (const line of socket.data.reader.push(bytes)) {
      const wish: Wish = wishSchema.parse(JSON.parse(line));
      filter.obey(wish, socket.data.reporter).then(
        (answer) => write(socket, answer),
        (error) => write(socket, { error: errorLine(error) }),
      );
    }
  } catch (error) {
    log("warn", "a line on the filter's socket is no wish", { error: errorLine(error) });
    write(socket, { error: "This line is not one of ban, spare, flush or status." });
    socket.end();
  }
}

/** An answer is short. Whoever does not read it is not there. */
function write(socket: Socket<Connection>, answer: Answer): void {
  const line = `${JSON.stringify(answer)}\n`;
  if (socket.write(line) < line.length) socket.terminate();
}

/**
 * Runs an act with the rights of whoever owns the data folder. A privileged process that made, removed or gave away files
 * there with its own rights could be led elsewhere by a link that the owner puts in the way.
 */
function rightsOfOwner(path: string): <T>(act: () => T) => T {
  const dataFolder = dirname(dirname(path));
  if (Buffer.byteLength(path) > SOCKET_PATH_BYTES_MAX) {
    throw new Refusal("path-too-long", "The socket's path is too long.", path, "Use a shorter data folder.");
  }
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner === undefined) {
    throw new Refusal(
      "no-data-folder",
      "The gateway's data folder is not there.",
      dataFolder,
      "Name the same folder as for the gateway: --data DIR or --config FILE; start the gateway first.",
    );
  }
  return (act) => {
    const [user, group] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
    if (user !== 0 || owner.uid === 0) return act();
    process.setegid?.(owner.gid);
    process.seteuid?.(owner.uid);
    try {
      return act();
    } finally {
      process.seteuid?.(user);
      process.setegid?.(group);
    }
  };
}
