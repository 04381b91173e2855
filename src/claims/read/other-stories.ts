/**
 * Other stories in a page: boxes of related links, teasers, the next article of an endless page. The headline of another
 * attack in the middle of an article must not become a claim of this one.
 */

const NEVER = [
  "style",
  "noscript",
  "template",
  "iframe",
  "object",
  "embed",
  "svg",
  "canvas",
  "video",
  "audio",
  "picture",
  "img",
  "figure",
  "nav",
  "aside",
  "footer",
  "dialog",
  "button",
  "input",
  "select",
  "textarea",
  "[hidden]",
  '[aria-hidden="true"]',
  '[role="complementary"]',
  '[role="navigation"]',
  '[role="dialog"]',
].join(",");

/** Of classes and ids, whole words between dashes, underlines and capitals. */
const BOX =
  /(?:^|[\s_-])(?:related|relateds?|read-?(?:also|more|next)|see-?also|also-?read|lire-?aussi|a-?lire|a-?voir|voir-?aussi|aussi|promo\w*|newsletters?|recommend\w*|recirc\w*|outbrain|taboola|ligatus|most-?(?:read|popular|viewed)|popular|plus-?lus|trending|tendances?|shar(?:e|ing)|social\w*|breadcrumbs?|comments?|commentaires?|reactions?|subscri\w*|abonne\w*|paywall|sponsor\w*|teasers?|widget-area|widget_[a-z]+|cookies?|consent|didomi|rgpd|gdpr|cmp|modal|pop(?:in|up)|advert\w*|ads?|pub|publicite|next-?(?:article|post|story)|prev(?:ious)?-?(?:article|post)|more-?(?:stories|news|from)|suggest\w*|sidebar|rail|tags|tag-(?:list|cloud|links)|topics|menu|toolbar|carousel|diaporama|inread|onsamesubject|meme-?sujet)(?=$|[\s_-])/i;

/** How a box or a line begins that leads to another story. */
export const LEAD =
  /^[\s►▶→➡>»•*·|:-]*(?:[àa] (?:lire|voir|écouter|découvrir)\b|(?:re)?lire (?:aussi|également|notre|nos|la suite|l'article|plus)|voir (?:aussi|également|notre)|sur le même (?:sujet|thème)|dans la même rubrique|et aussi\s*[:,]|notre dossier|(?:nos|les|d'autres) articles|articles? (?:liés|associés|similaires|recommandés)|les plus lus|ne manquez pas|pour aller plus loin|en savoir plus|read (?:also|more|next|our)\b|also read|see also|related\b|more (?:on this|from|stories|news)|recommended|don't miss|most (?:read|popular)|up next|what to read next|you (?:may|might) also|abonnez-vous|inscrivez-vous|suivez-nous|recevez|tous les jours, recevez|subscribe|sign up|follow us|newsletter)/iu;

const LINE = "p,li,h2,h3,h4,h5,h6,blockquote,td,dd,div,section,center";
const LINK_SHARE_MIN = 0.85;
const LINK_WORDS_MIN = 4;
const LEAD_CHARACTERS_MAX = 400;
const BOX_SHARE_MAX = 0.4;
const CARD_CHARACTERS_MAX = 250;
const CARD_PARTS_MAX = 4;

export function dropOtherStories(document: Document): void {
  const body = document.body;
  if (body === null) return;
  const heading = mainHeading(document);
  const keep = (element: Element) => element === body || (heading !== null && element.contains(heading));
  for (const element of [...document.querySelectorAll(NEVER)]) if (!keep(element)) element.remove();
  dropOtherArticles(document, heading);
  dropBoxes(body, keep);
  dropLines(body, keep);
}

/** The heading of the page's own story: the first one in an article, or the first of all. */
function mainHeading(document: Document): Element | null {
  return document.querySelector("article h1, main h1") ?? document.querySelector("h1");
}

/** Of several articles beside each other, the one under the main heading stays, or the longest. */
function dropOtherArticles(document: Document, heading: Element | null): void {
  const articles = [...document.querySelectorAll("article")];
  if (articles.length < 2) return;
  const size = (article: Element) => article.textContent?.length ?? 0;
  const main =
    articles.find((article) => heading !== null && article.contains(heading)) ??
    articles.reduce((a, b) => (size(b) > size(a) ? b : a));
  for (const article of articles) {
    if (!article.contains(main) && (!main.contains(article) || isTeaser(article))) article.remove();
  }
}

const isTeaser = (article: Element): boolean => article.querySelector("a[href]") !== null;

function dropBoxes(body: Element, keep: (element: Element) => boolean): void {
  const all = body.textContent?.length ?? 0;
  for (const element of [...body.querySelectorAll("[class],[id]")]) {
    const words = `${element.getAttribute("class") ?? ""} ${element.getAttribute("id") ?? ""}`.slice(0, 300);
    if (!BOX.test(words.replace(/([a-z])([A-Z])/g, "$1-$2"))) continue;
    if (keep(element) || /^(?:BODY|MAIN|ARTICLE)$/.test(element.nodeName)) continue;
    // A wrapper that holds the story too ("layout-with-sidebar") is no box.
    if ((element.textContent?.length ?? 0) <= all * BOX_SHARE_MAX) element.remove();
  }
}

/** Lines that only lead elsewhere: a link and nothing more, or "Read also" and what hangs on it. */
function dropLines(body: Element, keep: (element: Element) => boolean): void {
  for (const element of [...body.querySelectorAll(LINE)]) {
    if (!body.contains(element) || keep(element)) continue;
    const text = (element.textContent ?? "").replace(/\s+/g, " ").trim();
    if (text === "" || text.length > LEAD_CHARACTERS_MAX) continue;
    if (LEAD.test(text)) {
      if (isLabel(element, text)) dropWhatHangsOn(element);
      element.remove();
    } else if (isLinkAlone(element, text))
      (/^H\d$/.test(element.nodeName) ? cardOf(element, keep) : element).remove();
  }
}

/** The teaser that a headline with a link stands in: its picture, its summary and little else. */
function cardOf(heading: Element, keep: (element: Element) => boolean): Element {
  let card = heading;
  for (let parent = card.parentElement; parent !== null && !keep(parent); parent = card.parentElement) {
    const beside = (parent.textContent ?? "").trim().length - (heading.textContent ?? "").trim().length;
    if (beside > CARD_CHARACTERS_MAX || parent.children.length > CARD_PARTS_MAX) break;
    card = parent;
  }
  return card;
}

/** A lead without a story of its own: the list or the links after it belong to it. */
const isLabel = (element: Element, text: string): boolean =>
  element.querySelector("a[href]") === null && text.length <= 60;

function dropWhatHangsOn(element: Element): void {
  for (let next = element.nextElementSibling; next !== null; next = element.nextElementSibling) {
    const text = (next.textContent ?? "").trim();
    const leads =
      /^(?:UL|OL|DIV|SECTION|ARTICLE)$/.test(next.nodeName) && next.querySelector("a[href]") !== null;
    if (text !== "" && !leads && !isLinkAlone(next, text)) return;
    if (text.length > LEAD_CHARACTERS_MAX * 5) return;
    next.remove();
  }
}

/** All text is links, and a headline's worth of it: names of towns and hosts may be links in a list that counts. */
function isLinkAlone(element: Element, text: string): boolean {
  let linked = 0;
  for (const link of element.querySelectorAll("a[href]")) linked += (link.textContent ?? "").trim().length;
  return linked >= text.length * LINK_SHARE_MIN && text.split(/\s+/).length >= LINK_WORDS_MIN;
}
