/**
 * The origin of the benchmarks: `bun bench/origin/pages.ts` listens on a free port of 127.0.0.1 and says so.
 *   /page       20 kB, may be shared for an hour, varies on Accept-Encoding as real sites say
 *   /plain      20 kB, may be shared for an hour, no Vary
 *   /private    20 kB, private, no-store
 *   /requests   how many requests came, apart from this one
 */
const PAGE_BYTES = 20_000;

/** A page of 20,000 bytes that looks like one: what a town's page weighs without its pictures. */
export function pageOf20kB(title: string): string {
  const head = `<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>${title}</title></head><body><main>\n`;
  const tail = "</main></body></html>\n";
  const line =
    "<p>Le conseil municipal se réunit le jeudi à 18 h 30 en salle des mariages, place de la mairie.</p>\n";
  const encoder = new TextEncoder();
  const room = PAGE_BYTES - encoder.encode(head + tail).length;
  const lines = Math.floor(room / encoder.encode(line).length);
  return head + line.repeat(lines) + " ".repeat(room - lines * encoder.encode(line).length) + tail;
}

if (import.meta.main) {
  const body = new TextEncoder().encode(pageOf20kB("Accueil"));
  let requests = 0;
  const headers = {
    "/page": { "Cache-Control": "public, max-age=3600", Vary: "Accept-Encoding" },
    "/plain": { "Cache-Control": "public, max-age=3600" },
    "/private": { "Cache-Control": "private, no-store" },
  } as Record<string, Record<string, string>>;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 120,
    fetch(request) {
      const path = new URL(request.url).pathname;
      if (path === "/requests") return Response.json({ requests });
      requests++;
      const found = headers[path];
      if (found === undefined) return new Response("not found\n", { status: 404 });
      return new Response(body, {
        headers: {
          "Content-Type": "text/html; charset=utf-8",
          "Last-Modified": "Mon, 05 Jan 2026 09:00:00 GMT",
          ...found,
        },
      });
    },
  });
  console.log(`origin ready port=${server.port}`);
}
