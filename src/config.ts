import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse as parseToml, TomlError } from "smol-toml";
import { z } from "zod";
import { type ClaimsSettings, claimsSchema } from "./claims/config.ts";
import { consoleSchema } from "./console/config.ts";
import { type GatewaySettings, gatewaySchema, type SiteSettings, siteSchema } from "./gateway/config.ts";
import { type IncidentSettings, incidentsSchema } from "./incidents/config.ts";
import { canonicalJson, sha256Hex } from "./kernel/canonical.ts";
import { closestWord } from "./kernel/closest.ts";
import { Refusal } from "./kernel/refusal.ts";
import { type NoticesSettings, noticesFaults, noticesSchema, withAbsoluteFiles } from "./notices/config.ts";
import { type PeopleSettings, peopleSchema } from "./people/config.ts";
import { type StatusSettings, statusSchema } from "./status/config.ts";
import { type WatchSettings, watchSchema } from "./watch/config.ts";

/** The one reader of settings: the file, the command line's options, and nothing else. */

const DEFAULT_FILE = "beffroi.toml";
export const DEMO_ORIGIN = "http://127.0.0.1:8081";

export const fileSchema = z
  .object({
    /** Folder for everything that is kept. */
    data: z.string().min(1).default("./data").meta({ remedy: 'Name a folder: data = "/var/lib/beffroi".' }),
    gateway: gatewaySchema.prefault({}),
    console: consoleSchema.prefault({}),
    people: peopleSchema.prefault({}),
    incidents: incidentsSchema.prefault({}),
    notices: noticesSchema.prefault({}),
    status: statusSchema.prefault({}),
    watch: watchSchema.prefault({}),
    claims: claimsSchema.prefault({}),
    site: z.array(siteSchema).max(500).default([]),
  })
  .strict();

export type Settings = {
  readonly dataFolder: string;
  readonly gateway: GatewaySettings;
  readonly console: z.infer<typeof consoleSchema>;
  readonly people: PeopleSettings;
  readonly incidents: IncidentSettings;
  readonly notices: NoticesSettings;
  readonly status: StatusSettings;
  readonly watch: WatchSettings;
  readonly claims: ClaimsSettings;
  readonly sites: readonly SiteSettings[];
  /** True when nothing was configured and the demonstration town is served. */
  readonly demo: boolean;
  /** SHA-256 of all that was configured: two processes with the same hash run the same settings. */
  readonly hash: string;
  /** The file that was read, if any. */
  readonly file: string | undefined;
};

export type CommandLineSettings = {
  config?: string;
  data?: string;
  origin?: string;
  host?: string;
  listen?: string;
  console?: string;
};

/** One fault of a configuration: where (path of the setting), why, and how to mend it. */
export type Fault = { where: string; reason: string; remedy: string };

export class ConfigurationFaults extends Error {
  override readonly name = "ConfigurationFaults";
  constructor(
    readonly file: string,
    readonly faults: readonly Fault[],
  ) {
    super(faults.map((fault) => `${file}: ${fault.where} ${fault.reason}. ${fault.remedy}`).join("\n"));
  }
}

/**
 * Reads and checks all settings. Options of the command line win over the file. Paths in the file are relative to it.
 * @throws ConfigurationFaults with every fault at once; Refusal when the file cannot be read.
 */
