import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock } from "../../kernel/clock.ts";
import type { LogLevel } from "../../kernel/log.ts";
import type { StoredResponse } from "../cache/stored-response.ts";
import type { Snapshot } from "./ports.ts";
import { bodyHashOf } from "./rows.ts";
import { openSnapshot, type SnapshotOptions } from "./store.ts";

/** For tests: pages, and a snapshot in a folder of its own. */

export const HOUR_MS = 3_600_000;

export function aPage(
  target: string,
  text = `page ${target}`,
  more: Partial<StoredResponse> = {},
): StoredResponse {
  const body = more.body ?? new TextEncoder().encode(text);
  return {
    target,
    variant: "http||",
    status: 200,
    headers: [
      ["content-type", "text/html; charset=utf-8"],
      ["x-twice", "a"],
      ["x-twice", "b"],
    ],
    bodyHash: bodyHashOf(body),
    storedAtMs: 1_700_000_000_000,
    initialAgeMs: 7,
    freshness: {
      lifetimeMs: 60_000,
      staleWhileRevalidateMs: 5,
      staleIfErrorMs: undefined,
      mustRevalidate: false,
      basis: "learned",
    },
    ...more,
    body,
  };
}

export class Shelf {
  readonly folder = mkdtempSync(join(tmpdir(), "beffroi-snapshot-"));
  readonly path = join(this.folder, "mairie.db");
  readonly clock = new ManualClock();
  readonly errors: { message: string; fields: Record<string, unknown> }[] = [];
  private readonly opened: Snapshot[] = [];

  open(options: Partial<SnapshotOptions> = {}): Snapshot {
    const log = (level: LogLevel, message: string, fields: Record<string, unknown> = {}) => {
      if (level === "error") this.errors.push({ message, fields });
    };
    const { path, clock } = this;
    const snapshot = openSnapshot({ path, bytesMax: 2 ** 30, pagesMax: 1_000, log, clock, ...options });
    this.opened.push(snapshot);
    return snapshot;
  }

  clear(): void {
    for (const snapshot of this.opened) snapshot.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
