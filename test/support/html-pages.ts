import { seeded } from "./journal.ts";

/** HTML documents by seed: what town sites send, and what parsers stumble over. */

const BEFORE_HTML = ["", "", "\ufeff", "\ufeff\ufeff", " \r\n", "<!-- a -->", '<?xml version="1.0"?>'];
const DOCTYPES = [
  "<!doctype html>",
  "<!DOCTYPE HTML>",
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
  "",
];
const HTML_TAGS = [
  "<html>",
  '<html lang="fr">',
  "<HTML LANG=en-GB class='no-js a>b'>",
  '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr" lang="fr">',
  "<!--[if lt IE 9]><html class=ie><![endif]--><!--[if !IE]><!--><html lang=fr><!--<![endif]-->",
  "",
];
const IN_HEAD = [
  "<meta charset=utf-8>",
  '<meta name="viewport" content="width=device-width, initial-scale=1">',
  '<meta http-equiv="Content-Security-Policy" content="default-src *">',
  "<title>Ville de D\u00e9mo &amp; <b>alentours</title>",
  "<title>comment \u00e9crire <body> & </titre></title\n>",
  "<link rel=stylesheet href='/a.css?x=>' media=\"all\"/>",
  '<style>body>p::before{content:"<body>";color:red}</style>',
  "<style media=print></styl</style\t>",
  "<script>if (a < b && c > d) document.title = '<body>';</script>",
  '<script type=\'application/ld+json\'>{"a":"</ script><body>"}</script>',
  "<script><!-- \nvar a = '<script>'; var b = '<\\/script>'; </script> --></script>",
  "<script><!-- <script> <body> </script> <body> --></script>",
  "<script src=/a.js async></script>",
  "<script><!--></script>",
  "<SCRIPT>a('</scripty>')</SCRIPT >",
  "<!-- <body> -- > --->",
  "<!---->",
  "<!-- <!-- <body> -->",
  "<!--[if lt IE 9]><script src=x></script><body><![endif]-->",
  "<![CDATA[ a ]]>",
  "<!x <y>",
  '<noscript><img height="1" src="/p?a=b&c" alt=""/></noscript>',
  "<noscript><link rel=stylesheet href=/n.css></noscript>",
  '<base href="/">',
  "</p >",
  "\n\t  ",
];
/** Each of these means that there is no place, or that it is late. */
const ODD_IN_HEAD = [
  "texte \u00e9gar\u00e9",
  "<div>",
  "<template><body></template>",
  "<p>",
  "</body>",
  "<svg><title/></svg>",
];
const BODY_TAGS = [
  "<body>",
  "<BODY>",
  "<body/>",
  '<body class="home page-template" data-x="a>b" onload=\'f("<body>")\'>',
  "<body\n  id=haut\r\n>",
  "<body a=b\"c'd e>",
  "",
];
const IN_BODY = [
  "<p>Bonjour \u00e0 tous",
  "<ul><li>un<li>deux</ul>",
  "<table><tr><td>1<td>2</table>",
  "<!-- fin -->",
  "<body class=encore>",
  "<script>document.body</script>",
  "<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
  "<form action=/a><input name=q><select><option>a</select></form>",
  "texte & texte",
  "<textarea>\n<body></textarea>",
  "<a href=#haut>haut</a>",
  "\u{1f514}",
];

/** The document of a seed, in UTF-8. One in eight has something odd in its head. */
export function htmlPage(seed: number): Uint8Array<ArrayBuffer> {
  const random = seeded(seed);
  const one = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? "";
  const some = (list: readonly string[], most: number): string =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, () => one(list)).join(one(["", "\n"]));
  const head = [some(IN_HEAD, 8)];
  if (random() < 1 / 8) head.push(one(ODD_IN_HEAD), some(IN_HEAD, 3));
  const [openHead, endHead] = one(["a", "b"]) === "a" ? ["<head>", "</head>"] : ["", ""];
  const end = one(["</body></html>", "</body>\n</html>\n", "", "</html>"]);
  return new TextEncoder().encode(
    one(BEFORE_HTML) +
      one(DOCTYPES) +
      one(HTML_TAGS) +
      one(["", "\n"]) +
      openHead +
      head.join("") +
      endHead +
      one(["", "\n<!-- corps -->\n"]) +
      one(BODY_TAGS) +
      some(IN_BODY, 12) +
      end,
  );
}
