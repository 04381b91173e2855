import { pageOf20kB } from "./pages.ts";

/**
 * A site of linked pages for what needs a whole site: `bun bench/origin/linked-site.ts PAGES [PORT]` listens on 127.0.0.1
 * and says where. Odd pages allow a minute, even ones say nothing about storing, as most sites do.
 */
export const LINKED_PAGES_MAX = 5_000;

export const linkedTarget = (index: number): string => (index === 0 ? "/" : `/page-${index}`);

/** The body of one page: 20 kB, with its own number, linking to its neighbours; the first one links to all. */
export function linkedPage(index: number, pages: number): string {
  const links = index === 0 ? Array.from({ length: pages - 1 }, (_, at) => at + 1) : [0, (index + 1) % pages];
  const list = links.map((one) => `<a href="${linkedTarget(one)}">${one}</a>`).join("\n");
  return pageOf20kB(`Page ${index}`).replace("<main>", `<main><!-- page ${index} -->\n${list}\n`);
}

if (import.meta.main) {
  const pages = Math.min(LINKED_PAGES_MAX, Number(process.argv[2] ?? 100));
  const bodies = new Map(
    Array.from({ length: pages }, (_, index) => [linkedTarget(index), linkedPage(index, pages)]),
  );
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: Number(process.argv[3] ?? 0),
    fetch(request) {
      const path = new URL(request.url).pathname;
      const body = bodies.get(path);
      if (body === undefined) return new Response("not found\n", { status: 404 });
      const headers: Record<string, string> = { "Content-Type": "text/html; charset=utf-8" };
      if (/[13579]$/.test(path)) headers["Cache-Control"] = "public, max-age=60";
      return new Response(body, { headers });
    },
  });
  console.log(`origin ready port=${server.port}`);
}
