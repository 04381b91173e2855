import { inkOn } from "./colour.ts";

/**
 * The style sheet of the public pages: in place, so that one answer is the whole page, and named in its policy by its
 * hash. Sizes follow the reader's; nothing has a fixed width; on paper only ink is used.
 */
export function pageStyle(colour: string): string {
  return `:root{color-scheme:light dark;--page:#fff;--ink:#1b1b1b;--soft:#4a4a4a;--line:#767676;--ok:#1a6b35;--warn:#8a4b00;--bad:#a3161b}
@media(prefers-color-scheme:dark){:root{--page:#161616;--ink:#f2f2f2;--soft:#c8c8c8;--line:#8c8c8c;--ok:#7bd495;--warn:#ffc078;--bad:#ff9d9d}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1.125rem/1.55 system-ui,sans-serif;overflow-wrap:break-word}
header{background:${colour};color:${inkOn(colour)};padding:.75rem 1rem}
header>div,main,footer{max-width:44rem;margin:0 auto}
header>div{max-width:42rem}
header>div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1.5rem}
header p{margin:0;font-weight:700}
header a{color:inherit}
main,footer{padding:0 1rem}
h1{font-size:1.25rem;margin:1.25rem 0 .5rem}
h2{font-size:1.5rem;line-height:1.3;margin:1.25rem 0 .5rem}
h3{font-size:1.125rem;margin:1rem 0 .25rem}
.level{font-size:1.25rem;font-weight:700;border:2px solid;border-left-width:.75rem;padding:.5rem .75rem;margin:.5rem 0}
.normal,.works{color:var(--ok)}
.disturbed,.degraded,.paper{color:var(--warn)}
.major,.closed{color:var(--bad)}
ul{margin:.25rem 0;padding-left:1.5rem}
li .note{color:var(--soft)}
.when{border-top:1px solid var(--line);border-bottom:1px solid var(--line);padding:.5rem 0;font-variant-numeric:tabular-nums}
footer{color:var(--soft);margin-top:2rem;padding-bottom:2rem}
a{color:inherit}
:focus-visible{outline:3px solid;outline-offset:3px}
header .exercise{margin:-.75rem -1rem .75rem}
.exercise{padding:.5rem 1rem;background:#000;color:#fff;text-align:center;font-weight:700}
@media print{:root{--page:#fff;--ink:#000;--soft:#000;--line:#000;--ok:#000;--warn:#000;--bad:#000}header{background:none;color:#000;border-bottom:2px solid}nav,footer{display:none}li,p{break-inside:avoid}}`;
}
