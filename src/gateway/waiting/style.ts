/**
 * The style of our own block. It does not rely on the site's: colours are the system's pair for page and text, which
 * differ enough in light, dark and forced colours alike; what a site says of such elements in general is taken back.
 * A site that shows its page only once its scripts have run shows it all the same.
 */
export const BLOCK_STYLE = [
  "html body{display:block!important;visibility:visible!important;opacity:1!important;overflow:auto!important}",
  "body>header,body>footer{position:relative!important;top:auto!important}",
  ":where(header,footer) :where(img,svg){max-width:100%;max-height:8rem}",
  "#beffroi,#beffroi *{all:revert;box-sizing:border-box}",
  "#beffroi{position:relative;display:block;clear:both;width:auto;max-width:38em;margin:2em auto;padding:1em 1.5em 1.5em;",
  "background:#fff;background:Canvas;color:#000;color:CanvasText;border:1px solid GrayText;border-radius:6px;text-align:start;",
  "font-size:max(1.125rem,18px);line-height:1.5;overflow-wrap:break-word}",
  "#beffroi h1{margin:.25em 0 .5em;font-size:1.5em;line-height:1.25;font-weight:700}",
  "#beffroi p{margin:.75em 0}",
  "#beffroi a{color:inherit}",
  "#beffroi button{font:inherit;font-weight:700;min-height:48px;padding:.5em 1.5em;cursor:pointer;",
  "background:var(--beffroi-accent,#0b5266);color:var(--beffroi-on-accent,#fff);",
  "border:2px solid CanvasText;border-radius:6px;max-width:100%}",
  "#beffroi :focus-visible{outline:3px solid CanvasText;outline-offset:3px}",
  "#beffroi-status{min-height:1.5em}",
  "@media(max-width:42em){#beffroi{margin:1em;padding:.5em 1em 1em}}",
  "@media print{#beffroi{border:0}#beffroi form{display:none}}",
].join("");
