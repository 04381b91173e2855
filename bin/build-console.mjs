import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";

/**
 * Builds the console's page into dist/console: `bun bin/build-console.mjs`. Names carry a hash of the content, so browsers
 * keep the files for good. The folder is made whole beside the old one and then takes its place.
 */

const ROOT = join(import.meta.dirname, "..");
const WEB = join(ROOT, "src/console/web");
const BUILT = join(ROOT, "dist/console");
const LETTERS = join(ROOT, "node_modules/@fontsource/atkinson-hyperlegible-next/files");
/** How often a build tries to take the place of another that takes it at the same moment. */
const PLACE_TRIES_MAX = 20;
const WEIGHTS = ["400", "600"];

/** The component library brings its own words in over thirty languages; the page has two. */
const LANGUAGES = ["en-US", "fr-FR"];

const onlyOurLanguages = {
  name: "only our languages",
  setup(build) {
    build.onLoad({ filter: /[\\/][a-z]{2}-[A-Z]{2}\.m?js$/ }, ({ path }) => {
      const language = /([a-z]{2}-[A-Z]{2})\.m?js$/.exec(path)?.[1];
      return LANGUAGES.includes(language) ? undefined : { contents: "export default {};", loader: "js" };
    });
  },
};

/** The bundled text of one entry. */
async function bundled(entry) {
  const { outputs } = await Bun.build({
    entrypoints: [join(WEB, entry)],
    target: "browser",
    minify: true,
    external: ["/letters-*"],
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [onlyOurLanguages],
  });
  return outputs[0].text();
}

async function build() {
  const made = `${BUILT}.${process.pid}.new`;
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  /** Writes a file under its hashed name, and gives the address that it has. */
  const put = (name, content) => {
    const ending = extname(name);
    const hash = Bun.hash(content).toString(36).padStart(13, "0");
    const address = `/${name.slice(0, -ending.length)}-${hash}${ending}`;
    writeFileSync(join(made, address), content);
    return address;
  };
  const letters = WEIGHTS.map((weight) => {
    const file = readFileSync(join(LETTERS, `atkinson-hyperlegible-next-latin-${weight}-normal.woff2`));
    return { weight, address: put(`letters-${weight}.woff2`, file) };
  });
  let style = await bundled("page.css");
  for (const { weight, address } of letters) style = style.replaceAll(`/letters-${weight}.woff2`, address);
  const parts = {
    font: letters[0].address,
    style: put("page.css", style),
    script: put("page.js", await bundled("main.tsx")),
    icon: put("icon.svg", readFileSync(join(WEB, "icon.svg"))),
  };
  const page = readFileSync(join(WEB, "page.html"), "utf8");
  writeFileSync(
    join(made, "index.html"),
    page.replace(/\{\{(\w+)\}\}/g, (_, part) => parts[part]),
  );
  replaceBuilt(made);
}

/** Several builds at once do no harm: one after the other takes the place. */
function replaceBuilt(made) {
  const old = `${BUILT}.${process.pid}.old`;
  for (let tries = 0; ; tries++) {
    try {
      renameSync(made, BUILT);
      return;
    } catch (error) {
      if (tries === PLACE_TRIES_MAX || !["ENOTEMPTY", "EEXIST"].includes(error.code)) throw error;
    }
    rmSync(old, { recursive: true, force: true });
    try {
      renameSync(BUILT, old);
    } catch (error) {
      if (error.code !== "ENOENT") throw error;
    }
    rmSync(old, { recursive: true, force: true });
  }
}

await build();
