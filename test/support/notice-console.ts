import { startConsole } from "../../src/console/index.ts";
import type { Role } from "../../src/kernel/role.ts";
import { Cast } from "./console-harness.ts";
import { type Scene, scenes } from "./console-scenes.ts";
import type { NoticeRoom } from "./notice-room.ts";

/** The console in front of a room that tells people, asked over HTTP by somebody with a role, or by nobody. */

export type NoticeConsole = {
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
  ask(method: string, path: string, body?: unknown, role?: Role | null): Promise<any>;
  stop(): Promise<void>;
};

export async function serveNotices(room: NoticeRoom): Promise<NoticeConsole> {
  const cast = new Cast(scenes.calm as Scene);
  const settings = { listen: "127.0.0.1:0", hosts: [] };
  const running = await startConsole(settings, cast.dependencies({ routes: [...room.routes] }));
  return {
    stop: running.stop,
    async ask(method, path, body, role = "lead") {
      cast.signedIn = role !== null;
      cast.role = role ?? "observer";
      const response = await fetch(running.url + path, {
        method,
        headers: { "content-type": "application/json" },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const json = (await response.json()) as { error?: { code: string; what: string } };
      return { status: response.status, code: json.error?.code, ...json };
    },
  };
}
