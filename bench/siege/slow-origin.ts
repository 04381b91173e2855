import { pageOf20kB } from "../origin/pages.ts";

/**
 * The origin behind the slow attacks, on a free port of 127.0.0.1:
 *   /plain    20 kB, may be shared for an hour
 *   /large    1 MB, may be shared for an hour
 *   /private  20 kB, private, no-store
 *   /form     takes a POST
 */
const SHARED = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, max-age=3600" };
const PRIVATE = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-store" };
const page = new TextEncoder().encode(pageOf20kB("Accueil"));
const large = new Uint8Array(1_000_000).fill(97);

if (import.meta.main) {
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 120,
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (request.method === "POST") {
        await request.arrayBuffer();
        return new Response("received\n", { headers: PRIVATE });
      }
      if (pathname === "/large") return new Response(large, { headers: SHARED });
      return new Response(page, { headers: pathname === "/plain" ? SHARED : PRIVATE });
    },
  });
  console.log(`origin ready port=${server.port}`);
}
