import { deflateSync } from "node:zlib";

type Colour = readonly [red: number, green: number, blue: number];

const WIDTH = 960;
const HEIGHT = 480;
/** Units of the drawing for one pixel: painting blocks the process, so no more pixels than a page shows. */
const SCALE = 1.5;

/** The town at dusk, painted pixel by pixel: sky, hills, river, roofs with lit windows and the belfry. PNG, 640 x 320. */
export function duskPng(): Uint8Array {
  return makePng(WIDTH / SCALE, HEIGHT / SCALE, (x, y) => dusk(x * SCALE, y * SCALE));
}

/** A 32 x 32 icon: a PNG in an ICO envelope. */
export function iconFile(): Uint8Array {
  const png = makePng(32, 32, belfryIcon);
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(32, 6);
  head.writeUInt8(32, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(24, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(22, 18);
  return new Uint8Array(Buffer.concat([head, png]));
}

function makePng(width: number, height: number, pixel: (x: number, y: number) => Colour): Uint8Array {
  const raw = Buffer.alloc(height * (1 + width * 3));
  let at = 0;
  for (let y = 0; y < height; y++) {
    at++;
    for (let x = 0; x < width; x++) {
      const [red, green, blue] = pixel(x, y);
      raw[at++] = red;
      raw[at++] = green;
      raw[at++] = blue;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  header[9] = 2;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(raw)),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

/** Length, type, data, CRC of type and data (PNG specification, section 5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, "latin1");
  data.copy(out, 8);
  out.writeUInt32BE(Bun.hash.crc32(out.subarray(4, data.length + 8)) >>> 0, data.length + 8);
  return out;
}

const SKY_TOP: Colour = [24, 46, 78];
const SKY_MIDDLE: Colour = [171, 105, 106];
const SKY_LOW: Colour = [246, 190, 122];
const FAR_HILL: Colour = [92, 84, 110];
const NEAR_HILL: Colour = [58, 62, 88];
const ROOFS: Colour = [33, 38, 58];
const WINDOW: Colour = [255, 214, 132];
const HORIZON = 340;
const QUAY = 420;
/** Above this row there is only sky and the belfry. */
const SKYLINE = 220;

function dusk(x: number, y: number): Colour {
  if (y >= QUAY) return water(x, y);
  if (belfry(x, y)) return clock(x, y) ? WINDOW : ROOFS;
  if (y < SKYLINE) return sky(x, y);
  const house = roofLine(x);
  if (y > house.top) return house.lit(x, y) ? WINDOW : ROOFS;
  if (y > 300 + 26 * Math.sin(x / 118 + 1) + 8 * Math.sin(x / 31)) return NEAR_HILL;
  if (y > 262 + 34 * Math.sin(x / 190 + 4) + 6 * Math.sin(x / 47)) return FAR_HILL;
  return sky(x, y);
}

function sky(x: number, y: number): Colour {
  const sun = Math.hypot(x - 250, (y - 268) * 1.15);
  const height = Math.min(1, y / HORIZON);
  const base =
    height < 0.6 ? mix(SKY_TOP, SKY_MIDDLE, height / 0.6) : mix(SKY_MIDDLE, SKY_LOW, (height - 0.6) / 0.4);
  if (sun < 34) return [255, 236, 190];
  const glow = Math.max(0, 1 - sun / 300) ** 2;
  const band = Math.sin(y / 11 + 2.2 * Math.sin(x / 140)) * Math.sin(x / 260 + y / 90);
  return mix(mix(base, [255, 214, 150], glow * 0.8), [255, 198, 160], Math.max(0, band - 0.45) * 0.5);
}

function water(x: number, y: number): Colour {
  const ripple = Math.round(3 * Math.sin(y * 0.9 + x / 60) + 2 * Math.sin(x / 13 + y));
  const mirrored = dusk(
    Math.max(0, Math.min(WIDTH - 1, x + ripple)),
    QUAY - 1 - Math.floor((y - QUAY) * 2.6),
  );
  return mix(mirrored, [26, 40, 66], 0.38 + ((y - QUAY) / (HEIGHT - QUAY)) * 0.25);
}

/** Houses of unequal width under gables; which windows are lit depends on the house only, so the picture never changes. */
function roofLine(x: number): { top: number; lit: (x: number, y: number) => boolean } {
  const index = Math.floor((x + 9 * Math.sin(x / 70)) / 46);
  const within = (x + 9 * Math.sin(x / 70)) / 46 - index;
  const tall = 346 + ((index * 37) % 29);
  const gable = (index * 13) % 3 === 0 ? Math.abs(within - 0.5) * 30 - 16 : Math.abs(within - 0.5) * 52 - 26;
  const lit = (px: number, py: number) => {
    const column = Math.floor(within * 5);
    const row = Math.floor((py - tall) / 14);
    const inside =
      (within * 5) % 1 > 0.32 && (within * 5) % 1 < 0.72 && (py - tall) % 14 > 5 && (py - tall) % 14 < 12;
    return inside && py > tall + 6 && px > 0 && (index * 7 + column * 5 + row * 11) % 4 === 0;
  };
  return { top: tall + gable, lit };
}

function belfry(x: number, y: number): boolean {
  const side = Math.abs(x - 640);
  if (y > 176) return side < 34;
  if (y > 160) return side < 42;
  if (y > 112) return side < 28 && !(side > 7 && side < 19 && y > 124 && y < 152);
  if (y > 104) return side < 34;
  if (y > 28) return side < ((y - 28) / 76) * 27;
  return y > 8 && side < 2;
}

function clock(x: number, y: number): boolean {
  const distance = Math.hypot(x - 640, y - 212);
  if (distance < 15)
    return !(distance < 12 && (Math.abs(x - 640) < 1.5 ? y < 213 : Math.abs(y - 212) < 1.5 && x > 640));
  return Math.abs(x - 640) < 5 && y > 262 && y < 284;
}

function belfryIcon(x: number, y: number): Colour {
  const side = Math.abs(x - 15.5);
  const ground: Colour = [22, 78, 92];
  if (y < 11) return side < (y - 1) * 0.62 ? [245, 236, 220] : ground;
  if (y < 13) return side < 8 ? [245, 236, 220] : ground;
  if (y < 29) return side < 6.5 && !(side < 2.5 && y > 15 && y < 21) ? [245, 236, 220] : ground;
  return side < 10 ? [201, 138, 62] : ground;
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const part = Math.max(0, Math.min(1, share));
  return [
    Math.round(from[0] + (to[0] - from[0]) * part),
    Math.round(from[1] + (to[1] - from[1]) * part),
    Math.round(from[2] + (to[2] - from[2]) * part),
  ];
}
