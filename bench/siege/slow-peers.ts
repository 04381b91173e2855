import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeCertificate } from "../../test/support/certificate.ts";
import { startGateway } from "../harness/beffroi.ts";
import { emptyFolder, ROOT } from "../harness/folders.ts";
import { type Core, freePort, type Started, start, waitForPort } from "../harness/process.ts";
import { fillTemplate } from "../harness/template.ts";

/** A product under slow attack: a plain port, and one for TLS with HTTP/2 if it speaks that. */
export type SlowServer = {
  readonly name: string;
  readonly port: number;
  readonly tlsPort: number | undefined;
  readonly pid: number;
  stop(): Promise<void>;
};

/** Citizens ask for this name; it has no certificate, so that nobody is sent on to TLS. */
export const CITIZENS_HOST = "127.0.0.1";
export const TLS_HOST = "www.ville.example";

type Place = {
  folder: string;
  memory: string;
  port: number;
  tlsPort: number;
  files: { certificate: string; certificate_key: string; certificate_both: string };
};

async function prepare(name: string): Promise<Place> {
  const folder = emptyFolder(`slow-${name}`);
  const memory = join("/dev/shm", `beffroi-slow-${process.pid}-${name}`);
  mkdirSync(memory, { recursive: true });
  const pair = makeCertificate([TLS_HOST]);
  const files = {
    certificate: join(folder, "site.pem"),
    certificate_key: join(folder, "site.key"),
    certificate_both: join(folder, "both.pem"),
  };
  writeFileSync(files.certificate, pair.cert);
  writeFileSync(files.certificate_key, pair.key);
  writeFileSync(files.certificate_both, pair.cert + pair.key);
  return { folder, memory, port: await freePort(), tlsPort: await freePort(), files };
}

async function ours(origin: number, core: Core): Promise<SlowServer> {
  const { folder, memory, tlsPort, files } = await prepare("beffroi");
  rmSync(memory, { recursive: true });
  const gateway = await startGateway(
    join(folder, "gateway"),
    {
      origin,
      hosts: [CITIZENS_HOST],
      gateway: [`listen_tls = ["127.0.0.1:${tlsPort}"]`],
      site: [
        "crawl = false",
        "[[site]]",
        'name = "tls"',
        `hosts = ["${TLS_HOST}"]`,
        `origin = "http://127.0.0.1:${origin}"`,
        `certificate = "${files.certificate}"`,
        `certificate_key = "${files.certificate_key}"`,
        "crawl = false",
      ],
    },
    core,
  );
  return {
    name: "Beffroi",
    port: gateway.port,
    tlsPort,
    pid: gateway.process.pid,
    stop: () => gateway.process.stop(),
  };
}

type Command = (path: string, place: Place) => readonly [program: string, ...args: string[]];

async function peer(
  name: string,
  template: string,
  origin: number,
  core: Core,
  command: Command,
  hasTls = true,
): Promise<SlowServer> {
  const place = await prepare(name);
  const { folder, memory, port, tlsPort, files } = place;
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const values = { port, origin, folder, memory, user, tls_port: tlsPort, ...files };
  const path = fillTemplate(join(ROOT, "bench/peers", template), folder, values);
  const [program, ...args] = command(path, place);
  const started: Started = start(program, args, {
    core,
    env: { HOME: folder, XDG_DATA_HOME: folder, GOMAXPROCS: "1" },
  });
  const ended = started.exited.then((code) => ({ code }));
  const first = await Promise.race([waitForPort(port, 20_000), ended]);
  if (first !== undefined) throw new Error(`${name} ended with ${first.code}:\n${started.output()}`);
  return {
    name,
    port,
    tlsPort: hasTls ? tlsPort : undefined,
    pid: started.pid,
    async stop() {
      await started.stop();
      for (const gone of [memory, folder]) rmSync(gone, { recursive: true, force: true });
    },
  };
}

/** One thread of Varnish for each connection that is being read or answered; short times for the slow. */
const VARNISH_PARAMETERS = [
  "thread_pools=1",
  "thread_pool_min=200",
  "thread_pool_max=5000",
  "timeout_idle=5",
  "idle_send_timeout=10",
  "send_timeout=30",
  "listen_depth=4096",
];

/** Every product that is measured, ours first. */
export const SLOW_SERVERS: readonly ((origin: number, core: Core) => Promise<SlowServer>)[] = [
  ours,
  (origin, core) =>
    peer("nginx", "slow-nginx.conf", origin, core, (path, { folder }) => [
      "nginx",
      "-p",
      folder,
      "-e",
      join(folder, "error.log"),
      "-c",
      path,
    ]),
  (origin, core) =>
    peer("HAProxy", "slow-haproxy.cfg", origin, core, (path) => ["haproxy", "-db", "-f", path]),
  (origin, core) =>
    peer(
      "Varnish",
      "slow-varnish.vcl",
      origin,
      core,
      (path, { memory, port }) => [
        "varnishd",
        "-F",
        ...["-j", "none", "-n", memory, "-a", `127.0.0.1:${port}`, "-f", path, "-s", "malloc,128m"],
        ...VARNISH_PARAMETERS.flatMap((parameter) => ["-p", parameter]),
      ],
      false,
    ),
  (origin, core) =>
    peer("Caddy", "slow-caddy.Caddyfile", origin, core, (path) => [
      "caddy",
      "run",
      "--config",
      path,
      "--adapter",
      "caddyfile",
    ]),
];
