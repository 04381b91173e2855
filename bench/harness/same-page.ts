/**
 * True if `body` is `page` byte for byte, apart from one insertion: with the origin gone, a gateway may add a line that
 * says how old the page is.
 */
export function isSamePage(body: string, page: string): boolean {
  let same = 0;
  while (same < page.length && body[same] === page[same]) same++;
  return body.length >= page.length && body.endsWith(page.slice(same));
}
