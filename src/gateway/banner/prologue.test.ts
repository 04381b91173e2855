import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { PROLOGUE_BYTES_MAX, PrologueReader } from "./prologue.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const placeOf = (text: string) => new PrologueReader().push(bytes(text));

/** "|" in a document marks where its content begins. */
const MARKED: ReadonlyArray<readonly [string, string]> = [
  ["an ordinary page", "<!doctype html><html lang=fr><head><title>a</title></head><body>|<p>x"],
  ["attributes with > in quotes", `<body data-a="1>2" data-b='<body>' onload=a()>|x`],
  ["an unquoted value with quotes and slashes", `<body a=b"c'd/e class=x>|x`],
  ["upper case", "<!DOCTYPE HTML><HTML><HEAD><TITLE></TITLE></HEAD><BODY BGCOLOR=white>|x"],
  ["line breaks in the tag", "<body\r\n\tclass='a'\f>|x"],
  ["a slash at its end", "<body/>|x"],
  ["a slash in it", "<body/class=a>|x"],
  ["a byte order mark", "\ufeff<!doctype html><body>|x"],
  ["a second byte order mark", "\ufeff\ufeff<!doctype html><html><head></head><body>|x"],
  ["no head", "<html><body>|x"],
  ["nothing before", "<body>|"],
  ["a comment with a body", "<!-- <body> --><body>|x"],
  ["a comment with --!>", "<!-- <body> --!><body>|x"],
  ["comments that end at once", "<!--><!---><body>|x"],
  ["a comment with dashes", "<!-- a -- b --- <body> ---><body>|x"],
  ["a comment within a comment", "<!-- <!-- --><body>|x"],
  ["a comment that a bang does not end", "<!--a--!-b--><body>|x"],
  [
    "conditional comments",
    "<!--[if lt IE 9]><body class=ie><![endif]--><!--[if !IE]><!--><body>|<!--<![endif]-->",
  ],
  ["a conditional bogus comment", "<![if !IE]><body>|x"],
  ["a doctype with a > in its identifier", `<!DOCTYPE html PUBLIC "a>b"><body>|x`],
  ["an XML declaration", `<?xml version="1.0" encoding="utf-8"?><html><body>|x`],
  ["CDATA, which is none in HTML", "<![CDATA[ <x> ]]><body>|x"],
  ["end tags that end nothing", "</x></ body></><head></head></head><body>|x"],
  ["a title with a body", "<title>how to use <body></title><body>|x"],
  ["a title with another end tag", "<title></titles></title ><body>|x"],
  ["an end tag with a quoted >", `<title>a</title a=">"><body>|x`],
  ["a style with a body", `<style>a::before{content:"<body></script>"}</style><body>|x`],
  ["a script with a body", `<script>document.write("<body>")</script><body>|x`],
  ["a script with half an end tag", "<script>a</scrip</script\n><body>|x"],
  ["an escaped script", "<script><!-- <body> </script><body>|x"],
  ["a script within an escaped one", "<script><!-- <script> </script> <body> --></script><body>|x"],
  ["a script that ends within an escape", "<script><!-- <script> </script> </script><body>|x"],
  ["a script whose escape ends at once", "<script><!--><script></script><body>|x"],
  ["a script with <scripts", "<script><!-- <scripts> </script><body>|x"],
  ["a self-closing script, which is not", "<script/>a<body></script><body>|x"],
  ["a noscript with a pixel", `<noscript><img src="/p?a=1" alt="a > b"></noscript><body>|x`],
  ["a noscript with styles", "<noscript><style>p{}</style><link rel=x></noscript><body>|x"],
  [
    "metadata",
    "<meta charset=utf-8><link rel=icon href='/>'><base href=/><bgsound><basefont></head><body>|x",
  ],
  ["text before it", "<head></head> a < b & c <1 <body>|x"],
];

