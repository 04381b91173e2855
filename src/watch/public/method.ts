import { RULE_VERSION } from "../verdict/index.ts";
import { framed, PATHS, type Page } from "./frame.ts";
import { type Language, TEXTS } from "./texts.ts";

/** How it is measured and judged, for everybody. docs/verdict.md is the rule itself; what is said here must agree with it. */

type Chapter = readonly [heading: string, paragraphs: readonly string[]];

const CHAPTERS: Readonly<Record<Language, readonly Chapter[]>> = {
  fr: [
    [
      "Ce qui est demandé",
      [
        "Toutes les cinq minutes, notre sonde demande la page d’accueil de chaque site comme le ferait un visiteur\u00a0: nom, connexion, chiffrement, réponse. Elle dit qui elle est et n’insiste jamais\u00a0: pas plus d’une visite toutes les dix secondes par site, et elle attend quand le site le lui demande.",
        "Si la première tentative échoue, trois autres suivent, après 5, 20 et 60 secondes, par une nouvelle connexion. Ces quatre tentatives font un relevé. Il est «\u202fsans réponse\u202f» seulement si les quatre ont échoué.",
      ],
    ],
    [
      "Ce que veulent dire les mots",
      [
        "Accessible\u00a0: le site a répondu. Par intermittence\u00a0: au moins une panne et un retour confirmés dans l’heure, ou un mélange qui persiste. Inaccessible\u00a0: au moins neuf dixièmes du temps sans réponse, et les deux derniers relevés aussi. Non concluant\u00a0: moins de quatre relevés, ou des points de mesure auxquels nous ne pouvions pas nous fier.",
        "Le mot affiché en direct change dès que deux relevés de suite, ou deux points de mesure français ensemble, montrent une panne\u202f; il revient à «\u202faccessible\u202f» après six bons relevés ou trente minutes. Un recensement juge toute une période par la règle ci-dessus.",
      ],
    ],
    [
      "Ce qui n’est pas une panne",
      [
        "Une page de vérification, un blocage ou une file d’attente\u00a0: le site répond, mais nous ne voyons pas ce que voient les visiteurs. Nous écrivons «\u202fprotection rencontrée\u202f» et ne cherchons jamais à la contourner. Un certificat périmé\u00a0: le navigateur avertit, le service vit.",
        "Nos propres défauts\u00a0: la sonde vérifie sans cesse sa ligne auprès de sites de plusieurs réseaux. Quand elle doute d’elle-même, ses relevés, et ceux de la minute d’avant, ne comptent pas, et nous affichons «\u202fmesure suspendue\u202f».",
        "Beaucoup de sites d’un même réseau qui tombent ensemble sont un incident de leur hébergeur.",
      ],
    ],
    [
      "À quel point c’est sûr",
      [
        "Le mot «\u202fconfirmé\u202f» n’est employé que si deux points de mesure français au moins sont d’accord. Sinon nous écrivons «\u202fun seul point de mesure\u202f». Des points à l’étranger informent, ils ne décident pas.",
        "Douze relevés parfaits sur douze ne prouvent, à 95\u00a0%, qu’une disponibilité supérieure à 76\u00a0%\u00a0: le nombre de relevés accompagne donc chaque verdict. Un jour plus tard, chaque verdict est revu avec tout ce qui est arrivé depuis\u202f; s’il aurait été autre, les deux sont montrés.",
      ],
    ],
  ],
  en: [
    [
      "What is asked",
      [
        "Every five minutes our probe asks for each site’s home page as a visitor would: name, connection, encryption, answer. It says who it is and never insists: at most one visit every ten seconds a site, and it waits when the site asks it to.",
        "If the first attempt fails, three more follow after 5, 20 and 60 seconds, each over a new connection. These four make one round. It is “without an answer” only if all four failed.",
      ],
    ],
    [
      "What the words mean",
      [
        "Accessible: the site answered. Now and then: at least one confirmed outage and one confirmed recovery within the hour, or a mix that persists. Inaccessible: without an answer for nine tenths of the time at least, and in the last two rounds. Inconclusive: fewer than four rounds, or points of measurement that we could not trust.",
        "The live word turns as soon as two rounds in a row, or two French points of measurement together, show an outage; it goes back to “accessible” after six good rounds or thirty minutes. A census judges a whole period by the rule above.",
      ],
    ],
    [
      "What is no outage",
      [
        "A challenge page, a block or a waiting room: the site answers, but we do not see what visitors see. We write “protection met” and never try to get around it. An expired certificate: browsers warn, the service lives.",
        "Our own faults: the probe keeps checking its line with sites on several networks. When it doubts itself, its rounds, and those of the minute before, do not count, and we show “measuring suspended”.",
        "Many sites of one network that stop together are an incident of their host.",
      ],
    ],
    [
      "How sure it is",
      [
        "The word “confirmed” is used only when two French points of measurement agree at least. Otherwise we write “measured from one point”. Points abroad inform, they do not decide.",
        "Twelve perfect rounds of twelve prove, at 95 %, no more than an availability above 76 %: so the number of rounds stands beside every verdict. A day later each verdict is looked at again with all that came since; if it would have been another, both are shown.",
      ],
    ],
  ],
};

export function methodPage(language: Language, name: string): Page {
  const texts = TEXTS[language];
  const chapters = CHAPTERS[language].map(
    ([heading, paragraphs]) => `<h2>${heading}</h2>\n${paragraphs.map((one) => `<p>${one}</p>`).join("\n")}`,
  );
  const rule =
    language === "fr"
      ? `Chaque verdict porte la version de la règle qui l’a rendu\u00a0: version ${RULE_VERSION} en ce moment.`
      : `Each verdict carries the version of the rule that gave it: version ${RULE_VERSION} at present.`;
  const back = `<p><a href="${PATHS[language].home}">${texts.back}</a></p>`;
  return framed(language, "method", name, texts.method, `${chapters.join("\n")}\n<p>${rule}</p>\n${back}`);
}
