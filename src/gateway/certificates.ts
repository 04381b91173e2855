import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import type { Log } from "../kernel/log.ts";
import { errorLine, Refusal } from "../kernel/refusal.ts";
import type { Certificate } from "./listener.ts";

/** Where one site's certificate lies and which names it must serve. */
export type CertificateFiles = {
  readonly site: string;
  readonly hosts: readonly string[];
  readonly certificatePath: string;
  readonly keyPath: string;
};

export type CertificateWatch = {
  /** What is in use, one entry a host name, in the order of the sites. */
  current(): readonly Certificate[];
  /** Looks at the files now, whether or not they seem changed. True when new certificates were put to work. */
  reload(): boolean;
  stop(): void;
};

export type CertificateWatchSettings = {
  readonly files: readonly CertificateFiles[];
  readonly log: Log;
  /** Puts certificates to work, all of them each time (`Listeners.useCertificates`). */
  readonly apply: (certificates: readonly Certificate[]) => void;
  /** Called once for each certificate that replaced another: its names and the end of its validity (ISO 8601). */
  readonly replaced: (names: readonly string[], notAfter: string) => void;
  readonly now?: () => number;
  readonly pollMs?: number;
};

export const CERTIFICATE_POLL_MS = 2_000;
const PEM_BYTES_MAX = 1024 * 1024;
const EXPIRY_WARNING_MS = 14 * 86_400_000;

type Loaded = {
  readonly files: CertificateFiles;
  readonly stamp: string;
  readonly fingerprint: string;
  readonly notAfter: Date;
  readonly entries: readonly Certificate[];
};

/**
 * Reads the certificates and watches their files. Throws a Refusal if one cannot be used at the start. Later a file
 * that is broken, half written, expired or does not match its key leaves the certificate in use where it is.
 */
export function watchCertificates(settings: CertificateWatchSettings): CertificateWatch {
  const now = settings.now ?? Date.now;
  let loaded = settings.files.map((files) => load(files));
  for (const one of loaded) warnOf(one, now(), settings.log);

  const look = (force: boolean): boolean => {
    const fresh: Loaded[] = [];
    const next = loaded.map((one) => {
      const stamp = stampOf(one.files);
      if (!force && stamp === one.stamp) return one;
      try {
        const candidate = load(one.files);
        if (candidate.fingerprint === one.fingerprint) return candidate;
        if (candidate.notAfter.getTime() <= now()) throw expired(candidate);
        fresh.push(candidate);
        return candidate;
      } catch (error) {
        settings.log("error", "the new certificate cannot be used; the previous one stays", {
          site: one.files.site,
          error: errorLine(error),
        });
        return { ...one, stamp };
      }
    });
    loaded = next;
    if (fresh.length === 0) return false;
    settings.apply(entriesOf(loaded));
    for (const one of fresh) {
      warnOf(one, now(), settings.log);
      settings.replaced(one.files.hosts, one.notAfter.toISOString());
    }
    return true;
  };
  const timer = setInterval(() => look(false), settings.pollMs ?? CERTIFICATE_POLL_MS);
  timer.unref();
  return {
    current: () => entriesOf(loaded),
    reload: () => look(true),
    stop: () => clearInterval(timer),
  };
}

function entriesOf(loaded: readonly Loaded[]): Certificate[] {
  return loaded.flatMap((one) => one.entries);
}

/** Reads and checks one pair of files: both parse, the key is the certificate's. Throws a Refusal. */
function load(files: CertificateFiles): Loaded {
  const stamp = stampOf(files);
  const cert = readPem(files.certificatePath, files.site, "certificate");
  const key = readPem(files.keyPath, files.site, "certificate_key");
  let leaf: X509Certificate;
  try {
    leaf = new X509Certificate(cert);
  } catch {
    throw new Refusal(
      "bad-certificate",
      "There is no certificate in this file.",
      files.certificatePath,
      'Give a PEM file that starts with "-----BEGIN CERTIFICATE-----", the site\'s own certificate first.',
    );
  }
  let matches: boolean;
  try {
    matches = leaf.checkPrivateKey(createPrivateKey(key));
  } catch {
    throw new Refusal(
      "bad-key",
      "There is no usable private key in this file.",
      files.keyPath,
      "Give an unencrypted PEM file with the private key that belongs to the certificate.",
    );
  }
  if (!matches) {
    throw new Refusal(
      "key-mismatch",
      `The key does not belong to the certificate ${files.certificatePath}.`,
      files.keyPath,
      "Give the key that the certificate was made for; the order of a chain starts with the site's own certificate.",
    );
  }
  return {
    files,
    stamp,
    fingerprint: leaf.fingerprint256,
    notAfter: new Date(leaf.validTo),
    entries: files.hosts.map((serverName) => ({ serverName, cert, key })),
  };
}

function readPem(path: string, site: string, setting: string): string {
  try {
    if (statSync(path).size > PEM_BYTES_MAX) throw new Error("it is larger than 1 MiB");
    return readFileSync(path, "latin1");
  } catch (error) {
    throw new Refusal(
      "unreadable-certificate",
      `The ${setting} of site "${site}" cannot be read (${(error as NodeJS.ErrnoException).code ?? errorLine(error)}).`,
      path,
      "Check the path and that the user of the gateway may read the file.",
    );
  }
}

function expired(one: Loaded): Refusal {
  return new Refusal(
    "certificate-expired",
    `The certificate expired on ${one.notAfter.toISOString()}.`,
    one.files.certificatePath,
    "Renew it and put the new files in the same place.",
  );
}

function warnOf(one: Loaded, nowMs: number, log: Log): void {
  const leaf = new X509Certificate(one.entries[0]?.cert ?? "");
  const fields = {
    site: one.files.site,
    file: one.files.certificatePath,
    notAfter: one.notAfter.toISOString(),
  };
  const left = one.notAfter.getTime() - nowMs;
  if (left <= 0) log("error", "the certificate has expired; renew it", fields);
  else if (left < EXPIRY_WARNING_MS) log("warn", "the certificate expires within two weeks", fields);
  if (new Date(leaf.validFrom).getTime() > nowMs) log("error", "the certificate is not valid yet", fields);
  for (const host of one.files.hosts) {
    if (leaf.checkHost(host) === undefined)
      log("error", "the certificate does not cover this host", { ...fields, host });
  }
}

/** Changes whenever either file is replaced or rewritten. */
function stampOf(files: CertificateFiles): string {
  return [files.certificatePath, files.keyPath]
    .map((path) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      return stat === undefined ? "absent" : `${stat.mtimeMs}-${stat.size}-${stat.ino}`;
    })
    .join(" ");
}
