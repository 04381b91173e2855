import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { emptyFolder } from "../harness/folders.ts";
import { freePort, start, waitForPort } from "../harness/process.ts";
import { cpuMs, residentBytes } from "../harness/process-figures.ts";
import { addressOf, type Targets } from "./targets.ts";

/** Whoever asks for probes at a time, for the peak: enough to keep it busy. */
const WORKERS = 64;

export type BlackboxCosts = { checksPerSecond: number; share: number; bytesMax: number; wrong: number };

/** Same checks as ours by blackbox_exporter's own account: answered over TLS with 200, certificate not looked at. */
const MODULES = `modules:
  page:
    prober: http
    timeout: 10s
    http:
      valid_status_codes: [200]
      fail_if_not_ssl: true
      preferred_ip_protocol: ip4
      tls_config:
        insecure_skip_verify: true
`;

/**
 * Prometheus's blackbox_exporter on the same sites for `seconds`: at `perSecond`, or as fast as it goes. It resolves nothing
 * (it takes the machine's resolver only), keeps nothing and judges nothing.
 */
export async function blackbox(
  targets: Targets,
  sites: number,
  seconds: number,
  perSecond?: number,
): Promise<BlackboxCosts> {
  const folder = emptyFolder("blackbox");
  const config = join(folder, "blackbox.yml");
  writeFileSync(config, MODULES);
  const port = await freePort();
  const listen = `--web.listen-address=127.0.0.1:${port}`;
  const exporter = start("prometheus-blackbox-exporter", [`--config.file=${config}`, listen]);
  try {
    await waitForPort(port);
    const began = performance.now();
    const cpuBefore = cpuMs(exporter.pid);
    const until = began + seconds * 1_000;
    let checks = 0;
    let wrong = 0;
    let bytesMax = 0;
    const ask = async (n: number) => {
      const url = new URL(targets.url(n));
      url.hostname = addressOf(url.hostname);
      const response = await fetch(
        `http://127.0.0.1:${port}/probe?module=page&target=${encodeURIComponent(url.href)}`,
      );
      if (!/^probe_success 1$/m.test(await response.text())) wrong++;
      checks++;
    };
    const worker = async (first: number) => {
      for (let n = first; performance.now() < until; n += WORKERS) {
        // At a rate, each worker has its moments; otherwise it goes on at once.
        if (perSecond !== undefined)
          await Bun.sleep(Math.max(0, began + (n * 1_000) / perSecond - performance.now()));
        await ask(n % sites);
      }
    };
    const watch = setInterval(() => (bytesMax = Math.max(bytesMax, residentBytes(exporter.pid))), 1_000);
    await Promise.all(Array.from({ length: WORKERS }, (_, first) => worker(first)));
    clearInterval(watch);
    const ms = performance.now() - began;
    const share = (cpuMs(exporter.pid) - cpuBefore) / ms / 2;
    return { checksPerSecond: checks / (ms / 1_000), share, bytesMax, wrong };
  } finally {
    await exporter.stop();
  }
}
