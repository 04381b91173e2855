import type { frGate } from "./fr-gate.ts";
import type { Texts } from "./index.ts";

/** Texts of the entrance, in English: the keys of `fr-gate.ts`. */
export const enGate: Pick<Texts, keyof typeof frGate> = {
  "gate.title": "Entrance",
  "gate.purpose": "The town hall's console during a cyberattack.",
  "gate.unreachable": "The console does not answer.",
  "gate.unreachable.detail":
    "This page tries again by itself. If it lasts: are you on the town hall's network? Is Beffroi running on its machine?",
  "gate.nobody": "This console waits for its first administrator.",
  "gate.nobody.detail":
    "When it started, Beffroi wrote a link into the window where it was launched. Open that link: it creates the first account.",
  "gate.nobody.again": "Link lost? On Beffroi's machine, in its folder, type:",
  "gate.sign-in": "Enter the console",
  "gate.sign-in.detail": "For the crisis cell and those who watch over the sites.",
  "gate.enter": "Enter",
  "gate.back": "Back to the password",
  "gate.ways": "Other ways in",
  "gate.passkey": "Passkey",
  "gate.oidc": "{label} account",
  "gate.printed-code": "Printed code",
  "gate.no-account": "No account, or password forgotten? Ask an administrator of the console in person.",
  "gate.code": "Come in by a printed code",
  "gate.code.detail": "For when the phone, the password or the outside network is missing.",
  "gate.second-factor": "The code from your phone",
  "gate.second-factor.detail": "Open the code app and type the six digits.",
  "gate.no-phone": "I do not have my phone",
  "gate.other-account": "Use another account",
  "gate.wait": { one: "Try again in {count} second", other: "Try again in {count} seconds" },

  "field.user-name": "User name",
  "field.user-name.hint": "What you will type to come in; without accents or spaces",
  "field.password": "Password",
  "field.printed-code": "Code",
  "field.printed-code.hint": "One of those on your sheet. Spaces, hyphens and capitals do not matter.",
  "field.digits": "Six digits",
  "field.name": "Full name",
  "field.name.hint": "As it will stand in the journal",

  "password.advice": "At least twelve signs. Four unrelated words are strong and easy to remember.",
  "password.empty": "Nothing typed yet.",
  "password.short": { one: "{count} more sign.", other: "{count} more signs." },
  "password.weak": "Too easy to guess: a name, a common word or a run of keys.",
  "password.fair": "Fair. One more word would make it strong.",
  "password.strong": "Strong.",

  "field.user-name.former": "The one you had: it does not change",
  "field.user-name.bad": "At least two signs: letters, digits, dot, dash.",
  "refused.wrong-digits":
    "This is not the present code, or it was used already. Wait for the next one; if it lasts, compare the clocks of the phone and the machine.",
  "refused.too-late": "Too much time has passed since the password. Begin again: “Use another account”.",
  "refused.wrong-code":
    "This name and this code do not belong together, or the code was used already. Take the next one of the sheet.",
  "refused.wrong-password": "This is not your password. Type it again.",
  "refused.signed-in-long-ago":
    "You signed in too long ago for this. Sign out, sign in again, and do it then.",
  "refused.guessed": "This password is guessed at once. Take a sentence of several words that only you know.",
  "refused.name-taken": "Somebody has this user name already, or you had another one. Choose another.",
  "join.instead": "Or, without a password",

  "setup.title": "Welcome. Create the first account.",
  "setup.detail":
    "Beffroi keeps the town hall reachable during a cyberattack, and keeps the journal of the crisis. You will be its administrator, and invite your colleagues.",
  "join.looking": "Reading the invitation...",
  "join.title": "Welcome, {name}.",
  "join.detail": "This invitation opens the crisis console. Your role: {role}.",
  "join.form": "Your account",
  "join.create": "Create my account",
  "link.dead": "This link is void.",
  "link.dead.setup":
    "It was used already, or a newer one took its place. To make another, on Beffroi's machine, in its folder, type:",
  "link.dead.invitation":
    "It was used already, it has expired, or a newer one took its place. Ask an administrator of the console for another.",
  "link.sign-in": "I have an account",
  "link.signed-in": "A session is open: {name}.",
  "link.signed-in.detail":
    "This link creates another person's account. To follow it on this device, sign out first.",
  "link.signed-in.out": "Sign out and follow the link",
  "link.signed-in.stay": "Keep this session: {name}",

  "welcome.title": "Your account is ready, {name}.",
  "welcome.detail": "Before you go in, prepare for the day when the network is dead.",
  "welcome.codes": "Your codes on paper",
  "welcome.codes.detail":
    "Ten codes that work once each. If your phone, the directory or the Internet no longer answers, a code and your user name are enough to come in.",
  "welcome.codes.make": "Make my ten codes",
  "welcome.invite": "A second person",
  "welcome.invite.detail":
    "A crisis does not rest on one person. Invite a colleague right now, if possible as an administrator.",
  "welcome.skip": "Later: enter the console",
  "welcome.enter": "Enter the console",
};
