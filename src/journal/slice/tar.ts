import { type SliceFile, sizeOf } from "./slice-file.ts";

/** Largest file of a ustar archive, in bytes: eleven octal digits. */
export const TAR_FILE_BYTES_MAX = 8 ** 11 - 1;

const BLOCK_BYTES = 512;
const NAME_BYTES_MAX = 100;
const PREFIX_BYTES_MAX = 155;

/**
 * The files as a POSIX ustar archive below one folder, as a stream. A file whose size changes while it is read breaks the
 * stream, for what follows would be unreadable.
 */
export function tarStream(
  folder: string,
  files: readonly SliceFile[],
  madeAtMs: number,
): ReadableStream<Uint8Array> {
  const parts = tarParts(folder, files, madeAtMs);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}

async function* tarParts(
  folder: string,
  files: readonly SliceFile[],
  madeAtMs: number,
): AsyncGenerator<Uint8Array> {
  for (const file of files) {
    const size = sizeOf(file);
    yield header(folder, file, size, madeAtMs);
    let sent = 0;
    const parts = file.content instanceof Uint8Array ? [file.content] : file.content.stream();
    for await (const part of parts) {
      sent += part.length;
      if (sent > size) break;
      yield part;
    }
    if (sent !== size) throw new Error(`${file.name} changed while it was read`);
    const rest = size % BLOCK_BYTES;
    if (rest > 0) yield new Uint8Array(BLOCK_BYTES - rest);
  }
  yield new Uint8Array(2 * BLOCK_BYTES);
}

function header(folder: string, { name, mode }: SliceFile, size: number, madeAtMs: number): Uint8Array {
  if (Buffer.byteLength(name) > NAME_BYTES_MAX || Buffer.byteLength(folder) > PREFIX_BYTES_MAX) {
    throw new Error(`${folder}/${name} is too long a name for a tar archive`);
  }
  if (size > TAR_FILE_BYTES_MAX) throw new Error(`${name} is too large for a tar archive`);
  const block = Buffer.alloc(BLOCK_BYTES);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, "0");
  block.write(name, 0);
  block.write(`${octal(mode, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100);
  block.write(`${octal(size, 11)}\0${octal(Math.floor(madeAtMs / 1000), 11)}\0`, 124);
  // The checksum is taken with blanks in its own place.
  block.write("        0", 148);
  block.write("ustar\0", 257);
  block.write("00", 263);
  block.write(folder, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148);
  return block;
}
