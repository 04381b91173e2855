import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server } from "bun";
import { makeCertificate } from "../../test/support/certificate.ts";
import { page, until } from "../../test/support/town.ts";
import { systemClock } from "../kernel/clock.ts";
import { silentLog } from "../kernel/log.ts";
import { gatewaySchema, siteSchema } from "./config.ts";
import { type Gateway, startGateway } from "./index.ts";

/** The whole gateway: several sites, TLS by name, WebSocket, new settings while it runs, what it tells the keeper. */

const folder = mkdtempSync(join(tmpdir(), "beffroi-whole-"));
let gateway: Gateway;
let origin: Server<undefined>;

afterEach(async () => {
  await gateway.stop("end of the test");
  await origin.stop(true);
  rmSync(join(folder, "data"), { recursive: true, force: true });
});

function startOrigin() {
  origin = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch(request, server) {
      if (server.upgrade(request)) return undefined;
      const { headers } = request;
      return page(
        `${headers.get("host")} ${headers.get("x-forwarded-proto")} ${headers.get("x-forwarded-for")}`,
      );
    },
    websocket: { message: (socket, message) => void socket.send(message) },
  });
}

function certificate(name: string) {
  const { cert, key } = makeCertificate([name]);
  writeFileSync(join(folder, `${name}.pem`), cert);
  writeFileSync(join(folder, `${name}.key`), key);
  return { certificate: join(folder, `${name}.pem`), certificate_key: join(folder, `${name}.key`) };
}

const site = (name: string, more: object = {}) =>
  siteSchema.parse({
    name,
    hosts: [`www.${name}.test`],
    origin: `http://127.0.0.1:${origin.port}`,
    crawl: false,
    ...more,
  });

async function start(sites: ReturnType<typeof site>[], settings: object = {}) {
  gateway = await startGateway({
    settings: gatewaySchema.parse({ listen: ["127.0.0.1:0"], ...settings }),
    sites,
    configurationHash: "one",
    dataFolder: join(folder, "data"),
    worker: 0,
    version: "test",
    clock: systemClock,
    log: silentLog,
  });
}

const get = (url: string, host: string, init: object = {}) =>
  fetch(url, { redirect: "manual", ...init, headers: { host, "user-agent": String(Math.random()) } });

const told = () => readFileSync(join(folder, "data", "spool", "gateway-0.jsonl"), "utf8");

describe("the whole gateway", () => {
  test("serves several sites by name, each with its own certificate, and sends plain visitors to TLS", async () => {
    startOrigin();
    const secured = site("un", certificate("www.un.test"));
    await start([secured, site("deux", certificate("www.deux.test"))], { listen_tls: ["127.0.0.1:0"] });
    const [plain = "", secure = ""] = gateway.urls();
    for (const name of ["www.un.test", "www.deux.test"]) {
      const ca = readFileSync(join(folder, `${name}.pem`), "utf8");
      const answer = await get(`${secure}/`, name, { tls: { ca, serverName: name } });
      expect(await answer.text()).toContain(`${name} https 192.0.2.1`);
    }
    const moved = await get(`${plain}/a?b=c`, "www.un.test");
    expect(moved.status).toBe(308);
    expect(moved.headers.get("location")).toStartWith("https://www.un.test");
    const challenge = await get(`${plain}/.well-known/acme-challenge/x`, "www.un.test");
    expect(challenge.status).toBe(200);
  });

  test("carries WebSockets both ways", async () => {
    startOrigin();
    await start([site("ville")]);
    const url = (gateway.urls()[0] ?? "").replace("http", "ws");
    const socket = new WebSocket(`${url}/live`, {
      headers: { host: "www.ville.test" },
    } as unknown as string[]);
    const got: string[] = [];
    socket.onmessage = ({ data }) => void got.push(String(data));
    await new Promise((resolve) => {
      socket.onopen = resolve;
    });
    socket.send("bonjour");
    await until(() => got.length === 1, "the echo");
    expect(got).toEqual(["bonjour"]);
    socket.close();
  });

  test("puts new settings to work while it serves, keeps its memory, and tells the journal what changed", async () => {
    startOrigin();
    await start([site("ville")]);
    const [url = ""] = gateway.urls();
    for (let n = 0; n < 4; n++) await get(`${url}/`, "www.ville.test");
    const next = gatewaySchema.parse({ listen: ["127.0.0.1:0"], siege_age_seconds: 60 });
    const sites = [site("ville", { origin_timeout_seconds: 5 }), site("ecole")];
    gateway.reconfigure({ settings: next, sites, configurationHash: "two" });
    expect((await get(`${url}/`, "www.ecole.test")).status).toBe(200);
    const kept = await get(`${url}/`, "www.ville.test");
    expect(kept.headers.get("cache-status")).toBe("beffroi; hit");
    const changed =
      told()
        .split("\n")
        .find((line) => line.includes("configuration-changed")) ?? "{}";
    const body = JSON.parse(changed).event.body;
    expect(body.changed).toEqual(["gateway.siege_age_seconds", "site ville", "site ecole"]);
    gateway.reconfigure({ settings: next, sites: sites.slice(0, 1), configurationHash: "three" });
    expect((await get(`${url}/`, "www.ecole.test")).status).toBe(421);
  });

  test("new settings may call a cookie a session from now on", async () => {
    startOrigin();
    await start([site("ville", { harmless_cookies: ["choix"] })]);
    const [url = ""] = gateway.urls();
    for (let n = 0; n < 4; n++) await get(`${url}/`, "www.ville.test");
    const withCookie = async () => {
      const answer = await fetch(`${url}/`, { headers: { host: "www.ville.test", cookie: "choix=1" } });
      return answer.headers.get("cache-status");
    };
    expect(await withCookie()).toBe("beffroi; hit");
    const settings = gatewaySchema.parse({ listen: ["127.0.0.1:0"] });
    const sites = [site("ville", { session_cookies: ["choix"] })];
    gateway.reconfigure({ settings, sites, configurationHash: "two" });
    expect(await withCookie()).toBe("beffroi; fwd=bypass");
  });

  test("believes a declared proxy about who asks and how, and nobody else", async () => {
    startOrigin();
    await start([site("ville")], { trusted_proxies: ["127.0.0.0/8"] });
    const [url = ""] = gateway.urls();
    const headers = {
      host: "www.ville.test",
      "x-forwarded-for": "6.6.6.6, 203.0.113.9",
      "x-forwarded-proto": "https",
    };
    const answer = await fetch(`${url}/compte`, { headers: { ...headers, cookie: "PHPSESSID=1" } });
    expect(await answer.text()).toContain("https 203.0.113.9");
    await gateway.stop("next");
    await start([site("ville")]);
    const spoofed = await fetch(`${gateway.urls()[0]}/compte`, {
      headers: { ...headers, cookie: "PHPSESSID=1" },
    });
    expect(await spoofed.text()).toContain("http 127.0.0.1");
  });
});
