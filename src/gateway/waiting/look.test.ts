import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { LOOK_BYTES_MAX, type Look, lookFrom, PLAIN_LOOK } from "./look.ts";

const HOSTS = ["www.ville.test"];

const WORDPRESS = `<!DOCTYPE html>
<html lang="fr-FR" class="no-js"><head><meta charset="UTF-8">
<title>Accueil &#8211; Mairie de Saint-L&eacute;ger</title>
<link rel="canonical" href="https://www.saint-leger.test/">
<script>document.documentElement.className = "js";</script>
<link rel='stylesheet' id='style-css' href='https://www.saint-leger.test/wp-content/themes/bourg/style.css?ver=6.4&#038;a=1' media='all' />
<link rel="preload" as="style" href="/wp-content/cache/late.css" onload="this.rel='stylesheet'">
<link rel="stylesheet" href="//fonts.example/css?family=Open+Sans">
<link rel="stylesheet" href="print.css" media="print">
<style id="global-styles-inline-css">body{background:url(wp-content/paper.png)} @import url(//evil.example/a.css);</style>
<link rel="icon" href="https://www.saint-leger.test/wp-content/uploads/icon-32.png" sizes="32x32" />
</head>
<body class="home page-id-2 wp-custom-logo" style="opacity:0" onload="start()">
<div id="page"><header id="masthead" class="site-header" role="banner">
<a class="skip-link screen-reader-text" href="#content">Aller au contenu</a>
<a href="https://www.saint-leger.test/" class="custom-logo-link" rel="home"><img data-src="https://www.saint-leger.test/logo.png" src="data:image/gif;base64,R0" alt="Saint-Léger" width="80" height="80"></a>
<h1 class="site-title"><a href="/">Saint-Léger &amp; <em>Beaune</em></a></h1>
<nav class="main-navigation"><ul><li><a href="/vie">Vie</a><li><a href="/ecole">École</a></ul></nav>
<a class="social" href="https://social.example/ville">Réseau</a>
<form role="search"><label>Chercher <input name="s"></label></form></header>
<main><article><header>Article</header><footer>Signé</footer></article></main>
<footer class="site-footer"><div><h3>Lettre</h3><p>Inscrivez-vous</p><form><input name="email"></form></div>
<p>Mairie, 1 rue Haute <a href="tel:+33 1 99 00 00 01">01 99 00 00 01</a></p><!-- secret --></footer></div></body></html>`;

describe("a page of WordPress", () => {
  const look = lookFrom(WORDPRESS, "mairie");

  test("gives its language and its name", () => {
    expect(look.lang).toBe("fr-FR");
    expect(look.siteName).toBe("Mairie de Saint-Léger");
  });

  test("keeps its own sheets from the root, those that load late too, and nothing from elsewhere", () => {
    expect(look.head).toContain(
      '<link rel="stylesheet" href="/wp-content/themes/bourg/style.css?ver=6.4&amp;a=1" media="all">',
    );
    expect(look.head).toContain('<link rel="stylesheet" href="/wp-content/cache/late.css">');
    expect(look.head).toContain('<link rel="stylesheet" href="/print.css" media="print">');
    expect(look.head).toContain('<style>body{background:url("/wp-content/paper.png")} </style>');
    expect(look.head).toContain('<link rel="icon" href="/wp-content/uploads/icon-32.png">');
    expect(look.head).not.toMatch(/fonts\.example|evil\.example|script/);
    expect(look.bodyAttributes).toBe('class="home page-id-2 wp-custom-logo"');
  });

  test("keeps the brand of the header, without menu, search, skip link and foreign links", () => {
    expect(look.header).toContain('<img alt="Saint-Léger" width="80" height="80" src="/logo.png">');
    expect(look.header).toContain(
      '<div class="site-title"><a href="/">Saint-Léger &amp; <em>Beaune</em></a></div>',
    );
    expect(look.header).not.toMatch(/Vie|Chercher|Aller au contenu|Réseau|<h1/);
  });

  test("keeps how to reach the town of the footer, without what asked for something", () => {
    expect(look.footer).toContain('<a href="tel:+33 1 99 00 00 01">01 99 00 00 01</a>');
    expect(look.footer).not.toMatch(/Lettre|Inscrivez|secret|Signé/);
  });
});

