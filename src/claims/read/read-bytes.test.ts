import { describe, expect, test } from "bun:test";
import { Refusal } from "../../kernel/refusal.ts";
import { type DocumentInput, readBytes } from "./index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, name = "texte.txt") => readBytes(bytes(text), { name });
const only = (documents: DocumentInput[]): DocumentInput => {
  expect(documents).toHaveLength(1);
  return documents[0] as DocumentInput;
};
const sentence = (n: number) =>
  `Phrase numéro ${n} de l'article, assez longue pour être tenue pour du texte, avec virgules.`;

const PAGE = `<!doctype html><html lang="fr-FR"><head><title>Cholet : le site visé - Le Fil</title>
<meta charset="utf-8"><meta property="og:site_name" content="Le Fil de l'Ouest">
<link rel="canonical" href="https://lefil.example/cholet-site-vise#haut">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebPage"},{"@type":"NewsArticle",
"headline":"Cholet&nbsp;: le site vis&eacute;","datePublished":"2025-01-06T18:12:00+01:00","author":[{"@type":"Person","name":"Le Fil avec AFP"}]}]}</script></head>
<body><nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav><main><article><h1>Cholet : le site visé</h1>
<p class="byline">Par Le Fil avec AFP</p><p>Cholet (AFP) - ${sentence(1)}</p><p>${sentence(2)} ${sentence(3)}</p>
<p><strong><a href="/autre">La mairie de Saumur victime à son tour d'un rançongiciel</a></strong></p>
<div class="related-box"><h3>À lire aussi</h3><ul><li><a href="/a">Laval : l'hôpital paralysé par des pirates</a></li></ul></div>
<p>Lire aussi : <a href="/b">Le conseil départemental de la Sarthe attaqué</a></p>
<ul><li>le standard</li><li>la messagerie</li></ul>
<p>${sentence(4)} <a href="https://www.cholet.example">www.cholet.example</a> répond.</p></article>
<section><h2>Sur le même sujet</h2><div class="card"><a href="/c"><h3>Nantes : le site de la ville piraté cette nuit</h3></a><p>Un résumé.</p></div></section>
</main><aside><p>Les plus lus : Angers attaquée par des hackers dans la nuit de samedi.</p></aside><footer>Mentions légales</footer></body></html>`;

describe("a page of the press", () => {
  const article = only(read(PAGE, "page.html"));

  test("what it says of itself", () => {
    expect(article).toMatchObject({
      kind: "article",
      title: "Cholet : le site visé",
      publishedAt: "2025-01-06T18:12:00+01:00",
      publisher: "Le Fil de l'Ouest",
      lang: "fr",
      agency: "AFP",
      url: "https://lefil.example/cholet-site-vise",
    });
    expect(Object.keys(article)).not.toContain("author");
  });

  test("its own words, with dateline and lists", () => {
    expect(article.text).toContain("Cholet (AFP) - Phrase numéro 1");
    for (const n of [1, 2, 3, 4]) expect(article.text).toContain(`Phrase numéro ${n}`);
    expect(article.text).toContain("- le standard\n- la messagerie");
    expect(article.text).toContain("www.cholet.example répond");
  });

  test.each(["Saumur", "Laval", "Sarthe", "Nantes", "Angers", "Accueil", "Mentions"])(
    "%s, of another story, is not in it",
    (word) => expect(article.text).not.toContain(word),
  );
});

