/** How long a browser may take to begin a download, in ms. */
const RELEASE_AFTER_MS = 10_000;

/** Hands the reader a file, made here: nothing is asked of the server. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), RELEASE_AFTER_MS);
}

/** The instant in a file's name, in UTC: 2026-11-22T152800Z. */
export function nameStamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(":", "")}Z`;
}
