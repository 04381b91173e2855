import type { Page } from "playwright-core";

/** What is cut off or makes the page scroll sideways. What scrolls by itself, in a row of its own, may be wider. */
export function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element) => {
      for (let at: Element | null = element; at !== null; at = at.parentElement) {
        if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
      }
      return false;
    };
    const inline = (element: Element) => getComputedStyle(element).display === "inline";
    const unseen = (element: Element) => element.closest(".unseen, .skip") !== null;
    const parts = "h1, h2, h3, p, dt, dd, bdi, button, input, select, textarea, .band, .figures, .languages";
    const cut = [...document.querySelectorAll(parts)].filter(
      (element) =>
        element.getBoundingClientRect().right > width + 1 || element.scrollWidth > element.clientWidth + 1,
    );
    const sideways = document.documentElement.scrollWidth;
    return [
      ...(sideways > width ? [`page ${sideways}`] : []),
      ...cut
        .filter((one) => !inline(one) && !unseen(one) && !scrolls(one) && !one.matches("input, select"))
        .map((one) => one.outerHTML.slice(0, 120)),
    ];
  });
}
