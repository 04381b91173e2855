import { makeCertificate } from "../certificate.ts";
import { type DnsStub, startDnsStub } from "./dns-stub.ts";

/**
 * Thousands of well sites for benches: one small page over TLS for any name below sites.test, on as many loopback addresses
 * (127.0.N.1, each a network of its own) as are asked for. A share of the sites can be made to hang.
 */
export type PlainServer = {
  readonly dns: DnsStub;
  readonly port: number;
  readonly trust: string;
  /** https://sN.sites.test:PORT/ */
  url(n: number): string;
  /** From now on this share of the sites, by their number, takes requests and says nothing. 0 to 1. */
  hang(share: number): void;
  /** Requests answered so far. */
  readonly answered: number;
  stop(): void;
};

export type PlainOptions = {
  /** Addresses that the names are spread over, at most 250. */
  readonly addresses?: number;
  readonly dnsLoss?: number;
  readonly port?: number;
};

const ADDRESSES_MAX = 250;
const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Commune de Test</title></head><body><h1>Bienvenue</h1>${"<p>La mairie vous accueille du lundi au vendredi ; les démarches peuvent être faites en ligne.</p>".repeat(12)}</body></html>`;
const ANSWER = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(PAGE)}\r\nConnection: close\r\n\r\n${PAGE}`,
);
const HOST = /\r\nHost: s(\d+)\./i;

export async function startPlain(options: PlainOptions = {}): Promise<PlainServer> {
  const count = Math.min(Math.max(1, options.addresses ?? ADDRESSES_MAX), ADDRESSES_MAX);
  const certificate = makeCertificate(["*.sites.test"]);
  let share = 0;
  let answered = 0;
  const listen = (hostname: string, port: number) =>
    Bun.listen({
      hostname,
      port,
      tls: certificate,
      socket: {
        data(socket, bytes) {
          if (share > 0 && hangs(bytes, share)) return;
          answered += 1;
          socket.write(ANSWER);
          socket.end();
        },
        error() {},
      },
    });
  const first = listen("127.0.0.1", options.port ?? 0);
  const { port } = first;
  const listeners = [first];
  for (let at = 1; at < count; at++) listeners.push(listen(`127.0.${at}.1`, port));
  const dns = await startDnsStub({
    loss: options.dnsLoss ?? 0,
    addressesOf: (name) => [`127.0.${Number(/^s(\d+)\./.exec(name)?.[1] ?? 0) % count}.1`],
  });
  return {
    dns,
    port,
    trust: certificate.cert,
    url: (n) => `https://s${n}.sites.test:${port}/`,
    hang: (wanted) => {
      share = wanted;
    },
    get answered() {
      return answered;
    },
    stop() {
      for (const listener of listeners) listener.stop(true);
      dns.stop();
    },
  };
}

/** A site hangs by its number, so that it is always the same ones. */
function hangs(request: Buffer, share: number): boolean {
  const number = Number(HOST.exec(request.toString("latin1"))?.[1] ?? 0);
  return (number * 7_919) % 10_000 < share * 10_000;
}