export function readSettings(options: CommandLineSettings, folder = process.cwd()): Settings {
  const file = settingsFile(options, folder);
  const written = file === undefined ? {} : readToml(file);
  const parsed = fileSchema.safeParse(withOptions(written, options));
  const name = file ?? "command line";
  if (!parsed.success) throw new ConfigurationFaults(name, parsed.error.issues.map(faultOf));
  const base = file === undefined ? folder : dirname(file);
  const demo = parsed.data.site.length === 0;
  const sites = demo ? [demoSite()] : parsed.data.site.map((site) => withAbsolutePaths(site, base));
  const notices = withAbsoluteFiles(parsed.data.notices, base);
  const faults = [...crossFaults(parsed.data.gateway, sites), ...noticesFaults(notices)];
  if (faults.length > 0) throw new ConfigurationFaults(name, faults);
  return {
    dataFolder: resolve(options.data === undefined ? base : folder, parsed.data.data),
    gateway: parsed.data.gateway,
    console: withAbsolutePaths(parsed.data.console, base),
    people: withAbsolutePaths(parsed.data.people, base),
    incidents: parsed.data.incidents,
    notices,
    status: parsed.data.status,
    watch: parsed.data.watch,
    claims: parsed.data.claims,
    sites,
    demo,
    hash: sha256Hex(canonicalJson({ ...parsed.data, site: sites })),
    file,
  };
}

/**
 * Takes variables out of the environment by which a library could be told to report to somebody, or be given a secret:
 * settings stand in one file, and nothing leaves this machine unasked.
 */
export function forgetForeignVariables(): void {
  for (const name of Object.keys(process.env)) {
    if (/^(BETTER_AUTH_|AUTH_SECRET$)/.test(name)) delete process.env[name];
  }
}

function settingsFile(options: CommandLineSettings, folder: string): string | undefined {
  if (options.config !== undefined) return resolve(folder, options.config);
  const standard = resolve(folder, DEFAULT_FILE);
  return existsSync(standard) ? standard : undefined;
}

function readToml(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Refusal(
      "unreadable-configuration",
      "The configuration cannot be read.",
      `${file} (${(error as NodeJS.ErrnoException).code})`,
      "Check the path and that this user may read it.",
    );
  }
  try {
    return parseToml(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split("\n")[0]?.replace(/^Invalid TOML document: /, "") ?? "";
    const where = `line ${error.line}, column ${error.column}`;
    const fault = {
      where,
      reason: `is not TOML (${reason})`,
      remedy: 'Write settings as name = value, texts in "...".',
    };
    throw new ConfigurationFaults(file, [fault]);
  }
}

function withOptions(
  written: Record<string, unknown>,
  options: CommandLineSettings,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...written };
  if (options.data !== undefined) result.data = options.data;
  if (options.listen !== undefined)
    result.gateway = { ...asRecord(written.gateway), listen: [options.listen] };
  if (options.console !== undefined)
    result.console = { ...asRecord(written.console), listen: options.console };
  if (options.origin !== undefined) {
    const hosts = options.host?.split(",").map((host) => host.trim()) ?? [hostOf(options.origin)];
    result.site = [{ name: "site", hosts, origin: options.origin }];
  } else if (options.host !== undefined) {
    throw new Refusal(
      "host-without-origin",
      "--host needs --origin.",
      "command line",
      "Add --origin http://HOST:PORT.",
    );
  }
  return result;
}

/** The origin's own name: what it answers to when nobody says under which name the site is known. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : "localhost";
}

/** The site that stands without any configuration: the demonstration town, under every local name. */
function demoSite(): SiteSettings {
  return siteSchema.parse({
    name: "demo",
    hosts: ["localhost"],
    origin: DEMO_ORIGIN,
    protected: ["/contact", "/services"],
    crawl_pause_ms: 20,
  });
}

/** Settings that name a file, in any section: relative to the folder of the settings. */
const FILE_SETTINGS = ["certificate", "certificate_key", "oidc_client_secret_file"] as const;
type FileSettings = { [name in (typeof FILE_SETTINGS)[number]]?: string | undefined };

function withAbsolutePaths<S extends FileSettings>(section: S, base: string): S {
  const result = { ...section };
  for (const name of FILE_SETTINGS) {
    const path = section[name];
    if (path !== undefined) result[name] = resolve(base, path);
  }
  return result;
}