test("addresses on a host of the site count as its own, whatever the page says", () => {
  const html =
    '<link rel=stylesheet href="https://WWW.ville.test/a.css"><link rel=stylesheet href="http://cdn.test/b.css">';
  expect(lookFrom(html, "x", HOSTS).head).toBe('<link rel="stylesheet" href="/a.css">');
  expect(lookFrom(html, "x").head).toBe(PLAIN_LOOK.head);
});

test("a base element counts as in a browser", () => {
  const sheet = '<link rel=stylesheet href="a.css">';
  expect(lookFrom(`<base href="/theme/">${sheet}`, "x").head).toContain('href="/theme/a.css"');
  expect(lookFrom(`<base href="https://elsewhere.test/">${sheet}`, "x").head).toBe(PLAIN_LOOK.head);
});

test.each([
  ["#164e5c", "#fff"],
  ["#ffd", "#000"],
  ["#777777", "#000"],
])("on the town's colour %s our button is written in %s", (theme, ink) => {
  const { head } = lookFrom(`<meta name="theme-color" content="${theme}">`, "x");
  expect(head).toContain(`--beffroi-on-accent:${ink}`);
});

test("a header that is too large loses its lists first; a footer keeps how to reach the town", () => {
  const list = `<ul>${'<li><a href="/page">Une page du site</a></li>'.repeat(200)}</ul>`;
  const look = lookFrom(
    `<header><b>Ville</b>${list}</header><footer class="f">${list}<div class="c"><address>Place 1</address></div></footer>`,
    "x",
  );
  expect(look.header).toBe("<header><b>Ville</b></header>");
  expect(look.footer).toBe('<footer class="f"><div class="c"><address>Place 1</address></div></footer>');
  expect(lookFrom(`<header>${"mot ".repeat(2_000)}</header>`, "x").header).toBe("");
});

test("without anything of use it is the plain look under the site's name", () => {
  for (const html of ["", "   ", "not html", "<header></header><footer><nav>a</nav></footer>"]) {
    expect(lookFrom(html, "Ville")).toEqual({ ...PLAIN_LOOK, siteName: "Ville" });
  }
});

test("a deep, endless or enormous page is read within bounds of time and size", () => {
  const pages = [
    `<header>${"<div>".repeat(100_000)}`,
    `${"<main>".repeat(100_000)}<header>x</header>`,
    `<header>${"<p>x".repeat(100_000)}</header>`,
    `<style>${"a{b:c}".repeat(200_000)}</style>`,
    '<link rel=stylesheet href="/a.css">'.repeat(50_000),
    `<title>${"a".repeat(1_000_000)}</title>`,
    `<body class="${"x ".repeat(100_000)}">`,
    `<header class="${"x".repeat(1_000_000)}">a</header>`,
  ];
  const start = performance.now();
  for (const html of pages) expect(bytesOf(lookFrom(html, "x"))).toBeLessThanOrEqual(LOOK_BYTES_MAX);
  expect(performance.now() - start).toBeLessThan(10_000);
});

/** Bytes that a look adds to a page. */
function bytesOf({ head, bodyAttributes, header, footer }: Look): number {
  return Buffer.byteLength(head + bodyAttributes + header + footer);
}

