import { makeCertificate } from "../certificate.ts";
import { type DnsOptions, type DnsStub, startDnsStub } from "./dns-stub.ts";
import { RAW, startDeaf, startRaw } from "./sockets.ts";
import { type Listener, startWeb } from "./web.ts";

export { type Expected, KINDS } from "./kinds.ts";

/** All faults at once, on 127.0.0.1 and ports that were free, with a resolver that leads there. */
export type FaultServer = {
  readonly dns: DnsStub;
  /** Certificates to trust, PEM. */
  readonly trust: readonly string[];
  /** The resolver, as the settings write it. */
  readonly resolver: string;
  /** An address at which a kind of fault is met; `n` makes another name of it. */
  url(kind: string, n?: number, scheme?: "http" | "https"): string;
  stop(): void;
};

const DAY_MS = 86_400_000;
const NAMES = ["*.faults.test", "*.elsewhere.example", "elsewhere.example"];

export async function startFaultServer(options: { readonly dns?: DnsOptions } = {}): Promise<FaultServer> {
  const now = Date.now();
  const good = makeCertificate(NAMES);
  const bad: Record<string, { cert: string; key: string }> = {
    "cert-expired": makeCertificate(NAMES, { fromMs: now - 90 * DAY_MS, toMs: now - DAY_MS }),
    "cert-not-yet": makeCertificate(NAMES, { fromMs: now + DAY_MS, toMs: now + 90 * DAY_MS }),
    "cert-wrong-name": makeCertificate(["www.other.example"]),
    "cert-unknown": makeCertificate(NAMES),
    "cert-rubbish": makeCertificate([
      `\u0000\r\n<script>alert(1)</script>\u202e${"x".repeat(4_000)}`,
      ...NAMES,
    ]),
  };
  const listeners: Listener[] = [];
  const ports = new Map<string, number>();
  const open = (kind: string, listener: Listener) => {
    listeners.push(listener);
    ports.set(kind, listener.port);
  };
  for (const [kind, tls] of Object.entries(bad)) open(kind, startWeb(tls));
  for (const [kind, act] of Object.entries(RAW)) open(kind, await startRaw(act));
  open("tcp-timeout", startDeaf(true));
  open("tcp-refused", startDeaf(false));
  const secure = startWeb(good);
  const plain = startWeb();
  listeners.push(secure, plain);
  const dns = await startDnsStub(options.dns);
  const trusted = ["cert-expired", "cert-not-yet", "cert-wrong-name"].map(
    (kind) => bad[kind]?.cert as string,
  );
  return {
    dns,
    trust: [good.cert, ...trusted],
    resolver: `127.0.0.1:${dns.port}`,
    url(kind, n = 1, scheme = "https") {
      const port = ports.get(kind) ?? (scheme === "https" ? secure.port : plain.port);
      return `${scheme}://${kind}-x${n}.faults.test:${port}/`;
    },
    stop() {
      for (const listener of listeners.splice(0)) listener.stop();
      dns.stop();
    },
  };
}
