import type { frWatchMethod } from "./fr-watch-method.ts";
import type { Texts } from "./index.ts";

/** The method in plain English. docs/verdict.md is the rule; what is said here must agree with it. */
export const enWatchMethod: Pick<Texts, keyof typeof frWatchMethod> = {
  "watch.method.answer": "Could a visitor in France reach this site?",
  "watch.method.detail":
    "That is the only question asked, and nothing is said beyond what was measured. Rule in force: version {rule}, written on each verdict.",
  "watch.method.word.inaccessible":
    "Without an answer for at least 90% of the period's time, and in the last two rounds.",
  "watch.method.word.intermittent":
    "Neither: more than 10% of the time without an answer and it persists, or one confirmed outage and one confirmed return in the period.",
  "watch.method.word.accessible":
    "The site answered. A challenge page, a block or an expired certificate stay “accessible”, with the particular written beside.",
  "watch.method.word.inconclusive":
    "Fewer than four rounds, or more than a quarter of the period without a measurement that can be trusted: we do not know, and say so.",
  "watch.method.asked": "What is asked",
  "watch.method.asked.1":
    "Every five minutes the probe asks for the home page as a visitor would: name, connection, encryption, answer. One connection at a time, ten seconds at most.",
  "watch.method.asked.2":
    "It says who it is and how to reach us, does not insist (at most one round in ten seconds a site, two connections an address) and waits when the site asks for it.",
  "watch.method.asked.3": "It never solves a challenge and never gets around one.",
  "watch.method.round": "A round: four chances",
  "watch.method.round.1":
    "If the first attempt fails, three more follow at 5, 20 and 60 seconds, each over a new connection. The round is good at the first answer, uncertain if a later attempt answers, “without an answer” only if all four fail.",
  "watch.method.round.2":
    "The cause is the first step that failed: name, connection, encryption, answer. An attempt that we could not make, by our own fault, counts nowhere.",
  "watch.method.hour": "A period: the verdict",
  "watch.method.hour.1":
    "The word is of a period, usually an hour. Shares are shares of time: a round speaks until the next one, five minutes at most. A site that is down is asked more often; counting rounds by heads would bend the result.",
  "watch.method.hour.2":
    "Now and then takes persistence: a round without an answer seen from several French points, or two rounds without an answer, or five that were not simply good. Two lost packets are not enough.",
  "watch.method.hour.3":
    "Each verdict says its number of rounds and what they prove at 95% (Wilson's interval). Twelve good rounds of twelve prove no more than an availability above 76%.",
  "watch.method.hour.4":
    "“Slow”: the 95th percentile is above three times the site's usual time, and above three seconds.",
  "watch.method.live": "The live word",
  "watch.method.live.1":
    "It changes as soon as an outage is held to be true: a round without an answer on which several French points agree, or two in a row from a single point (three if another should have spoken).",
  "watch.method.live.2":
    "A site that comes back is “now and then” first, and “accessible” after six good rounds or thirty minutes. A site that flickers has one word, not forty.",
  "watch.method.several": "Several points of measurement",
  "watch.method.several.1":
    "“Confirmed” is said only if two French points agree at least. With a single point the word is used nowhere.",
  "watch.method.several.2":
    "Points abroad inform, they do not decide: open in France and closed from abroad is a particular, not an outage.",
  "watch.method.notdown": "What is no outage",
  "watch.method.notdown.1":
    "A protection that answers (challenge page, block, waiting room, rate limit): the host lives, but we do not see what visitors see. We write “protection met”.",
  "watch.method.notdown.2":
    "A certificate that expired or is of another name: browsers warn, the service lives.",
  "watch.method.notdown.3":
    "Changed content: we point it out, and say “possible defacement” when precise signs add up. A person has to look.",
  "watch.method.notdown.4": "Maintenance planned here: the verdict says so, nobody is alerted.",
  "watch.method.trust": "When we doubt ourselves",
  "watch.method.trust.1":
    "The probe keeps asking well-known hosts on several networks. If they fail, if more than 15% of its rounds turn down within a minute on unrelated networks, or if it is silent for 90 seconds, it is left out, and so is what it said in the minute before.",
  "watch.method.trust.2":
    "Without a French point that can be trusted, measuring is suspended: no verdict changes. A fault of our disk, our clock or our line can take evidence away, never add any.",
  "watch.method.hosts": "Hosts",
  "watch.method.hosts.1":
    "Three sites of one address, or five of one network, that stopped within ten minutes and make up at least half of the sites watched there: this is an incident of the host, not as many outages. Each site keeps its own verdict.",
  "watch.method.pace": "How often",
  "watch.method.pace.1":
    "Every five minutes in calm; every minute after a lost attempt; every 30 seconds when a site stopped answering, then less and less often.",
  "watch.method.pace.2":
    "A body that is named in a claim is asked every 15 seconds for six hours, then every two minutes until the next day.",
  "watch.method.settled": "The settled verdict",
  "watch.method.settled.1":
    "A day later each verdict is looked at again with all that arrived since, without rounds of points that were found doubtful. If it differs from the live word, both stay in sight.",
  "watch.method.limits": "What the measurement does not say",
  "watch.method.limits.1":
    "A site that cannot be reached is not necessarily under attack: fault, maintenance and protection look alike from here. The rule never says why somebody wanted it.",
  "watch.method.limits.2":
    "It looks at the home page: a service behind it may be down while the home page answers.",
  "watch.method.more": "To go further",
  "watch.method.public": "The page that everybody can read",
  "watch.method.public.off":
    "The public page is closed. Whoever keeps the settings opens it with “public = true” under [watch].",
  "watch.method.openapi": "The interface for programs (OpenAPI 3.1)",
};
