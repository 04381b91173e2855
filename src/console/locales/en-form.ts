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
  "refused.stopping": "The console is stopping or starting again. Try again in a few seconds.",
};
