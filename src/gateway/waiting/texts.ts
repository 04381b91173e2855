/**
 * What the waiting page says, in French and in English. Each answer is one sentence: what happens, that nothing is
 * lost, what to do. "form": something was filled in and sent. "asked": a page or a search was asked for.
 */

export type WaitingReason = "check" | "line" | "origin-gone";

export type Words = {
  readonly title: string;
  readonly answer: string;
  readonly button: string;
};

export type Texts = {
  readonly pages: Record<WaitingReason, { readonly form: Words; readonly asked: Words }>;
  /** What stands there until the script says more, and stays where none runs. */
  readonly byItself: Record<WaitingReason, string>;
  readonly keepOpen: string;
  /** Who else may be asked, with and without a telephone number on the page. */
  readonly callNumberBelow: string;
  readonly callSomebody: string;
  readonly alreadySent: {
    readonly title: string;
    readonly answers: readonly string[];
    readonly home: string;
  };
  /** What the script says. {n} is a number of minutes, {when} one of `when`. */
  readonly status: {
    readonly working: string;
    readonly waiting: string;
    readonly sending: string;
    readonly ready: string;
    /** In minutes, in a minute, in half a minute, in seconds. */
    readonly when: readonly [string, string, string, string];
  };
};

const FRENCH: Texts = {
  pages: {
    check: {
      form: {
        title: "Confirmez votre envoi",
        answer:
          "Des robots encombrent le site en ce moment\u00a0: ce que vous avez saisi est gardé sur cette page, et il suffit de presser le bouton pour l’envoyer.",
        button: "Envoyer",
      },
      asked: {
        title: "Confirmez votre demande",
        answer:
          "Des robots encombrent le site en ce moment\u00a0: votre demande est gardée sur cette page, et il suffit de presser le bouton pour continuer.",
        button: "Continuer",
      },
    },
    line: {
      form: {
        title: "Votre envoi attend son tour",
        answer:
          "Le site reçoit un très grand nombre de demandes\u00a0: ce que vous avez saisi est gardé sur cette page, et vous pouvez l’envoyer de nouveau avec le bouton.",
        button: "Envoyer de nouveau",
      },
      asked: {
        title: "Votre demande attend son tour",
        answer:
          "Le site reçoit un très grand nombre de demandes\u00a0: la vôtre est gardée sur cette page, et vous pouvez la présenter de nouveau avec le bouton.",
        button: "Essayer de nouveau",
      },
    },
    "origin-gone": {
      form: {
        title: "Votre envoi est gardé",
        answer:
          "Le serveur de la commune ne répond pas pour le moment\u00a0: ce que vous avez saisi est gardé sur cette page, et vous pouvez l’envoyer de nouveau avec le bouton.",
        button: "Envoyer de nouveau",
      },
      asked: {
        title: "Cette page ne répond pas pour le moment",
        answer:
          "Le serveur de la commune ne répond pas pour le moment\u00a0: votre demande est gardée sur cette page, et vous pouvez la présenter de nouveau avec le bouton.",
        button: "Essayer de nouveau",
      },
    },
  },
  byItself: {
    check: "Sur la plupart des appareils, cela se fait tout seul en quelques secondes.",
    line: "Sur la plupart des appareils, la page essaie de nouveau toute seule.",
    "origin-gone": "Sur la plupart des appareils, la page essaie de nouveau toute seule.",
  },
  keepOpen: "Laissez cette page ouverte jusque-là\u00a0: elle contient ce que vous avez saisi.",
  callNumberBelow:
    "Si c’est urgent, vous pouvez aussi appeler la mairie\u00a0: son numéro est sur cette page.",
  callSomebody: "Si c’est urgent, vous pouvez aussi appeler la mairie ou y passer.",
  alreadySent: {
    title: "C’est déjà envoyé",
    answers: [
      "Votre demande est déjà partie\u00a0: elle n’a pas été envoyée une seconde fois.",
      "Si vous attendiez une confirmation et ne l’avez pas vue, vérifiez auprès de la mairie avant de recommencer.",
    ],
    home: "Aller à l’accueil du site",
  },
  status: {
    working: "Cela se fait tout seul, encore un instant.",
    waiting: "La page essaie de nouveau toute seule {when}.",
    sending: "C’est en route, la réponse arrive.",
    ready: "Pressez le bouton quand vous voulez.",
    when: [
      "dans environ {n} minutes",
      "dans environ une minute",
      "dans environ une demi-minute",
      "dans quelques secondes",
    ],
  },
};

const ENGLISH: Texts = {
  pages: {
    check: {
      form: {
        title: "Confirm what you sent",
        answer:
          "Robots are crowding the site at the moment: what you typed is kept on this page, and pressing the button is enough to send it.",
        button: "Send",
      },
      asked: {
        title: "Confirm your request",
        answer:
          "Robots are crowding the site at the moment: your request is kept on this page, and pressing the button is enough to go on.",
        button: "Continue",
      },
    },
    line: {
      form: {
        title: "What you sent is waiting its turn",
        answer:
          "The site is receiving a very large number of requests: what you typed is kept on this page, and you can send it again with the button.",
        button: "Send again",
      },
      asked: {
        title: "Your request is waiting its turn",
        answer:
          "The site is receiving a very large number of requests: yours is kept on this page, and you can make it again with the button.",
        button: "Try again",
      },
    },
    "origin-gone": {
      form: {
        title: "What you sent is kept",
        answer:
          "The town’s server does not answer at the moment: what you typed is kept on this page, and you can send it again with the button.",
        button: "Send again",
      },
      asked: {
        title: "This page does not answer at the moment",
        answer:
          "The town’s server does not answer at the moment: your request is kept on this page, and you can make it again with the button.",
        button: "Try again",
      },
    },
  },
  byItself: {
    check: "On most devices this happens by itself within a few seconds.",
    line: "On most devices the page tries again by itself.",
    "origin-gone": "On most devices the page tries again by itself.",
  },
  keepOpen: "Leave this page open until then: it holds what you typed.",
  callNumberBelow: "If it is urgent, you can also call the town hall: its number is on this page.",
  callSomebody: "If it is urgent, you can also call the town hall or go there.",
  alreadySent: {
    title: "It has been sent already",
    answers: [
      "Your request has gone out already: it was not sent a second time.",
      "If you expected a confirmation and did not see it, ask the town hall before you start over.",
    ],
    home: "Go to the site’s home page",
  },
  status: {
    working: "This happens by itself, one moment.",
    waiting: "The page tries again by itself {when}.",
    sending: "On its way, the answer is coming.",
    ready: "Press the button whenever you like.",
    when: ["in about {n} minutes", "in about a minute", "in about half a minute", "in a few seconds"],
  },
};

/** The texts for a page in this language (BCP 47), and the language they are in: French for fr, English otherwise. */
export function textsIn(lang: string): { readonly texts: Texts; readonly lang: "fr" | "en" } {
  return /^fr\b/i.test(lang) ? { texts: FRENCH, lang: "fr" } : { texts: ENGLISH, lang: "en" };
}
