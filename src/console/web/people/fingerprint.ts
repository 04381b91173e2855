/** A key or hash in groups of four characters, as two people read it to each other. */
export function fingerprint(hexadecimal: string): string {
  return hexadecimal.match(/.{1,4}/g)?.join(" ") ?? "";
}
