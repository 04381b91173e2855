/** An id that no other client chooses: 80 random bits. `crypto.randomUUID` is missing where the address has no https. */
export function newId(prefix = ""): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return prefix + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