/** What no single setting can know: names used twice, TLS half configured. */
function crossFaults(gateway: GatewaySettings, sites: readonly SiteSettings[]): Fault[] {
  const faults: Fault[] = [];
  const seen = new Map<string, string>();
  sites.forEach((site, index) => {
    const names: Array<[string, string]> = [
      [`name:${site.name}`, `site[${index}].name`],
      ...site.hosts.map((host, n): [string, string] => [`host:${host}`, `site[${index}].hosts[${n}]`]),
    ];
    for (const [key, where] of names) {
      const first = seen.get(key);
      const what = key.slice(key.indexOf(":") + 1);
      if (first === undefined) seen.set(key, where);
      else
        faults.push({
          where,
          reason: `repeats "${what}" of ${first}`,
          remedy: "Use each name for one site only.",
        });
    }
    if (site.certificate !== undefined && gateway.listen_tls.length === 0) {
      faults.push({
        where: `site[${index}].certificate`,
        reason: "is set, but no address serves TLS",
        remedy: 'Add listen_tls = ["0.0.0.0:443"] to [gateway].',
      });
    }
    for (const field of ["certificate", "certificate_key"] as const) {
      const path = site[field];
      if (path === undefined || existsSync(path)) continue;
      const where = `site[${index}].${field}`;
      faults.push({
        where,
        reason: `names ${path}, which is not there`,
        remedy: "Check the path and the rights.",
      });
    }
  });
  if (gateway.listen_tls.length > 0 && !sites.some((site) => site.certificate !== undefined)) {
    faults.push({
      where: "gateway.listen_tls",
      reason: "is set, but no site has a certificate",
      remedy: "Give at least one site certificate and certificate_key.",
    });
  }
  return faults;
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  const where = pathText(issue.path) || "the file";
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(issue.path);
    const unknown = issue.keys[0] ?? "";
    const near = closestWord(unknown, known);
    const remedy = near === undefined ? `Settings here: ${known.join(", ")}.` : `Did you mean "${near}"?`;
    const names = issue.keys.map((key) => `"${key}"`).join(", ");
    return { where, reason: `has unknown settings: ${names}`, remedy };
  }
  const missing =
    issue.code === "invalid_type" && issue.input === undefined && /undefined/.test(issue.message);
  return {
    where,
    reason: missing
      ? "is missing"
      : issue.message.replace(/^Invalid input: /, "").replace(/^Too /, "is too "),
    remedy: remedyAt(issue.path) ?? "See docs/operating.md for this setting.",
  };
}

function pathText(path: readonly PropertyKey[]): string {
  let text = "";
  for (const step of path) {
    if (typeof step === "number") text += `[${step}]`;
    else text += text === "" ? String(step) : `.${String(step)}`;
  }
  return text;
}

/** Walks the schema along a path; yields each schema met, wrappers included. */
function* schemasAlong(path: readonly PropertyKey[]): Generator<z.ZodType> {
  let schema: z.ZodType | undefined = fileSchema;
  const steps = [...path];
  while (schema !== undefined) {
    yield schema;
    const def = schema.def as {
      innerType?: z.ZodType;
      element?: z.ZodType;
      shape?: Record<string, z.ZodType>;
    };
    if (def.innerType !== undefined) schema = def.innerType;
    else if (steps.length === 0) return;
    else if (def.element !== undefined) {
      steps.shift();
      schema = def.element;
    } else schema = def.shape?.[String(steps.shift())];
  }
}

function remedyAt(path: readonly PropertyKey[]): string | undefined {
  let remedy: string | undefined;
  for (const schema of schemasAlong(path)) {
    const own = schema.meta()?.remedy;
    if (typeof own === "string") remedy = own;
  }
  return remedy;
}

function knownKeys(path: readonly PropertyKey[]): string[] {
  let keys: string[] = [];
  for (const schema of schemasAlong(path)) {
    const shape = (schema.def as { shape?: object }).shape;
    if (shape !== undefined) keys = Object.keys(shape);
  }
  return keys;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