describe("a hostile home page", () => {
  const PIECES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href=" java\tscript:alert(1)">x</a>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><use href="data:image/svg+xml,x"/></svg>',
    "</style><script>alert(1)</script>",
    "<style>a{}</style>",
    "<style>@import 'x';a:after{content:'</style><script>alert(1)</script>'}</style>",
    "<style>",
    "</style>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<base href="https://evil.test/">',
    "<form action=//evil.test>",
    "</form>",
    "<input autofocus onfocus=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<math><mtext>",
    "<mglyph>",
    "<table>",
    "<select>",
    "<noscript><p title='</noscript><script>alert(1)</script>'>",
    "<!--",
    "-->",
    "<!-->",
    "<textarea>",
    "</textarea>",
    "<title>",
    "</title>",
    "<xmp>",
    "<plaintext>",
    "<header>",
    "</header>",
    "<footer>",
    "</footer>",
    "<body onload=alert(1) class='\"><script>alert(1)</script>'>",
    '<p class="a&quot;><script>alert(1)</script>">',
    '<link rel=stylesheet href="javascript:alert(1)">',
    '<link rel=stylesheet href="/a.css&quot; onload=alert(1) x=&quot;">',
    "<link rel=stylesheet href=//evil.test/a.css>",
    "<link rel=stylesheet media='\"><script>' href=/a.css>",
    '<meta http-equiv=refresh content="0;url=//evil.test">',
    '<meta name=theme-color content="#fff</style><script>">',
    "<html lang='fr\"><script>alert(1)</script>'>",
    "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>",
    "texte",
    "<",
    ">",
    "&",
    '"',
    "'",
    "\0",
    "<p",
    "<p title=",
    "<object data=x>",
    "<embed src=x>",
    '<p style="background:url(//evil.test)">',
    '<p id="beffroi-status">',
  ];
  /** Elements and attributes that a look may hold, and nothing else. */
  const ALLOWED_ELEMENTS = new Set(
    "header footer section div p span a strong b em i small address br hr h2 h3 h4 h5 h6 ul ol li dl dt dd img figure figcaption sup abbr svg g path circle ellipse rect line polyline polygon link meta style".split(
      " ",
    ),
  );
  const ALLOWED_ATTRIBUTES =
    /^(class|id|alt|title|aria-label|aria-hidden|role|lang|dir|width|height|href|src|rel|media|name|content|viewbox|fill|stroke|[a-z]+-(width|rule|linecap|linejoin)|d|c?[xyr][12xy]?|points|transform|opacity)$/;

  function faultsOf(look: Look): string[] {
    const faults: string[] = [];
    const page = `<body ${look.bodyAttributes}>${look.head}${look.header}${look.footer}`;
    new HTMLRewriter()
      .on("*", {
        element(element) {
          if (element.tagName === "body") return;
          if (!ALLOWED_ELEMENTS.has(element.tagName)) faults.push(`<${element.tagName}>`);
          for (const [name, value] of element.attributes) {
            if (!ALLOWED_ATTRIBUTES.test(name)) faults.push(`${element.tagName} ${name}`);
            const isSafe = name === "href" ? /^(\/(?!\/)|tel:|mailto:)/.test(value) : /^\/(?!\/)/.test(value);
            if ((name === "href" || name === "src") && !isSafe) faults.push(`${name}=${value}`);
          }
        },
      })
      .onDocument({ comments: () => void faults.push("comment") })
      .transform(page);
    if (/<(?!\/?[a-z])/i.test(page)) faults.push("a loose <");
    if (!/^(class="[^"<>]*")?( ?id="[^"<>]*")?$/.test(look.bodyAttributes)) faults.push(look.bodyAttributes);
    if (!/^[\w-]+$/.test(look.lang)) faults.push(`lang ${look.lang}`);
    return faults;
  }

  test("puts nothing on ours but named elements and attributes", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }), (pieces) => {
        const html = pieces.join("");
        for (const page of [html, `<header>a${html}</header>`, `<footer><div>a${html}</div></footer>`]) {
          const look = lookFrom(page, "Ville", HOSTS);
          expect(faultsOf(look)).toEqual([]);
          expect(bytesOf(look)).toBeLessThanOrEqual(LOOK_BYTES_MAX);
        }
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  test("each piece alone leaves the rest of the header in place", () => {
    const look = lookFrom(
      '<header><b>Ville</b><script>alert(1)</script><i onclick="a()">de Démo</i></header>',
      "x",
    );
    expect(look.header).toBe("<header><b>Ville</b><i>de Démo</i></header>");
  });

  test("any text at all is read without a throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (html) => {
        expect(faultsOf(lookFrom(`<header>a${html}`, "Ville"))).toEqual([]);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});
