import type { Texts } from "./index.ts";
import type { frSiege } from "./fr-siege.ts";

/** What the console says in English of a siege: the keys of `fr-siege.ts`, no more and no fewer. */
export const enSiege: Pick<Texts, keyof typeof frSiege> = {
  "answer.calm": "All is calm: the site answers.",
  "answer.calm.strained": "The site answers, except to a few visitors.",
  "answer.strained.strained": "The site answers, but its origin server is struggling.",
  "answer.lost-visitors": "Some of the visitors stay without an answer.",
  "answer.waiting": {
    one: "{count} request is waiting for the origin server.",
    other: "{count} requests are waiting for the origin server.",
  },
  "answer.siege": {
    one: "The site answers: {count} answer per second, {share} of them from memory.",
    other: "The site answers: {count} answers per second, {share} of them from memory.",
  },
  "answer.siege.silent": "The site has answered nobody for a minute.",
  "answer.siege.lost": "Some citizens do not get through.",
  "answer.citizens": "{waiting}, {refused}.",
  "citizens.waiting.none": "Nobody is waiting",
  "citizens.waiting": { one: "{count} person is waiting", other: "{count} people are waiting" },
  "citizens.refused.none": "no citizen was turned away in the last minute",
  "citizens.refused": {
    one: "{count} citizen was turned away in the last minute",
    other: "{count} citizens were turned away in the last minute",
  },

  "reason.since": "{posture} since {time} ({ago}), {cause}.",
  "reason.figures": "At that moment: {figures}.",
  "reason.demand.over": "demand {times} times what the server can do",
  "reason.demand.under": "demand {share} of what the server can do",
  "reason.requestsPerSecond": "{value} requests per second",
  "reason.originFailuresPerSecond": "{value} failures of the origin server per second",
  "reason.originMsP95": "95% of the server's answers within {value}",
  "reason.calmOriginMs": "{value} in calm",
  "reason.longestWaitMs": "longest wait {value}",
  "reason.refusedPerSecond": "{value} turned away per second",
  "reason.waiting": "{value} requests in line",
  "reason.back.calm": "The posture rises by itself as soon as a siege begins.",
  "reason.back.strained": "The posture goes back to calm by itself when the origin server is better.",
  "reason.back.siege":
    "The posture goes back by itself, one step at a time, when the flood ends. There is nothing to do.",
  "reason.back.sealed":
    "The posture goes back by itself when the origin server answers again. That is what needs to be started.",
  "reason.pinned":
    "An operator holds this posture: it no longer changes by itself. To give it back to Beffroi, type on its machine, in its folder:",

  "sites.title": "All sites",
  "sites.rate": { one: "{count} request per second", other: "{count} requests per second" },
  "sites.waiting": { one: "{count} waiting", other: "{count} waiting" },
  "sites.refused": { one: "{count} turned away", other: "{count} turned away" },
  "sites.more": {
    one: "and {count} more site, less affected: choose it in the band on top.",
    other: "and {count} more sites, less affected: choose them in the band on top.",
  },

  "figure.citizens": "Citizens served",
  "figure.citizens.sub": "{known} known from before, {confirmed} from the waiting page",
  "figure.citizensWaiting": "Citizens waiting",
  "figure.citizensWaiting.sub": "longest wait of any visitor: {time}",
  "figure.citizensRefused": "Citizens turned away",
  "figure.citizensRefused.none": "nobody was sent back",
  "figure.citizensRefused.sub": "{share} of their requests",
  "figure.challenged": "Waiting pages given",
  "figure.challenged.sub": { one: "{count} visitor came back", other: "{count} visitors came back" },
  "figure.tickets": "Tickets given",
  "figure.tickets.sub": "to visitors, in the last minute",
  "figure.memory.siege": { one: "of {count} answer", other: "of {count} answers" },
  "figure.unavailable.siege": "{share} of the requests, mostly of robots",

  "help.open": "What do these figures mean?",
  "help.citizens":
    "Requests of citizens that the origin server worked on: searches, forms, pages that are not in memory. Reading from memory is not counted here: it needs no place.",
  "help.citizensWaiting":
    "Requests of citizens that are waiting for a place at the origin server right now. They go before robots.",
  "help.citizensRefused":
    "Requests of citizens that waited too long or found the line full. This figure should stay at zero.",
  "help.challenged":
    "During a siege, an unknown visitor who searches or sends a form gets a page that keeps the request. A citizen comes back from it, by itself or with one button, and goes ahead; a robot does not come back.",
  "help.tickets":
    "A signed cookie that a visitor gets. It gives priority during a siege, never permission, and says nothing about the person.",
  "help.memory": "Share of what is served from memory or the copy, without asking the origin server.",
  "help.unavailable":
    "Requests that neither memory nor the origin server could answer: the visitor is asked to come back. During a siege these are mostly robots.",
  "help.origin": "Requests passed to the origin server, to fill memory or for one visitor only.",
  "help.latency":
    "Time that the origin server takes to begin its answer: the median, and what 95% stay within.",
  "help.waiting": "Requests that wait for the origin server, of all visitors.",
  "help.cache": "Pages that the gateway holds ready. It can serve them without asking.",
  "help.snapshot":
    "The copy of the site on disk serves when the origin server is gone. It is made anew regularly.",
  "help.coverage": "Share of this week's visits that would find their page if the origin server stopped now.",

  "queues.title": "Lines by priority",
  "queues.caption": "The best served first. Served and turned away: the last minute; waiting: now.",
  "queues.who": "Who",
  "queues.served": "Served",
  "queues.waiting": "Waiting",
  "queues.refused": "Turned away",
  "standing.staff": "The town's staff and monitors",
  "standing.history": "Citizens known from before the siege",
  "standing.confirmed": "Citizens back from the waiting page",
  "standing.crawler": "Verified search engines",
  "standing.anonymous": "Visitors not known yet",
  "standing.suspected": "Suspected visitors",
  "help.queues.served": "Requests that the origin server worked on.",
  "help.queues.waiting": "Requests that wait for a place. A wait has an end: then the request is sent back.",
  "help.queues.refused":
    "Requests sent back with “come again in a moment”, because the line was full or the wait too long.",
  "help.standing.staff": "The networks and monitors that your settings declare. They go first.",
  "help.standing.history": "They have a ticket from before the siege: a robot could not have foreseen it.",
  "help.standing.confirmed": "Unknown at first, they came back from the waiting page.",
  "help.standing.crawler": "Their name was verified. They go after citizens.",
  "help.standing.anonymous":
    "Robots, and citizens who come for the first time. Some places are always left to them.",
  "help.standing.suspected":
    "They gave cause for doubt: a false ticket, or far more requests than a person makes. They go last.",

  "load.title": "Load of the origin server",
  "load.places": {
    one: "{count} of {places} places taken, {limit}.",
    other: "{count} of {places} places taken, {limit}.",
  },
  "load.limit.found": "limit found",
  "load.limit.growing": "limit still being looked for",
  "load.no-limit": "The limit of the origin server is not known yet.",
  "load.demand.unknown": "What the server can do has not been measured yet.",
  "load.demand.none": "Nothing is asked of the server.",
  "load.demand.under": "Demand takes {share} of what the server can do.",
  "load.demand.over": "Demand is {times} times what the server can do.",
  "load.asked": "Asked",
  "load.possible": "Possible",
  "load.oldest": "The longest wait has lasted {time}.",
  "load.oldest.none": "Nobody is waiting.",
  "routes.caption": "By kind of request. Served: the last second.",
  "routes.what": "Request",
  "routes.places": "Places",
  "routes.of": "{taken} of {places}",
  "routes.waiting": "Waiting",
  "routes.served": "Served",
  "routes.calm": "In calm",
  "route.page": "Pages",
  "route.search": "Searches",
  "route.form": "Forms",
  "help.limit":
    "How many requests the origin server handles at once without slowing down. Beffroi finds it by itself, from response times, and lets no more in.",
  "help.demand":
    "The work asked for, counted in time of the server, beside what it can give. Beyond once, some of it has to wait: citizens go first.",
  "help.routes": "Each kind has its share of the places: a flood of searches cannot starve the forms.",
  "help.calm": "The time that such a request takes when all is well.",

  "tops.title": "Who asks most",
  "tops.intro":
    "Networks and addresses that asked most work of the origin server in the last minute. They are shown, not blocked.",
  "tops.empty": "Nothing to show: outside a siege, who asks what is not counted.",
  "tops.networks": "Network",
  "tops.networks.caption": "Networks",
  "tops.routes": "Address",
  "tops.routes.caption": "Addresses of the site",
  "tops.requests": "Requests",
  "tops.work": "Work asked for",
  "help.networks":
    "A group of neighbouring addresses. Many homes, a school or a mobile operator may be in it: to block a network is to block citizens too.",
  "help.top-routes": "The page or form that is aimed at, without what the visitor wrote in it.",
  "help.work": "The server time that it would take to answer all of it.",

  "further.title": "More figures",
  "further.open": "Memory, copy and tickets",
  "further.open.lines": "Memory, copy, origin server and lines",

  "table.copy": "Copy",
  "table.copied": "Copied",
  "table.copy.of": "Copy: {table}",
  "table.save": "Export (CSV)",
  "table.save.of": "Export (CSV): {table}",

  "chart.citizens": "Citizens who act, per second",
  "chart.places": "Places at the origin server",
  "line.requests": "requests",
  "line.challenged": "waiting page",
  "line.citizensServed": "served",
  "line.citizensWaiting": "waiting",
  "line.citizensRefused": "turned away",
  "line.limit": "limit",
  "line.atOrigin": "taken",
  "chart.citizens.alt":
    "Lines of the last 15 minutes. Now: {served} citizens served per second, {waiting} waiting, {refused} turned away. At the peak: {peak} turned away per second.",
  "chart.places.alt":
    "Lines of the last 15 minutes. Now: {taken} places taken, limit {limit}. At the peak: {peak} taken.",
  "chart.table.challenged": "Waiting page/s",
  "chart.table.citizensServed": "Citizens served/s",
  "chart.table.citizensWaiting": "Citizens waiting",
  "chart.table.citizensRefused": "Citizens turned away/s",
  "chart.table.limit": "Limit",
  "chart.table.atOrigin": "Places taken",
};
