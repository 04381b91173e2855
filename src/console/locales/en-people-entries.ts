import type { frPeopleEntries } from "./fr-people-entries.ts";
import type { Texts } from "./index.ts";

/** Sentences of the journal about people, itself and the public page, in English. */
export const enPeopleEntries: Pick<Texts, keyof typeof frPeopleEntries> = {
  "entry.people.someone": "somebody",
  "entry.people.setup-link-made": "A set-up link was made.",
  "entry.people.invited": "{name} is invited ({role}).",
  "entry.people.invitation-withdrawn": "The invitation of {person} is withdrawn.",
  "entry.people.joined": "{name} created an account ({role}).",
  "entry.people.role-changed": "Role of {person}: from “{old}” to “{new}”.",
  "entry.people.renamed": "{old} is now called {new}.",
  "entry.people.disabled": "Access of {person} is taken away: {reason}",
  "entry.people.enabled": "Access of {person} is given back.",
  "entry.people.signed-in": "{person} came in ({method}) from {address}.",
  "entry.people.signed-out": "{person} went out.",
  "entry.people.sessions-ended": {
    one: "{count} session of {person} has ended.",
    other: "{count} sessions of {person} have ended.",
  },
  "entry.people.credential-changed": "{person}: {credential} ({change}).",
  "entry.people.refused.sign-in": {
    one: "Sign-in refused from {address}, under the name {target}: {why}.",
    other: "{count} sign-ins refused in one minute from {address}, under the name {target}: {why}.",
  },
  "entry.people.refused.act": {
    one: "Act refused from {address} ({target}): {why}.",
    other: "{count} acts refused in one minute from {address} ({target}): {why}.",
  },
  "entry.people.contact-added": "Directory: {name} added.",
  "entry.people.contact-changed": "Directory: {name} changed ({fields}).",
  "entry.people.contact-removed": "Directory: {name} taken out.",
  "method.password": "password",
  "method.passkey": "passkey",
  "method.printed-code": "printed code",
  "method.oidc": "directory account",
  "method.invitation": "invitation",
  "method.setup": "set-up link",
  "credential.password": "password",
  "credential.passkey": "passkey",
  "credential.second-factor": "code from the phone",
  "credential.printed-codes": "printed codes",
  "credential.oidc": "provider account",
  "change.set": "set",
  "change.added": "added",
  "change.removed": "removed",
  "change.used-up": "used up",
  "why.wrong-credentials": "wrong credentials",
  "why.too-many-tries": "too many tries",
  "why.not-signed-in": "without a session",
  "why.not-allowed": "role does not allow it",
  "why.foreign-page": "asked for by a page from elsewhere",
  "why.wrong-token": "wrong token",
  "why.other": "refusal “{code}”",

  "entry.journal.lane-admitted": "Lane {lane} of another writer is admitted, with its key {key}.",
  "entry.journal.lane-forked":
    "Two different entries claim number {n} of lane {lane}: its writer was cloned or put back. Both are kept, the lane is frozen.",
  "entry.journal.lane-opened.behind":
    "This machine now writes on lane {lane}: others held entries of lane {after} that were missing here.",
  "entry.journal.lane-opened.forked":
    "This machine now writes on lane {lane}: others hold other entries of lane {after}.",
  "entry.journal.checkpoint-key": "The key that signs fingerprints of the journal is announced: {name}.",

  "entry.status.published": "Public page ({level}): “{title}”",
  "entry.status.withdrawn": "Public page: the message is withdrawn. {reason}",
};
