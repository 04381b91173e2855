import { createServer, request as send } from "node:http";

/**
 * A cache that does what caches do wrong: keyed by path alone, keeps whatever came with status 200, 206 or 302 for
 * whoever asks next. The suite must find it out, or it would find nothing.
 */
export function startLeakyCache(originPort: number): Promise<{ port: number; stop(): void }> {
  const kept = new Map<string, { status: number; headers: string[]; body: Buffer }>();
  const server = createServer((request, response) => {
    const key = (request.url ?? "/").replace(/&utm_[a-z]+=[^&]*/gi, "");
    const known = kept.get(key);
    if (known !== undefined) {
      response.writeHead(known.status, known.headers).end(request.method === "HEAD" ? undefined : known.body);
      return;
    }
    const forward = send(
      {
        host: "127.0.0.1",
        port: originPort,
        method: request.method,
        path: request.url,
        headers: request.headers,
      },
      (answer) => {
        const pieces: Buffer[] = [];
        answer.on("data", (piece: Buffer) => pieces.push(piece));
        answer.on("end", () => {
          const { statusCode: status = 502, rawHeaders: headers } = answer;
          const body = Buffer.concat(pieces);
          if ([200, 206, 302].includes(status) && request.method !== "POST")
            kept.set(key, { status, headers, body });
          response.writeHead(status, headers).end(body);
        });
      },
    );
    forward.on("error", () => response.writeHead(502).end());
    request.pipe(forward);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const stop = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ port, stop });
    });
  });
}
