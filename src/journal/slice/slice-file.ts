import type { BunFile } from "bun";

/** One file of a slice: its bytes, or a file on disk that is read when its turn comes. */
export type SliceFile = {
  /** Relative path, with slashes. */
  readonly name: string;
  readonly mode: 0o644 | 0o755;
  readonly content: Uint8Array | BunFile;
};

export const sizeOf = ({ content }: SliceFile): number =>
  content instanceof Uint8Array ? content.length : content.size;

/** SHA-256 of the content, hexadecimal; reads a file on disk piece by piece. */
export async function hashOf({ content }: SliceFile): Promise<string> {
  const hash = new Bun.CryptoHasher("sha256");
  if (content instanceof Uint8Array) hash.update(content);
  else for await (const part of content.stream()) hash.update(part);
  return hash.digest("hex");
}

export function textFile(name: string, text: string, mode: SliceFile["mode"] = 0o644): SliceFile {
  return { name, mode, content: new TextEncoder().encode(text) };
}
