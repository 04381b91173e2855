import { makeCertificate } from "../certificate.ts";
import { type DnsStub, startDnsStub } from "./dns-stub.ts";

/**
 * Thousands of well sites for benches: one small page over TLS for https://sN.sites.test:PORT/, on many loopback addresses
 * (127.0.N.1, each a network of its own).
 */
export type PlainServer = {
  readonly dns: DnsStub;
  readonly port: number;
  readonly trust: string;
  stop(): void;
};

const ADDRESSES = 250;
const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Commune de Test</title></head><body><h1>Bienvenue</h1>${"<p>La mairie vous accueille du lundi au vendredi ; les démarches peuvent être faites en ligne.</p>".repeat(12)}</body></html>`;
const ANSWER = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(PAGE)}\r\nConnection: close\r\n\r\n${PAGE}`,
);

export async function startPlain(): Promise<PlainServer> {
  const certificate = makeCertificate(["*.sites.test"]);
  const listen = (hostname: string, port: number) =>
    Bun.listen({
      hostname,
      port,
      tls: certificate,
      socket: {
        data(socket) {
          socket.write(ANSWER);
          socket.end();
        },
        error() {},
      },
    });
  const first = listen("127.0.0.1", 0);
  const { port } = first;
  const listeners = [first];
  for (let at = 1; at < ADDRESSES; at++) listeners.push(listen(`127.0.${at}.1`, port));
  const addressesOf = (name: string) => [`127.0.${Number(/^s(\d+)\./.exec(name)?.[1] ?? 0) % ADDRESSES}.1`];
  const dns = await startDnsStub({ addressesOf });
  return {
    dns,
    port,
    trust: certificate.cert,
    stop() {
      for (const listener of listeners) listener.stop(true);
      dns.stop();
    },
  };
}
