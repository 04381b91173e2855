import { CMS_HOST, missingCmsPackages, startWordPress, type WordPress } from "../cms/wordpress.ts";
import { startAgain, startUp } from "../harness/beffroi.ts";
import { waitForCrawl } from "../harness/crawl.ts";
import { killFamily } from "../harness/family.ts";
import { stopAll } from "../harness/process.ts";
import { isSamePage } from "../harness/same-page.ts";
import { type Effort, type Section, sectionMarkdown, type Table } from "../harness/section.ts";
import { askSite, type WalkedPage, walkSite } from "./site-walk.ts";

const SHARE_GOAL = 0.95;
/** What is not the public's, or the same page under another address: log-in, administration, answer-to-comment links. */
const NOT_PUBLIC = /^\/(wp-login|wp-admin|xmlrpc)|[?&](replytocom|p|page_id|s)=|^\/wp-json\//;
/** Marks of content that only its reader may see, and of the bar that WordPress shows to those who are logged in. */
const PRIVATE_MARKS = /CONFIDENTIEL|id="wpadminbar"|wp-toolbar/;
const TITLE = "A real CMS: WordPress";

/**
 * Uses the site as its mayor does, through Beffroi: logs in, opens the administration, the drafts and the notes, unlocks
 * the page with a password. Whatever a careless memory kept of that would show afterwards. Gives how often a mark was seen.
 */
async function useAsMayor(port: number, cms: WordPress): Promise<number> {
  const form = { "Content-Type": "application/x-www-form-urlencoded" };
  const cookies = ["wordpress_test_cookie=WP%20Cookie%20check"];
  const send = async (target: string, body?: string) => {
    const more = body === undefined ? {} : { method: "POST", body };
    const headers = { Cookie: cookies.join("; "), ...(body === undefined ? {} : form) };
    const answer = await askSite(port, CMS_HOST, target, { ...more, headers });
    for (const line of answer.headers.getSetCookie()) cookies.push(line.split(";")[0] ?? "");
    return answer;
  };
  const secret = encodeURIComponent(cms.password);
  await send(
    "/wp-login.php",
    `log=${cms.user}&pwd=${secret}&wp-submit=Log+In&testcookie=1&redirect_to=%2Fwp-admin%2F`,
  );
  await send("/wp-login.php?action=postpass", `post_password=${secret}&Submit=Enter`);
  const { closed, previews, permalinks, locked } = cms.addresses;
  let marks = 0;
  for (const target of [
    "/",
    "/wp-admin/",
    "/wp-admin/edit.php",
    ...closed,
    ...previews,
    ...permalinks,
    locked,
  ]) {
    if (PRIVATE_MARKS.test((await send(target)).body)) marks++;
  }
  return marks;
}

type Served = { right: number; wrong: string[]; private: string[] };

/** Asks for every page as a stranger and compares with what the origin had sent. */
async function servedWithoutOrigin(port: number, pages: readonly WalkedPage[]): Promise<Served> {
  const served: Served = { right: 0, wrong: [], private: [] };
  for (const page of pages) {
    const answer = await askSite(port, CMS_HOST, page.target);
    if (PRIVATE_MARKS.test(answer.body)) served.private.push(page.target);
    if (answer.status === 200 && isSamePage(answer.body, page.body)) served.right++;
    else served.wrong.push(`${page.target} (${answer.status}${answer.status === 200 ? ", other body" : ""})`);
  }
  return served;
}

/** Everything that is not for a stranger, asked for by one: which of it shows a mark. */
async function privateSeen(port: number, { addresses }: WordPress): Promise<string[]> {
  const { closed, previews, permalinks, locked } = addresses;
  const targets = [
    "/wp-login.php",
    "/wp-admin/",
    "/wp-admin/edit.php",
    locked,
    ...closed,
    ...previews,
    ...permalinks,
  ];
  const seen: string[] = [];
  for (const target of targets) {
    const answer = await askSite(port, CMS_HOST, target);
    if (PRIVATE_MARKS.test(answer.body)) seen.push(target);
    if (answer.status === 200 && /^\/wp-(login|admin)/.test(target)) seen.push(`${target} is served`);
  }
  return seen;
}

const isPage = ({ type }: WalkedPage) => /html/.test(type);

