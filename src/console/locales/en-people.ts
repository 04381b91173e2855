import { enGate } from "./en-gate.ts";
import { enPeopleEntries } from "./en-people-entries.ts";
import { enStatus } from "./en-status.ts";
import type { frPeople } from "./fr-people.ts";
import type { Texts } from "./index.ts";

/** Texts of people, the address book, settings and the checkpoint, in English: the keys of `fr-people.ts`. */
export const enPeople: Pick<Texts, keyof typeof frPeople> = {
  ...enGate,
  ...enPeopleEntries,
  ...enStatus,

  "room.people": "People",
  "room.settings": "Settings",
  "rail.person": "{name}: my settings",
  "dialog.done": "Done",
  remove: "Remove",

  "role.observer": "Observer",
  "role.member": "Member of the cell",
  "role.lead": "Lead",
  "role.admin": "Administrator",
  "role.observer.help": "Reads everything, writes nothing.",
  "role.member.help":
    "Writes in the crisis room: facts, tasks, decisions, evidence. Keeps the directory up to date.",
  "role.lead.help":
    "And more: speaks to the public, steers the sites, closes, merges or splits incidents, takes the dossier away.",
  "role.admin.help": "And more: invites, changes roles, takes access away.",

  "people.views": "Lists of people",
  "people.accounts": "Accounts",
  "people.answer": {
    one: "{count} person may enter this console.",
    other: "{count} people may enter this console.",
  },
  "people.answer.invited": {
    one: "{count} invitation is waiting.",
    other: "{count} invitations are waiting.",
  },
  "people.detail": "Everybody has an account of their own, so that the journal says who did what.",
  "people.not-admin": "Only an administrator invites and changes roles.",
  "people.alone":
    "You are alone here. Invite at least one more person, and make them an administrator: if you are away, the console must be able to live.",
  "people.search": "Search for a person",
  "people.found": { one: "{count} of {all}", other: "{count} of {all}" },
  "people.found.none": "Nobody of that name. Try a part of the name.",
  "people.me": "(you)",
  "people.manage": "Manage",
  "people.manage.of": "Manage {name}",
  "people.invited": "Invited {time}, not yet joined",
  "people.disabled": "Access taken away",
  "people.never-seen": "Has not signed in yet",
  "people.seen": "Last signed in {time}",
  "people.since": "since {time}",
  "people.state.active": "Active",
  "people.state.invited": "Invited",
  "people.state.disabled": "Access taken away",
  "people.last-admin":
    "This is the last administrator: role and access cannot be taken away. Make somebody else an administrator first.",

  "people.invite": "Invite somebody",
  "invite.role": "What this person may do",
  "invite.consequence":
    "Beffroi makes a link, to be handed over in person or over a safe channel. Who has the link takes the place: nothing is sent from here. The invitation is written into the journal.",
  "invite.make": "Make the link",
  "invite.made": "The link for {name} is ready",
  "invite.hand-over": "Hand this link to {name}, and to nobody else. It works once, and is shown only now.",
  "invite.link": "invitation link",
  "invite.qr": "Code to scan: invitation link for {name}",
  "invite.until": "Good until {time}.",
  "invite.lost": "Lost? Open the invitation in the list and make another: the old one is then void.",
  "invite.print": "Print a slip",
  "invite.another": "Invite somebody else",
  "invite.slip": "{name}, this is your way into the crisis console",
  "invite.slip.how":
    "Role: {role}. Scan the code with your phone, or type the address into a browser on the town hall's network. You will choose a password.",
  "invite.slip.secret":
    "This slip is a key: do not leave it lying about. It works once; destroy it afterwards.",

  "people.role.of": "What {name} may do",
  "people.role.change": "Change the role",
  "people.role.consequence":
    "Takes effect at once: {name} will have to sign in again. The change is written down, with your name.",
  "people.role.consequence.me":
    "This is your own role: it takes effect at once, you will have to sign in again, and you cannot give it back to yourself.",
  "people.role.done": "{name} now has the role: {role}.",
  "people.name": "Name",
  "people.name.change": "Change the name",
  "people.name.done": "The name is now {name}. What is already written keeps the old one.",
  "people.sessions": "Sessions",
  "people.sessions.detail":
    "For when a device was lost or left open: the person is signed out everywhere, and may sign in again.",
  "people.sessions.end": "End their sessions",
  "people.sessions.done": "The sessions of {name} have ended.",
  "people.disable": "Take access away",
  "people.disable.consequence":
    "{name} is signed out at once and cannot come in any more. Everything they wrote stays. Access can be given back later.",
  "people.disable.reason": "Why",
  "people.disable.reason.hint": "Written into the journal, read by the whole cell.",
  "people.disable.do": "Take access away",
  "people.disable.done": "{name} cannot come in any more.",
  "people.enable": "Give access back",
  "people.enable.consequence": "{name} may come in again, with the same role and the same password.",
  "people.enable.do": "Give access back",
  "people.enable.done": "{name} may come in again.",
  "people.link": "Invitation",
  "people.link.detail":
    "The link is kept nowhere in clear. If it is lost, make another: the old one is then void.",
  "people.link.again": "Make a new link",
  "people.link.done": "New link made. The old one is void.",
  "people.anew": "Lost every way in?",
  "people.anew.consequence":
    "A link to start anew: when {name} uses it, their old password, keys, codes and sessions are void. To be handed over in person.",
  "people.anew.make": "Make a link to start anew",
  "people.anew.done": "The link is made. It works once.",
  "people.withdraw": "Withdraw the invitation",
  "people.withdraw.done": "The invitation of {name} is withdrawn.",

  "directory.title": "Crisis directory",
  "directory.answer": {
    one: "{count} contact to call in a crisis.",
    other: "{count} contacts to call in a crisis.",
  },
  "directory.answer.none": "The crisis directory is empty.",
  "directory.detail":
    "Press a number to call it. Print the list: on the day when nothing works, it is on paper.",
  "directory.empty":
    "Add first: the chief executive, the councillor on duty, IT on call, the site's host, the insurer, the police, the regional CSIRT, the prefecture.",
  "directory.add": "Add a contact",
  "directory.print": "Print the call list",
  "directory.search": "Search for a contact",
  "directory.found.none": "No contact of that name. You can also search by function, organisation or number.",
  "directory.ways": "Reach {name}",
  "directory.no-way": "No number",
  "directory.change": "Edit",
  "directory.change.of": "Edit {name}",
  "directory.resumed": "This is what you had begun to write. “Cancel” throws it away.",
  "directory.remove": "Take out of the directory",
  "directory.remove.consequence":
    "{name} will be neither in the directory nor on the printed list. The journal keeps what was there.",
  "directory.remove.do": "Take out {name}",
  "directory.remove.keep": "Keep",
  "directory.conflict":
    "Somebody else changed this contact while you were writing. Their changes are taken in here, yours are kept. Read it again, then save.",
  "directory.conflict.gone":
    "Somebody else took this contact out while you were writing. To save it would put it back into the directory.",
  "directory.conflict.now": "now: {text}",
  "directory.conflict.yours": "yours: {text}",
  "directory.paper.title": "Crisis directory",
  "directory.paper.date": "Printed on {day} at {time}",
  "directory.paper.own": "Town hall",
  "directory.paper.name": "Name",
  "directory.paper.phone": "Telephone",
  "directory.paper.foot":
    "Personal data, for the crisis only. Destroy the old list when you print a new one.",
  "field.function": "Function",
  "field.function.hint": "“Chief executive”, “network on call”",
  "field.organisation": "Organisation",
  "field.organisation.hint": "Empty for the town hall",
  "field.phones": "Telephones",
  "field.phones.hint": "One a line, the best first; at most {max}",
  "field.phones.many": "At most {max} numbers.",
  "field.mail": "E-mail",
  "field.note": "Note",
  "field.note.hint": "Hours on call, contract number, languages spoken",

  "settings.answer": "You are {name}. Role: {role}.",
  "settings.sign-in": "How you come in",
  "settings.language":
    "That of this page, kept in this browser. What is written down stays as it was written.",
  "sign-out": "Sign out",

  "codes.title": "Printed codes",
  "codes.state.none": "You have none yet.",
  "codes.state": { one: "{count} is left, made {time}.", other: "{count} are left, made {time}." },
  "codes.help":
    "Ten codes on paper. Each lets you in once, with your user name alone: without a phone, without any outside network.",
  "codes.make": "Make ten codes",
  "codes.make.again": "Make ten new codes",
  "codes.void": "The codes printed before will be void: destroy the old sheet.",
  "codes.once": "These codes will never be shown again. Print them now.",
  "codes.print": "Print the sheet",
  "codes.made": "Made: {time}",
  "codes.paper.title": "Codes of {name} for coming in",
  "codes.paper.use":
    "Open {address}, choose “Printed code”, type your user name and one of the codes. Then cross it out.",
  "codes.paper.once": "Each code works once.",
  "codes.paper.alone": "One code is enough: no password, no phone, no Internet.",
  "codes.paper.keep": "Keep this sheet locked away, far from the computer: who finds it can come in as you.",
  "codes.paper.lost": "Lost? Make new codes in your settings: these will then be void.",

  "passkey.title": "Passkeys",
  "passkey.state.none": "None.",
  "passkey.state": { one: "{count} key.", other: "{count} keys." },
  "passkey.help":
    "Your fingerprint, your face or a USB key, in place of the password. A false page gets nothing out of it.",
  "passkey.add": "Add a passkey",
  "passkey.name": "Name of this key",
  "passkey.name.hint": "Where it is: “work phone”, “key in the safe”",
  "passkey.next": "Your device will then ask you to confirm.",
  "passkey.go": "Go on at the device",
  "passkey.added": "added {time}",
  "passkey.used": "used {time}",
  "passkey.remove.of": "Remove the key {name}",
  "passkey.remove.do": "Remove “{name}”: it will open nothing any more",
  "passkey.obstacle.address":
    "Not at this address: a passkey is bound to a name, and you are at a numeric address or a name that the console does not know. Open the console by its name, for instance https://console.ville.lan.",
  "passkey.obstacle.insecure":
    "Not at this address: it takes https, or localhost. The administrator can give the console a certificate.",
  "passkey.obstacle.browser": "This browser does not know passkeys. An up-to-date one does.",
  "refused.passkey-given-up": "The device gave no key. Try again, or come in another way.",
  "refused.passkey-known":
    "This device already has a key for this account. Take another device, or keep that key.",

  "factor.title": "Code from the phone",
  "factor.state.on": "Asked for after your password.",
  "factor.state.off": "Not asked for.",
  "factor.help": "Six digits from an app (FreeOTP, Aegis...). A stolen password is then not enough.",
  "factor.add": "Ask for a code from the phone",
  "factor.add.detail":
    "Have your code app ready. Make printed codes too: without the phone, they are what lets you in.",
  "factor.begin": "Go on",
  "factor.remove": "No longer ask for a code",
  "factor.remove.consequence": "Your password will be enough to come in again.",
  "factor.qr": "Code to scan with the phone's app",
  "factor.scan": "Scan this code with the app.",
  "factor.type": "Or type this secret into it:",
  "factor.secret": "secret of the phone",
  "factor.confirm": "Confirm",
  "factor.confirm.hint": "The six digits that the app shows now",

  "password.help": "To change it ends your other sessions.",
  "password.change": "Change the password",
  "password.consequence": "Your other sessions end: who had the old password is out.",
  "password.done": "The password is changed. Your other sessions have ended.",
  "field.password.yours": "Your password",
  "field.password.current": "Present password",
  "field.password.new": "New password",

  "provider.state.on": "Linked.",
  "provider.state.off": "Not linked.",
  "provider.help":
    "The account that you have for work already. Password, keys and codes from here stay: they serve when that provider is down.",
  "provider.add": "Link this account",
  "provider.add.detail": "You will go to the provider, and come back.",
  "provider.remove": "Unlink this account",
  "provider.remove.consequence":
    "This account will no longer open the console. Make sure that you have another way in.",

  "sessions.title": "Your open sessions",
  "sessions.help": "A device that you do not know? End its session, then change your password.",
  "sessions.unknown": "Unknown device",
  "sessions.device": "{browser} on {system}",
  "sessions.this": "(this device)",
  "sessions.seen": "Address {address}, since {since}, seen {seen}",
  "sessions.end": "End",
  "sessions.end.of": "End the session: {device}",
  "sessions.end-others": { one: "End the other session", other: "End the {count} other sessions" },

  "installation.title": "This installation",
  "installation.version": "Version",
  "installation.zone": "Time zone",
  "installation.entries": "Journal",
  "installation.key": "Key of lane {lane}",
  "installation.key.checkpoint": "Key of fingerprints",
  "installation.keys.help":
    "These keys sign the journal. Note them elsewhere: later they prove that a copy really comes from here.",

  "checkpoint.title": "Fingerprint of the whole journal",
  "checkpoint.what":
    "Five signed lines that hold the whole journal of today. Kept elsewhere (in the safe, at a neighbour's, at a bailiff's), they prove later that nothing in it was changed, cut or backdated.",
  "checkpoint.open": "Take the fingerprint of the journal",
  "checkpoint.qr": "Code to scan: fingerprint of the journal",
  "checkpoint.covers": {
    one: "Holds {count} entry. Signed: {time}.",
    other: "Holds {count} entries. Signed: {time}.",
  },
  "checkpoint.print": "Print the sheet",
  "checkpoint.again": "Take a new one",
  "checkpoint.how":
    "To check later: save the five lines as a file (the scanned code gives them), then, on Beffroi's machine:",
  "checkpoint.paper.title": "Fingerprint of the journal",
  "checkpoint.paper.keys": "Keys that sign",
  "checkpoint.paper.signed": "Received by (name, date, signature):",
};
