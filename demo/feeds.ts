import { agendaMonths } from "./agenda.ts";
import { addDays } from "./calendar.ts";
import { EVENTS } from "./content/events.ts";
import { NEWS } from "./content/news.ts";
import { PAGES } from "./content/pages.ts";
import { APPOINTMENTS, PROCEDURES } from "./content/procedures.ts";
import { SERVICES } from "./content/services.ts";
import { TOWN } from "./content/town.ts";
import { html } from "./html.ts";
import { publishedOn } from "./templates/news.ts";
import type { Visit } from "./visit.ts";

const FEED_ENTRIES = 10;

/** Every public page that a search engine may keep, as paths. */
export function publicPaths(visit: Visit): string[] {
  return [
    "/",
    "/services",
    ...SERVICES.map((one) => `/services/${one.slug}`),
    ...PROCEDURES.map((one) => `/services/${one.service}/${one.slug}`),
    "/actualites",
    ...NEWS.map((one) => `/actualites/${one.slug}`),
    "/agenda",
    ...agendaMonths(visit.today).map((month) => `/agenda/${month}`),
    ...EVENTS.map((one) => `/agenda/evenement/${one.slug}`),
    ...PAGES.map((one) => one.path),
    "/mairie/publications",
    "/plan-du-site",
    "/contact",
    "/rendez-vous",
    ...APPOINTMENTS.map((one) => `/rendez-vous/${one.slug}`),
  ];
}

export function siteMapXml(visit: Visit): string {
  return html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${publicPaths(visit).map((path) => html`<url><loc>${visit.baseUrl}${path}</loc></url>\n`)}</urlset>
`.text;
}

/** The news as an Atom feed (RFC 4287). */
export function newsFeed(visit: Visit): string {
  const entries = NEWS.slice(0, FEED_ENTRIES).map((article) => {
    const link = `${visit.baseUrl}/actualites/${article.slug}`;
    const updated = `${publishedOn(article, visit.today)}T08:00:00Z`;
    return html`<entry><title>${article.title}</title><link href="${link}"/><id>tag:ville-demo.example,2026:${article.slug}</id><updated>${updated}</updated><summary>${article.summary}</summary></entry>
`;
  });
  return html`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">
<title>Actualités de la ${TOWN.name}</title><id>tag:ville-demo.example,2026:actualites</id>
<link rel="self" href="${visit.baseUrl}/flux/actualites.atom"/><link href="${visit.baseUrl}/actualites"/>
<author><name>${TOWN.name}</name></author><updated>${feedUpdatedAt(visit).toISOString()}</updated>
${entries}</feed>
`.text;
}

/** When the newest article came out: the feed's Last-Modified. */
export function feedUpdatedAt(visit: Visit): Date {
  const newest = NEWS.map((article) => publishedOn(article, visit.today))
    .sort()
    .at(-1) as string;
  return new Date(`${newest}T08:00:00Z`);
}

export function robotsTxt(visit: Visit): string {
  return `User-agent: *\nDisallow: /compte\nDisallow: /recherche\nDisallow: /rendez-vous/confirmation\nCrawl-delay: 1\nSitemap: ${visit.baseUrl}/sitemap.xml\n`;
}

/** Where to report a weakness (RFC 9116); the date always lies ahead. */
export function securityTxt(visit: Visit): string {
  const expires = `${addDays(`${visit.today.slice(0, 7)}-01`, 365)}T00:00:00Z`;
  return `Contact: mailto:securite@ville-demo.example\nExpires: ${expires}\nPreferred-Languages: fr, en\n`;
}
