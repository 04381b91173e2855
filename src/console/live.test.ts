import { connect } from "node:net";
import { afterEach, describe, expect, test } from "bun:test";
import { Cast } from "../../test/support/console-harness.ts";
import { type Scene, scenes } from "../../test/support/console-scenes.ts";
import { program } from "../kernel/actor.ts";
import { type Console, startConsole } from "./index.ts";
import {
  BACKLOG_BYTES_MAX,
  CATCH_UP_ENTRIES_MAX,
  LISTENERS_MAX,
  LISTENERS_OF_ONE_MAX,
  LiveStream,
} from "./live.ts";
import {
  HEARTBEAT_MS,
  type LiveDigest,
  type LiveHistory,
  type LiveJournal,
  type LiveState,
} from "./live-messages.ts";

const scene = (name: string): Scene => scenes[name] ?? { demo: false, hasDigests: false, sites: [] };

type Message = { event: string; id: string; data: unknown };
const stops: Array<() => Promise<void> | void> = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function started(cast: Cast): Promise<Console> {
  const running = await startConsole({ listen: "127.0.0.1:0", hosts: [] }, cast.dependencies());
  stops.push(() => running.stop());
  return running;
}

/** A reader as a browser is one: takes the stream apart into messages. */
class Reader {
  private rest = "";
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly decoder = new TextDecoder();

  constructor(response: Response) {
    if (response.body === null) throw new Error("no body");
    this.reader = response.body.getReader();
  }

  async next(event: string): Promise<Message> {
    for (;;) {
      const message = await this.read();
      if (message.event === event) return message;
    }
  }

  leave(): Promise<void> {
    return this.reader.cancel();
  }

  private async read(): Promise<Message> {
    for (;;) {
      const end = this.rest.indexOf("\n\n");
      if (end >= 0) {
        const block = this.rest.slice(0, end);
        this.rest = this.rest.slice(end + 2);
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
        if (field("event") !== "")
          return { event: field("event"), id: field("id"), data: JSON.parse(field("data")) };
        continue;
      }
      const { done, value } = await this.reader.read();
      if (done) throw new Error("the stream ended");
      this.rest += this.decoder.decode(value, { stream: true });
    }
  }
}

async function look(running: Console, query = "", headers: Record<string, string> = {}): Promise<Reader> {
  const reader = new Reader(await fetch(`${running.url}/api/live${query}`, { headers }));
  stops.unshift(() => reader.leave());
  return reader;
}

function purged(cast: Cast, target: string): void {
  cast.journal.add({
    at: "2026-11-22T15:28:01.000Z",
    actor: program("gateway-0"),
    kind: "gateway.purged",
    subject: "mairie",
    body: { by: "url", target, removed: 1 },
  });
}

const readBy = (name: string, lasts = () => true) => ({
  site: undefined,
  after: undefined,
  reader: { name, lasts },
});

describe("the live stream", () => {
  test("greets with state, the past in columns, the latest second and the last entries", async () => {
    const cast = new Cast(scene("calm"));
    const reader = await look(await started(cast));
    const state = (await reader.next("state")).data as LiveState;
    expect(state).toMatchObject({ at: cast.clock.now(), demo: true, entries: cast.journal.count() });
    const history = (await reader.next("history")).data as LiveHistory;
    expect(history.at.length).toBe(cast.past.length);
    for (const column of Object.values(history.columns)) expect(column.length).toBe(history.at.length);
    const digest = (await reader.next("digest")).data as LiveDigest;
    expect(digest.site?.site).toBe("mairie");
    const journal = await reader.next("journal");
    expect(journal.id).toBe(String(cast.journal.count()));
    expect((journal.data as LiveJournal).whole).toBe(true);
    expect((journal.data as LiveJournal).entries.length).toBe(cast.journal.count());
  });

  test("tells each further second and each further entry", async () => {
    const cast = new Cast(scene("calm"));
    const reader = await look(await started(cast));
    await reader.next("journal");
    cast.tick();
    expect(((await reader.next("digest")).data as LiveDigest).site?.window.requests).toBeGreaterThanOrEqual(
      0,
    );
    purged(cast, "/contact");
    const told = await reader.next("journal");
    expect(told.id).toBe(String(cast.journal.count()));
    expect((told.data as LiveJournal).entries[0]?.body.target).toBe("/contact");
  });

  test("shows the site that is asked for, and names the others", async () => {
    const cast = new Cast(scene("several"));
    const reader = await look(await started(cast), "?site=mediatheque");
    expect(((await reader.next("history")).data as LiveHistory).site).toBe("mediatheque");
    const digest = (await reader.next("digest")).data as LiveDigest;
    expect(digest.site?.site).toBe("mediatheque");
    expect(digest.sites.map(({ site }) => site)).toEqual([
      "mairie",
      "mediatheque",
      "portail-famille-et-petite-enfance",
    ]);
    const unknown = await look(await started(new Cast(scene("several"))), "?site=gone");
    expect(((await unknown.next("digest")).data as LiveDigest).site).toBeNull();
  });

  test("says that it lives while no gateway does", async () => {
    const reader = await look(await started(new Cast(scene("empty"))));
    await reader.next("state");
    await reader.next("journal");
    expect(((await reader.next("state")).data as LiveState).gateways).toEqual([]);
  });

  test("a reader who was away catches up with exactly what it missed", async () => {
    const cast = new Cast(scene("calm"));
    const running = await started(cast);
    const first = await look(running);
    const { id } = await first.next("journal");
    await first.leave();
    purged(cast, "/a");
    purged(cast, "/b");
    for (const again of [
      await look(running, "", { "last-event-id": id }),
      await look(running, `?after=${id}`),
    ]) {
      const caught = (await again.next("journal")).data as LiveJournal;
      expect(caught.whole).toBe(false);
      expect(caught.entries.map(({ body }) => body.target)).toEqual(["/b", "/a"]);
    }
  });

  test("one who was away too long starts anew, and so does one who comes from another journal", async () => {
    const cast = new Cast(scene("calm"));
    const running = await started(cast);
    const count = cast.journal.count();
    for (let n = 0; n <= CATCH_UP_ENTRIES_MAX; n++) purged(cast, `/${n}`);
    const late = (await (await look(running, `?after=${count}`)).next("journal")).data as LiveJournal;
    expect([late.whole, late.entries.length]).toEqual([true, CATCH_UP_ENTRIES_MAX]);
    const foreign = (await (await look(running, "?after=99999")).next("journal")).data as LiveJournal;
    expect(foreign.whole).toBe(true);
  });

  test("refuses a place or a site that is none", async () => {
    const running = await started(new Cast(scene("calm")));
    expect((await fetch(`${running.url}/api/live?after=x`)).status).toBe(400);
    expect((await fetch(`${running.url}/api/live?site=${"x".repeat(101)}`)).status).toBe(400);
  });
});

