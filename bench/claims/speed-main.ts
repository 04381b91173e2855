import { openExtraction } from "../../src/claims/extract/index.ts";
import { joinReadings } from "../../src/claims/join/index.ts";
import { readBytes } from "../../src/claims/read/index.ts";
import { openGazetteer } from "../../src/gazetteer/index.ts";
import { PARTS, pressTexts } from "../../test/support/press/corpus.ts";
import { residentBytes } from "../harness/process-figures.ts";
import { median } from "../harness/statistics.ts";

export type SpeedResult = {
  loadMs: number;
  loadBytes: number;
  firstPerSecond: number;
  perSecond: number;
  pagesPerSecond: number;
};

const residentAfterGarbage = (): number => {
  Bun.gc(true);
  return residentBytes(process.pid);
};

/** One process: loads, reads all texts `rounds` times and prints what it took. */
function run(rounds: number): SpeedResult {
  const texts = PARTS.flatMap((part) => pressTexts(part));
  const bytesBefore = residentAfterGarbage();
  const loadAt = performance.now();
  const read = openExtraction(openGazetteer());
  const loadMs = performance.now() - loadAt;
  const loadBytes = residentAfterGarbage() - bytesBefore;
  const contents = texts.map(({ content }) => content);
  const perSecond = (act: () => unknown): number => {
    const startedAt = performance.now();
    act();
    return texts.length / ((performance.now() - startedAt) / 1000);
  };
  const readAll = () =>
    joinReadings(
      contents.map((text, i) => read({ text, source: String(i) })),
      contents,
    );
  const firstPerSecond = perSecond(readAll);
  const rates = Array.from({ length: rounds }, () => perSecond(readAll));
  const pages = contents.map((text) => new TextEncoder().encode(pageOf(text)));
  const pageRates = Array.from({ length: rounds }, () =>
    perSecond(() => pages.map((page) => readBytes(page, { name: "page.html" }))),
  );
  return { loadMs, loadBytes, firstPerSecond, perSecond: median(rates), pagesPerSecond: median(pageRates) };
}

/** A text as a publisher's page has it: with navigation, boxes and a footer around it. */
function pageOf(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const paragraphs = escaped
    .split(/\n+/)
    .map((line) => `<p class="article__text">${line}</p>`)
    .join("\n");
  const links = Array.from(
    { length: 60 },
    (_, i) => `<li><a href="/rubrique/${i}">Un autre article numéro ${i}</a></li>`,
  );
  return `<!doctype html><html lang="fr"><head><title>Page</title></head><body><nav><ul>${links.join("")}</ul></nav>
<main><article><h1>Le titre de la page</h1>${paragraphs}</article><div class="related"><ul>${links.slice(0, 8).join("")}</ul></div></main>
<footer><ul>${links.slice(0, 20).join("")}</ul></footer></body></html>`;
}

process.stdout.write(JSON.stringify(run(Number(process.argv[2] ?? 1))));
