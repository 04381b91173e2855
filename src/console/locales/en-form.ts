import type { frForm } from "./fr-form.ts";
import type { Texts } from "./index.ts";

/** Texts that every form shares, in English: the keys of `fr-form.ts`. */
export const enForm: Pick<Texts, keyof typeof frForm> = {
  cancel: "Cancel",
  save: "Save",
  print: "Print",
  copy: "Copy",
  copied: "Copied",
  "copy.selected": "The text is selected: copy it with Ctrl+C.",
  "dialog.close": "Close",
  "password.show": "Show",
  "password.hide": "Hide",
  "loading.failed": "This information did not arrive.",
  "loading.again": "Try again",

  "refused.no-connection":
    "The console did not answer: nothing was saved. What you wrote is still here. Try again in a moment.",
  "refused.not-signed-in": "Your session has ended. Sign in again: what you wrote stays in this tab.",
  "refused.wrong-credentials":
    "This name and this password do not belong together. Check them, capitals included, or come in another way.",
  "refused.not-allowed":
    "Your role does not allow this. Ask somebody in charge to do it, or ask an administrator for that role.",
  "refused.foreign-page":
    "This request comes from another address than the console's. Open the console at its usual address.",
  "refused.too-many-tries": "Too many tries. The next one is possible in {seconds}.",
  "refused.changed-meanwhile": "Somebody else changed it meanwhile. Read it again before you save.",
  "refused.already-exists": "This exists already. Choose another name.",
  "refused.not-found": "This does not exist, or no longer. Reload the page.",
  "refused.too-slow": "The sending took too long: nothing was recorded. Try again over a better line.",
  "refused.too-large": "This is too long or too big. Make it shorter.",
  "refused.bad-request": "The console did not understand what is written: {what} Correct it and try again.",
  "refused.fault":
    "The console failed on this request, and saved nothing. Try again; if it lasts, look at the keeper's technical log.",
  "refused.last-admin": "This is the last administrator. Make somebody else one first.",
  "refused.is-disabled": "This person's access is taken away. Give it back first.",
  "refused.not-joined": "This person has not followed the invitation yet. Withdraw the invitation instead.",
  "refused.book-full": "The directory is full. Take out old contacts.",
  "refused.too-many-people": "There are too many accounts. Withdraw invitations that nobody needs.",
  "refused.too-many-passkeys": "You have too many passkeys. Remove one that you no longer use.",
  "refused.bad-passkey": "This key cannot be taken. Begin again; if it lasts, take another device.",
  "refused.no-passkeys-here":
    "Passkeys do not work at this address. Open the console by its name, over https.",
  "refused.provider-unreachable":
    "The identity provider does not answer. Come in by a password, a key or a printed code.",
  "refused.not-linked":
    "This account of the provider belongs to nobody here. Come in another way, then link it in your settings.",
  "refused.provider-refused":
    "The identity provider's answer could not be verified. Begin again, or come in another way.",
  "refused.wrong-token": "This token is not the right one. Take the one of the data folder.",
  "refused.wrong-host":
    "The console does not answer to this name. Use its usual address, or add the name to its settings.",
  "refused.wrong-type": "The console did not know the form of this request. Reload the page and try again.",
  "refused.wrong-method": "The console does not know this request. Reload the page.",
  "refused.too-many-listeners":
    "As many people look at the console as it can serve. Close a tab that nobody looks at.",
  "refused.closed": "This incident is closed. Open it again first, or write in another one.",
  "refused.merged": "This incident was merged into another one. Write in that one.",
  "refused.incident-full": "This incident can take no more. Close it and open one that goes on.",
  "refused.too-many-open": "Too many incidents are open. Close or merge some first.",
  "refused.already-running": "This is already under way here. Look at what is running, or stop it first.",
  "refused.not-an-exercise":
    "This incident is real: nothing is played in it. Open an incident that is marked as an exercise.",
  "refused.not-offered":
    "This rule is switched off in the settings. Who holds the settings can switch it on if the town is concerned.",
  "refused.unknown-rule": "This version of Beffroi does not know this rule. Update Beffroi.",
  "refused.sheet-lost":
    "The text of this sheet is no longer on this machine. Put its file back, or start the sheet anew.",
  "refused.broken-off": "The file did not arrive whole. Send it again.",
  "refused.damaged-file":
    "The file that is kept is no longer the one that the journal names. Put a good copy back from a backup.",
  "refused.disk-full": "The disk is full: nothing was kept. Make room, then try again.",
  "refused.evidence-full": "The room set aside for evidence is full. Who holds the settings can enlarge it.",
  "refused.not-writable":
    "Beffroi cannot write into the folder of evidence. Check the rights of the account that runs it.",
  "refused.too-many-acts":
    "More comes under your name than a person can do. Wait a moment; if it was not you, end your sessions on your account's page.",
  "refused.too-many-transfers": "Too many files are under way at once. Wait for one to end.",
  "refused.too-many-uploads": "Too many files arrive at once. Wait for the others to end.",
  "refused.nobody": "There is nobody to tell. Choose contacts or a group.",
  "refused.queue-full": "Too many messages are waiting already. Stop those that are out of date, or wait.",
  "refused.too-many-deliveries":
    "These are too many deliveries for one notice. Choose fewer people or channels, and make a second notice.",
  "refused.too-many-groups": "There are too many groups. Take one out first.",
  "refused.journal-disk-full":
    "The disk is full: nothing can be written down, and the act did not happen. Make room first.",
  "refused.journal-disk-failing":
    "The disk is failing: nothing can be written down, and the act did not happen. Note it on paper, and change the machine.",
  "refused.journal-not-writable":
    "The journal cannot be written, and the act did not happen. Check the rights of the data folder.",
  "refused.journal-damaged":
    "The journal's file is damaged, and the act did not happen. Note it on paper, and tell who keeps the machine.",
  "refused.journal-busy": "Another program holds the journal. The act did not happen; try again.",
  "refused.journal-closed": "The console is stopping or starting again. Try again in a few seconds.",
  "refused.entry-too-large": "This is too long for one entry. Make it shorter, or attach a file.",
  "refused.stopping": "The console is stopping or starting again. Try again in a few seconds.",
  "body.nothing": "No body of this name.",
};