describe("bounds of the live stream", () => {
  test("no more readers than the bound, and a place is free again when one leaves", async () => {
    const live = new LiveStream(new Cast(scene("empty")).dependencies());
    stops.push(() => live.close());
    const streams = Array.from({ length: LISTENERS_MAX }, (_, n) => live.open(readBy(`p-${n}`)));
    expect(streams.every((stream) => stream !== undefined)).toBe(true);
    expect(live.open(readBy("p-late"))).toBeUndefined();
    await streams[0]?.cancel();
    expect(live.count).toBe(LISTENERS_MAX - 1);
    expect(live.open(readBy("p-late"))).toBeDefined();
  });

  test("nobody takes every place: one person has their own bound, and others still get in", async () => {
    const live = new LiveStream(new Cast(scene("empty")).dependencies());
    stops.push(() => live.close());
    const streams = Array.from({ length: LISTENERS_OF_ONE_MAX }, () => live.open(readBy("p-alice")));
    expect(streams.every((stream) => stream !== undefined)).toBe(true);
    expect(live.open(readBy("p-alice"))).toBeUndefined();
    expect(live.open(readBy("p-bob"))).toBeDefined();
    await streams[0]?.cancel();
    expect(live.open(readBy("p-alice"))).toBeDefined();
  });

  test(
    "a stream ends with the session that it was opened by, and the reader's other one goes on",
    async () => {
      const live = new LiveStream(new Cast(scene("empty")).dependencies());
      stops.push(() => live.close());
      let lasts = true;
      const ended = live.open(readBy("p-alice", () => lasts));
      live.open(readBy("p-alice"));
      const broken = live.open(
        readBy("p-bob", () => {
          throw new Error("disk I/O error");
        }),
      );
      lasts = false;
      for (const stream of [ended, broken]) {
        await expect(new Response(stream).text()).rejects.toThrow("may no longer read");
      }
      expect(live.count).toBe(1);
    },
    5 * HEARTBEAT_MS,
  );

  test("the reader beyond the bound is told to come again", async () => {
    const running = await started(new Cast(scene("empty")));
    const crowd = await Promise.all(
      Array.from({ length: LISTENERS_OF_ONE_MAX }, () => fetch(`${running.url}/api/live`)),
    );
    const refused = await fetch(`${running.url}/api/live`);
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("5");
    for (const response of crowd) await response.body?.cancel();
  });

  test("who asks for the head only takes no place", async () => {
    const running = await started(new Cast(scene("empty")));
    for (let n = 0; n < 2 * LISTENERS_OF_ONE_MAX; n++) {
      expect((await fetch(`${running.url}/api/live`, { method: "HEAD" })).status).toBe(200);
    }
    expect(await (await fetch(`${running.url}/metrics`)).text()).toContain("beffroi_console_listeners 0");
  });

  test("a reader who does not read is cut at the bound; the others go on", async () => {
    const cast = new Cast(scene("calm"));
    const live = new LiveStream(cast.dependencies());
    stops.push(() => live.close());
    const stuck = live.open(readBy("p-alice"));
    const reader = live.open(readBy("p-bob"))?.getReader();
    if (stuck === undefined || reader === undefined) throw new Error("no stream");
    let told = 0;
    for (; live.count === 2 && told < 5_000; told++) {
      cast.tick();
      for (let waiting = true; waiting; ) waiting = await hasMore(reader);
    }
    expect(live.count).toBe(1);
    let kept = 0;
    await expect(
      (async () => {
        for await (const chunk of stuck) kept += chunk.length;
      })(),
    ).rejects.toThrow("too slow");
    expect(kept).toBeLessThanOrEqual(BACKLOG_BYTES_MAX);
  });

  test("over a real socket too, a reader who stops reading loses its connection", async () => {
    const cast = new Cast(scene("calm"));
    const running = await started(cast);
    const { hostname, port } = new URL(running.url);
    const socket = connect(Number(port), hostname);
    stops.push(() => void socket.destroy());
    socket.write(`GET /api/live HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    socket.pause();
    await Bun.sleep(100);
    const large = "x".repeat(2_000);
    for (let n = 0; n < 6_000; n++) {
      purged(cast, `/${large}`);
      if (n % 100 === 0) await Bun.sleep(1);
    }
    const metrics = await (await fetch(`${running.url}/metrics`)).text();
    expect(metrics).toContain("beffroi_console_listeners 0");
  });
});

/** Takes what is there now; false when nothing more is. */
async function hasMore(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<boolean> {
  const nothing = Symbol("nothing");
  const first = await Promise.race([reader.read(), Bun.sleep(0).then(() => nothing)]);
  return first !== nothing;
}