describe("pages that are built otherwise", () => {
  test("the second article of an endless page is left out", () => {
    const story = (title: string, word: string) =>
      `<article><h1>${title}</h1>${[1, 2, 3, 4].map((n) => `<p>${word} ${sentence(n)}</p>`).join("")}</article>`;
    const page = `<html><body><div>${story("Le premier titre de la page", "Rouen")}${story("Un autre titre de la page", "Dieppe")}</div></body></html>`;
    const { text } = only(read(page));
    expect(text).toContain("Rouen");
    expect(text).not.toContain("Dieppe");
  });

  test("a label and the list that hangs on it go, the article goes on after them", () => {
    const page = `<html><body><h1>Un titre assez long pour compter</h1><p>${sentence(1)}</p><h4>Lire aussi</h4>
      <ul><li><a href="/x">Brest : la ville visée par une attaque</a></li></ul><p>${sentence(2)}</p><p>${sentence(3)}</p></body></html>`;
    const { text } = only(read(page));
    expect(text).not.toContain("Brest");
    for (const n of [1, 2, 3]) expect(text).toContain(`Phrase numéro ${n}`);
  });

  test("a paragraph that is a list of towns with links stays", () => {
    const links = ["Nantes", "Pau", "Tarbes"]
      .map((town) => `<li><a href="/${town}">${town}</a></li>`)
      .join("");
    const page = `<html><body><h1>Un titre assez long pour compter</h1><p>${sentence(1)}</p><p>${sentence(2)}</p><ul>${links}</ul><p>${sentence(3)}</p></body></html>`;
    for (const town of ["Nantes", "Pau", "Tarbes"]) expect(only(read(page)).text).toContain(town);
  });

  test("an old page in Windows-1252 that calls itself ISO-8859-1", () => {
    const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head><body><p>L\u0092h\u00f4tel de ville est ferm\u00e9. ${"Suite. ".repeat(40)}</p></body></html>`;
    const latin = Uint8Array.from(html, (letter) => letter.charCodeAt(0));
    expect(only(readBytes(latin, { name: "vieux.htm" })).text).toContain("L’hôtel de ville est fermé");
  });

  test("a page that is drawn by a script gives the words of its schema", () => {
    const articleBody = [1, 2, 3].map(sentence).join("\n\n");
    const schema = JSON.stringify({ "@type": "NewsArticle", headline: "Un titre", articleBody });
    const page = `<html><body><script type="application/ld+json">${schema}</script><div id="app"></div></body></html>`;
    expect(only(read(page)).text).toBe(`Un titre\n\n${articleBody}`);
  });

  test("a page without words is refused", () => {
    expect(() => read("<html><body><img src=x></body></html>")).toThrow(Refusal);
  });
});

describe("feeds", () => {
  test("RSS 2.0: one document an item", () => {
    const items = [1, 2].map(
      (n) => `<item><title>Titre ${n} &amp; suite</title><link>https://lefil.example/${n}</link>
      <pubDate>Tue, 14 Jan 2025 07:30:00 +0100</pubDate><description>court</description>
      <content:encoded><![CDATA[<p>${sentence(n)}</p><p>Lire aussi : <a href="/z">Vannes piratée</a></p><p>Fin (avec AFP)</p>]]></content:encoded></item>`,
    );
    const feed = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Le Fil</title><language>fr-fr</language>${items.join("")}</channel></rss>`;
    const [first, second] = read(feed, "flux.xml") as [DocumentInput, DocumentInput];
    expect(first).toEqual({
      kind: "article",
      text: `Titre 1 & suite\n\n${sentence(1)}\n\nFin (avec AFP)`,
      title: "Titre 1 & suite",
      publishedAt: "2025-01-14T06:30:00Z",
      lang: "fr",
      publisher: "Le Fil",
      agency: "AFP",
      url: "https://lefil.example/1",
    });
    expect(second.title).toBe("Titre 2 & suite");
  });

  test("Atom, with its link in an attribute and its text escaped", () => {
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title><entry><title type="html">A &lt;b&gt;town&lt;/b&gt;</title>
      <link href="https://wire.example/a"/><updated>2025-02-01T10:00:00Z</updated><summary type="html">&lt;p&gt;Its site is down.&lt;/p&gt;</summary></entry></feed>`;
    expect(only(read(feed))).toMatchObject({
      title: "A town",
      text: "A town\n\nIts site is down.",
      publishedAt: "2025-02-01T10:00:00Z",
      url: "https://wire.example/a",
      lang: "en",
    });
  });
});

test("accents written in two pieces are composed, line breaks are made alike", () => {
  const text = `Évry a été touchée. ${sentence(1)}`;
  expect(only(read(`\ufeff${text.normalize("NFD")}\r\n`)).text).toBe(`${text}\n`);
});

describe("messages", () => {
  const POST =
    "Mis à terre ce matin ❗\n\n❌ Ville de Pau\nhxxps://www.pau[.]fr/agenda?x=1\ncheck-host[.]net/check-report/1a2b\n\n❌ hxxp://landes[.]fr\n\nt[.]me/notrecanal contact@exemple.org";

  test("a pasted post stays as it was written, its hosts are beside it", () => {
    const message = only(read(POST));
    expect(message.kind).toBe("message");
    expect(message.text).toBe(POST);
    expect(message.hosts).toEqual([{ host: "www.pau.fr" }, { host: "landes.fr" }]);
  });

  test("a check-host link that names its host", () => {
    const message = only(read("Look: https://check-host.net/check-http?host=https://www.metz.fr/&csrf=1"));
    expect(message.hosts).toEqual([{ host: "www.metz.fr" }]);
  });

  test("two sentences without a space between them are no host", () => {
    const message = only(read("❌ La ville.La suite sur hxxps://www.albi[.]fr.\n❌ Fin"));
    expect(message.hosts).toEqual([{ host: "www.albi.fr" }]);
  });

  test("an article that names a host is no message", () => {
    expect(only(read(`${sentence(1)} Le site cantal.gouv.fr est revenu. ${sentence(2)}`)).kind).toBe(
      "article",
    );
  });

  test("an export of Telegram Desktop", () => {
    const chat = {
      name: "Canal",
      type: "public_channel",
      messages: [
        { id: 1, type: "service", action: "pin_message", text: "" },
        {
          id: 2,
          type: "message",
          date: "2024-12-31T08:05:00",
          date_unixtime: "1735628700",
          text: "Nice est tombée",
        },
        {
          id: 3,
          type: "message",
          date: "2024-12-31T09:00:00",
          text: ["Voyez ", { type: "text_link", text: "ici", href: "https://www.tarbes.fr/x" }, " et là"],
        },
      ],
    };
    const [first, second] = read(
      JSON.stringify({ chats: { list: [chat] } }),
      "result.json",
    ) as DocumentInput[];
    expect(first).toEqual({
      kind: "message",
      text: "Nice est tombée",
      publisher: "Canal",
      publishedAt: "2024-12-31T07:05:00Z",
    });
    expect(second).toMatchObject({
      text: "Voyez ici et là",
      publishedAt: "2024-12-31T09:00:00",
      hosts: [{ host: "www.tarbes.fr" }],
    });
  });

  test("a saved web page of a channel", () => {
    const post = (text: string) =>
      `<div class="tgme_widget_message"><div class="tgme_widget_message_text">${text}</div><time datetime="2025-03-18T07:02:11+00:00"></time></div>`;
    const page = `<!doctype html><html><body><div class="tgme_channel_info_header_title">Canal</div>${post("Rennes<br>https://metropole.rennes.fr")}${post("Dijon")}</body></html>`;
    const messages = read(page, "canal.html");
    expect(messages.map(({ text }) => text)).toEqual(["Rennes\nhttps://metropole.rennes.fr", "Dijon"]);
    expect(messages[0]).toMatchObject({
      publisher: "Canal",
      publishedAt: "2025-03-18T07:02:11+00:00",
      hosts: [{ host: "metropole.rennes.fr" }],
    });
  });
});
