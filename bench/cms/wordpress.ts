import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { emptyFolder, ROOT } from "../harness/folders.ts";
import { type Core, freePort, runToEnd, type Started, start, waitForPort } from "../harness/process.ts";
import { fillTemplate } from "../harness/template.ts";

/** A WordPress of Debian's package with php-fpm, MariaDB and nginx, all of its own in bench/.work and on loopback. */
export type WordPress = {
  port: number;
  user: string;
  password: string;
  addresses: Addresses;
  stop(): Promise<void>;
};

/** What content.php printed: paths of things that are not for everybody. */
export type Addresses = { locked: string; closed: string[]; previews: string[]; permalinks: string[] };

export const CMS_HOST = "www.ville.example";
const CODE = "/usr/share/wordpress";
const THEME = "twentytwentyone";
const USER = "maire";
const PASSWORD = "Un mot de passe de banc 2026";

const NEEDED: ReadonlyArray<readonly [string, string]> = [
  [`${CODE}/wp-load.php`, "wordpress"],
  [`${CODE}/wp-content/themes/${THEME}/style.css`, `wordpress-theme-${THEME}`],
  ["/usr/sbin/php-fpm8.2", "php-fpm"],
  ["/usr/lib/php/20220829/mysqli.so", "php-mysql"],
  ["/usr/lib/php/20220829/simplexml.so", "php-xml"],
  ["/usr/bin/php8.2", "php-cli"],
  ["/usr/sbin/mariadbd", "mariadb-server"],
  ["/usr/sbin/nginx", "nginx-light"],
];

/** Debian packages that the benchmark needs and that are not installed. */
export const missingCmsPackages = (): string[] =>
  NEEDED.filter(([path]) => !existsSync(path)).map(([, name]) => name);

/** Starts all of it, on `core` if one is named, and fills it with a town's pages. */
export async function startWordPress(core?: Core): Promise<WordPress> {
  const folder = emptyFolder("cms");
  const port = await freePort();
  const isRoot = process.getuid?.() === 0;
  const database = await startDatabase(folder, isRoot, core);
  const www = join(folder, "www");
  cpSync(CODE, www, { recursive: true, dereference: true });
  rmSync(join(www, "wp-config.php"));
  mkdirSync(join(www, "wp-content/uploads"), { recursive: true });
  const home = `http://${CMS_HOST}`;
  fillTemplate(join(ROOT, "bench/cms/wp-config.php"), www, { folder, password: PASSWORD, home });
  const out = await runToEnd("php8.2", [join(ROOT, "bench/cms/content.php"), www, PASSWORD]);
  const addresses = JSON.parse(out.slice(out.indexOf('{"locked"'))) as Addresses;
  const values = { folder, port, user: isRoot ? "user root;" : "", poolUser: isRoot ? "user = root" : "" };
  const pool = fillTemplate(join(ROOT, "bench/cms/php-fpm.conf"), folder, values);
  const server = fillTemplate(join(ROOT, "bench/cms/nginx.conf"), folder, values);
  const php = start("php-fpm8.2", ["-n", "-R", "-y", pool, ...extensions()], { core });
  const nginx = start("nginx", ["-p", folder, "-e", join(folder, "nginx.log"), "-c", server], { core });
  await waitForPort(port);
  const processes = [nginx, php, database];
  return {
    port,
    user: USER,
    password: PASSWORD,
    addresses,
    stop: async () => {
      for (const one of processes) await one.stop();
    },
  };
}

/** php-fpm reads no php.ini of the machine; what WordPress needs is named, and the code cache that Debian turns on. */
function extensions(): string[] {
  const names = ["mysqlnd", "mysqli", "xml", "dom", "simplexml"];
  return ["-d", "zend_extension=opcache.so", ...names.flatMap((name) => ["-d", `extension=${name}.so`])];
}

async function startDatabase(folder: string, isRoot: boolean, core: Core): Promise<Started> {
  const data = join(folder, "mysql");
  const socket = join(folder, "mysql.sock");
  const owner = userInfo().username;
  const asRoot = isRoot ? ["--user=root"] : [];
  const install = [
    "--no-defaults",
    `--datadir=${data}`,
    `--auth-root-socket-user=${owner}`,
    "--skip-test-db",
    ...asRoot,
  ];
  await runToEnd("mariadb-install-db", install);
  const words = [
    "--no-defaults",
    `--datadir=${data}`,
    `--socket=${socket}`,
    `--pid-file=${join(folder, "mysql.pid")}`,
    "--skip-networking",
    "--innodb-buffer-pool-size=64M",
    ...asRoot,
  ];
  const server = start("/usr/sbin/mariadbd", words, { core });
  await server.line(/ready for connections/, 30_000);
  const statements = [
    "CREATE DATABASE wordpress CHARACTER SET utf8mb4",
    `CREATE USER wordpress@localhost IDENTIFIED BY '${PASSWORD}'`,
    "GRANT ALL ON wordpress.* TO wordpress@localhost",
  ];
  await runToEnd("mariadb", [
    "--no-defaults",
    `--socket=${socket}`,
    "-u",
    "root",
    "-e",
    statements.join("; "),
  ]);
  return server;
}
