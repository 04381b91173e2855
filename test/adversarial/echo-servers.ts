import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, start, waitForPort } from "../../bench/harness/process.ts";

/** Servers that stand behind gateways in life. Each says in X-Echo which request it has read. */
export type EchoServer = {
  readonly name: string;
  readonly port: number;
  /** False for a server that closes after one request. */
  readonly keepsAlive: boolean;
  stop(): Promise<void>;
};

/** "GET /x" for each request that the answers in `text` say was read. */
export function echoedBy(text: string): string[] {
  return [...text.matchAll(/^X-Echo: ([A-Z]+ \S+)\r?$/gim)].map((match) => match[1] ?? "");
}

const NODE_SERVER = `
require("node:http").createServer((request, response) => {
  request.on("error", () => {});
  request.on("data", () => {});
  request.on("end", () => {
    response.setHeader("X-Echo", request.method + " " + request.url);
    response.end();
  });
}).listen(Number(process.argv[1]), "127.0.0.1");
`;
const PHP_ROUTER = `<?php
file_get_contents("php://input");
header("X-Echo: " . $_SERVER["REQUEST_METHOD"] . " " . $_SERVER["REQUEST_URI"]);
`;
const nginxConf = (folder: string, port: number) => `
${process.getuid?.() === 0 ? "user root;" : ""}
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log crit;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    location / {
      add_header X-Echo "$request_method $request_uri" always;
      return 204;
    }
  }
}
`;

/** Node always, and PHP's and nginx where they are installed. */
export async function startEchoServers(): Promise<EchoServer[]> {
  const servers = [await startOne("Node", true, (port) => ["node", "-e", NODE_SERVER, String(port)])];
  const folder = mkdtempSync(join(tmpdir(), "beffroi-echo-"));
  chmodSync(folder, 0o755);
  if (Bun.which("php") !== null) {
    writeFileSync(join(folder, "router.php"), PHP_ROUTER);
    servers.push(
      await startOne("PHP", false, (port) => ["php", "-S", `127.0.0.1:${port}`, join(folder, "router.php")]),
    );
  }
  if (Bun.which("nginx") !== null) {
    const file = join(folder, "nginx.conf");
    servers.push(
      await startOne("nginx", true, (port) => {
        writeFileSync(file, nginxConf(folder, port));
        return ["nginx", "-p", folder, "-e", join(folder, "error.log"), "-c", file];
      }),
    );
  }
  const [first, ...others] = servers as [EchoServer, ...EchoServer[]];
  const stop = async () => {
    await first.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return [{ ...first, stop }, ...others];
}

async function startOne(
  name: string,
  keepsAlive: boolean,
  command: (port: number) => string[],
): Promise<EchoServer> {
  const port = await freePort();
  const [program = "", ...args] = command(port);
  const started = start(program, args);
  await waitForPort(port);
  return { name, port, keepsAlive, stop: () => started.stop() };
}
