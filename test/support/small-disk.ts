import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A folder on a disk of its own, so small that a test can fill it. Needs root. */
export class SmallDisk {
  /** Why it cannot be had, or undefined when it is there. */
  readonly missing: string | undefined;
  private readonly filler: string;

  constructor(
    private readonly path: string,
    bytes: number,
  ) {
    this.filler = join(path, "filler");
    this.missing = mount(path, bytes);
  }

  /** Takes all room that is left. */
  fill(): void {
    const fd = openSync(this.filler, "a");
    try {
      for (;;) writeSync(fd, new Uint8Array(4_096));
    } catch {
      // The disk is full now.
    } finally {
      closeSync(fd);
    }
  }

  makeRoom(): void {
    rmSync(this.filler, { force: true });
  }

  takeAway(): void {
    Bun.spawnSync(["umount", "-l", this.path]);
  }
}

function mount(path: string, bytes: number): string | undefined {
  mkdirSync(path, { recursive: true });
  if (process.getuid?.() !== 0) return "mounting a small disk needs root";
  const { exitCode, stderr } = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", `size=${bytes}`, "none", path]);
  return exitCode === 0 ? undefined : `mount: ${stderr.toString().trim()}`;
}