export async function realCms(effort: Effort): Promise<Section> {
  const missing = missingCmsPackages();
  if (missing.length > 0) return withoutCms(missing, effort);
  const cms = await startWordPress();
  const site = ["crawl_pause_ms = 0"];
  let beffroi = await startUp(
    "cms-beffroi",
    { origin: cms.port, hosts: [CMS_HOST, "127.0.0.1"], site },
    undefined,
  );
  const crawl = await waitForCrawl(beffroi);
  const found = await walkSite(cms.port, CMS_HOST, ["/", "/wp-sitemap.xml"], NOT_PUBLIC);
  const marksForMayor = await useAsMayor(beffroi.port, cms);
  await cms.stop();
  const memory = await measure(beffroi.port, cms, found);
  await killFamily(beffroi);
  beffroi = await startAgain("up", beffroi, undefined);
  const snapshot = await measure(beffroi.port, cms, found);
  await beffroi.process.stop();
  const pages = found.filter(isPage).length;
  const worst = Math.min(memory.pages.right, snapshot.pages.right);
  const leaks = [...memory.leaks, ...snapshot.leaks];
  return {
    title: TITLE,
    about: `Debian's WordPress with php-fpm (8 workers), MariaDB and nginx: ${pages} public pages found by walking the origin. Beffroi crawled it in ${crawl.seconds.toFixed(0)} s (${crawl.kept} kept, styles and pictures included${crawl.asked === 0 ? "" : `; it had stopped early and was asked for again ${crawl.asked} times`}); its mayor logged in through Beffroi and opened drafts, private notes and a page with a password (${marksForMayor} private pages seen); then nginx, php-fpm and MariaDB were stopped.`,
    goals: [
      {
        what: "public pages served whole with the CMS stopped, the worse of both rows",
        goal: `>= ${SHARE_GOAL * 100} %`,
        measured: percent(worst, pages),
        met: worst / pages >= SHARE_GOAL,
      },
      {
        what: "private among them (log-in, administration, drafts, private, locked)",
        goal: "nothing",
        measured: leaks.length === 0 ? "nothing" : leaks.slice(0, 5).join(", "),
        met: leaks.length === 0,
      },
    ],
    tables: [
      table("CMS stopped", memory, found),
      table("CMS stopped, Beffroi killed (kill -9) and started again", snapshot, found),
    ],
    notes: notServed([memory, snapshot]),
    faults: [
      ...leaks.map((leak) => `private content shown: ${leak}`),
      ...(marksForMayor < 5
        ? [`the mayor saw only ${marksForMayor} private pages: the check for leaks would find nothing`]
        : []),
      ...(pages < 60 ? [`only ${pages} public pages were found`] : []),
    ],
  };
}

function notServed(measured: readonly Measured[]): string[] {
  const wrong = measured.flatMap(({ pages, rest }) => [...pages.wrong, ...rest.wrong]);
  return [...new Set(wrong)].slice(0, 20).map((target) => `not served as it was: ${target}`);
}

type Measured = { pages: Served; rest: Served; leaks: string[] };

async function measure(port: number, cms: WordPress, found: readonly WalkedPage[]): Promise<Measured> {
  const pages = await servedWithoutOrigin(port, found.filter(isPage));
  const rest = await servedWithoutOrigin(
    port,
    found.filter((page) => !isPage(page)),
  );
  return { pages, rest, leaks: [...pages.private, ...rest.private, ...(await privateSeen(port, cms))] };
}

function table(caption: string, { pages, rest, leaks }: Measured, found: readonly WalkedPage[]): Table {
  const count = found.filter(isPage).length;
  return {
    caption: `${caption}.`,
    head: ["what", "served as the origin sent it"],
    rows: [
      ["pages", percent(pages.right, count)],
      ["styles, scripts, pictures, feeds, sitemaps", percent(rest.right, found.length - count)],
      ["private content seen by a stranger", String(leaks.length)],
    ],
  };
}

const percent = (part: number, whole: number) =>
  `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;

function withoutCms(missing: readonly string[], effort: Effort): Section {
  const what = `not run: these Debian packages are missing: ${missing.join(", ")}`;
  return { title: TITLE, about: what, goals: [], tables: [], notes: [], faults: effort.smoke ? [] : [what] };
}

if (import.meta.main) {
  const section = await realCms({ smoke: process.argv.includes("--smoke") }).finally(stopAll);
  console.log(sectionMarkdown(section));
}
