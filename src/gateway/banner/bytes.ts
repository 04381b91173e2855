/** The ASCII characters that markup is made of, as bytes. */
export const LESS = 0x3c;
export const GREATER = 0x3e;
export const SLASH = 0x2f;
export const BANG = 0x21;
export const DASH = 0x2d;
export const QUESTION = 0x3f;
export const EQUALS = 0x3d;
export const DOUBLE_QUOTE = 0x22;
export const SINGLE_QUOTE = 0x27;
/** Begins another set of characters in ISO 2022. */
export const ESCAPE = 0x1b;

export const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c;
export const isLetter = (byte: number): boolean => {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
};
export const lowerCase = (byte: number): string =>
  String.fromCharCode(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);