const NEVER: ReadonlyArray<readonly [string, string]> = [
  ["a fragment", "<div><body>x"],
  ["an element that begins the body", "<head><p><body>x"],
  ["a drawing", "<svg><body></svg><body>"],
  ["a template", "<template><body></template><body>"],
  ["a frameset", "<frameset><frame></frameset><noframes><body></noframes>"],
  ["an iframe, whose text is no markup", "<iframe><body></iframe>"],
  ["plaintext", "<plaintext><body>"],
  ["a body that ended", "</body><body>"],
  ["a document that ended", "</html><body>"],
  ["a line break's end tag", "</br><body>"],
  ["a noscript with a paragraph", "<noscript><p>a</noscript><body>"],
  ["a noscript with a comment", "<noscript><!-- </noscript> --><body>"],
  ["UTF-16", "\u0000<\u0000b\u0000o\u0000d\u0000y\u0000>"],
  ["ISO-2022-JP", "<title>\u001b$B<body>\u001b(B</title><body>"],
  ["an element with an unknown long name", `<${"a".repeat(100)}><body>`],
];

const UNDECIDED = [
  "",
  "<body",
  "<body a='",
  "<!-- <body>",
  "<script><!-- <body>",
  "<title><body>",
  "  ",
  "<",
];

describe("where the content of a document begins", () => {
  test.each(MARKED)("%s", (_, marked) => {
    const at = bytes(marked.slice(0, marked.indexOf("|"))).length;
    expect(placeOf(marked.replace("|", ""))).toMatchObject({ at });
  });

  test.each(NEVER)("nowhere: %s", (_, text) => {
    expect(placeOf(text)).toBe("never");
  });

  test.each(UNDECIDED.map((text) => [text]))("not yet known: %p", (text) => {
    expect(placeOf(text)).toBeUndefined();
  });

  test("is the same however the bytes are cut", () => {
    const documents = [...MARKED.map(([, text]) => text.replace("|", "")), ...NEVER.map(([, text]) => text)];
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.array(fc.integer({ min: 1, max: 9 })), (text, cuts) => {
        const whole = bytes(text);
        const reader = new PrologueReader();
        let found: ReturnType<PrologueReader["push"]>;
        for (let at = 0, n = 0; at < whole.length && found === undefined; n++) {
          const length = cuts[n % Math.max(1, cuts.length)] ?? 1;
          found = reader.push(whole.subarray(at, at + length));
          at += length;
        }
        expect(found).toEqual(placeOf(text) as never);
      }),
      { seed: 11, numRuns: 3_000 },
    );
  });

  test("is looked for in so many bytes and no more", () => {
    const tag = "<body>";
    const fits = `<!--${"a".repeat(PROLOGUE_BYTES_MAX - 7 - tag.length)}-->${tag}`;
    expect(placeOf(`${fits}x`)).toMatchObject({ at: PROLOGUE_BYTES_MAX });
    expect(placeOf(` ${fits}x`)).toBe("never");
    expect(placeOf(" ".repeat(PROLOGUE_BYTES_MAX))).toBeUndefined();
    expect(placeOf(" ".repeat(PROLOGUE_BYTES_MAX + 1))).toBe("never");
  });

  test("comes with the language of the document, and whether it names a policy", () => {
    expect(placeOf(`<html class=a LANG="EN-gb" lang=fr><body>`)).toMatchObject({
      lang: "en-gb",
      hasPolicy: false,
    });
    expect(placeOf("<html data-lang=en><meta lang=de><body>")).toMatchObject({ lang: "" });
    expect(placeOf(`<meta http-equiv="Content-Security-Policy" content="x"><body>`)).toMatchObject({
      hasPolicy: true,
    });
    expect(placeOf(`<meta http-equiv=refresh content="Content-Security-Policy"><body>`)).toMatchObject({
      hasPolicy: false,
    });
    const long = `<html lang="${"a".repeat(1_000)}" ${"b".repeat(1_000)}=c><body>`;
    expect(placeOf(long)).toMatchObject({ lang: "a".repeat(16) });
  });
});
