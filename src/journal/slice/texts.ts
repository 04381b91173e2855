/** What a stranger reads first in a slice: what it is, what it proves, how to check it. French, then English. */

export type SliceFacts = {
  title: string;
  origin: string;
  entries: number;
  size: number;
  madeAt: string;
  /** SHA-256 of the raw key of each lane, hexadecimal. */
  lanes: readonly { lane: string; fingerprint: string }[];
  evidence: number;
  absent: readonly string[];
};

export function readMe(facts: SliceFacts): string {
  return `${french(facts)}\n${"-".repeat(78)}\n\n${english(facts)}`;
}

function french({ title, origin, entries, size, madeAt, lanes, evidence, absent }: SliceFacts): string {
  return `EXTRAIT DE MAIN COURANTE
${title}

Établi le ${madeAt} (UTC). ${entries} entrées sur ${size}, ${evidence} pièces.
Point de contrôle : ${origin}

Ce que c’est
  Une partie de la main courante tenue par Beffroi pendant une crise. Chaque entrée
  est dans entries/, telle qu’elle a été signée ; journal.csv en donne la liste
  lisible (« connu le » : quand l’entrée a été écrite ; « survenu le » : quand la
  chose a eu lieu, si l’auteur l’a dit). Les pièces sont dans evidence/, sous le nom
  de leur empreinte SHA-256. Les rapports, s’il y en a, sont dans documents/.

Ce que cela prouve
  - Aucune entrée présente n’a été modifiée depuis sa signature.
  - Chaque entrée figurait dans la main courante quand le point de contrôle
    (checkpoint.txt) a été signé : elle n’a pas été ajoutée après.
  - Chaque pièce est celle dont une entrée donne l’empreinte.
  - Le dossier est complet tel qu’il a été établi : rien n’y manque, rien n’y est ajouté.

Ce que cela ne prouve pas
  - Que ce qui est écrit est vrai, ni que les horloges étaient à l’heure.
  - Que rien d’autre n’a été écrit : c’est un extrait.
  - À qui appartient la clé : comparez le nom du point de contrôle ci-dessus avec un
    exemplaire gardé ailleurs (imprimé, envoyé, tenu par un voisin).

Comment vérifier
  Sans Beffroi, avec sh, openssl (3 ou plus) et sha256sum :
    sh verifier.sh
  ou, avec le nom noté ailleurs :
    sh verifier.sh ${origin}
  Réponse « OK » (code 0) ou « NOT OK » avec la raison (code 1). Le programme est
  court : lisez-le, ou prenez-en un exemplaire auquel vous vous fiez.

Clés des voies (SHA-256 de la clé publique brute)
${laneLines(lanes)}
${absent.length === 0 ? "" : `\nPièces citées qui ne sont pas jointes\n${absentLines(absent)}\n`}`;
}

function english({ title, origin, entries, size, madeAt, lanes, evidence, absent }: SliceFacts): string {
  return `EXCERPT OF A JOURNAL
${title}

Made at ${madeAt} (UTC). ${entries} entries of ${size}, ${evidence} pieces of evidence.
Checkpoint: ${origin}

What this is
  A part of the journal that Beffroi kept during a crisis. Each entry is in entries/ as
  it was signed; journal.csv lists them for people ("connu le": when the entry was
  written; "survenu le": when the thing happened, if its author said so). Evidence is
  in evidence/, each file under its SHA-256. Reports, if any, are in documents/.

What it proves
  - No entry that is here was changed since it was signed.
  - Each entry was in the journal when the checkpoint (checkpoint.txt) was signed: it
    was not added later.
  - Each piece of evidence is the one whose hash an entry gives.
  - The folder is whole as it was made: nothing is missing, nothing was added.

What it does not prove
  - That what is written is true, or that the clocks were right.
  - That nothing else was written: it is an excerpt.
  - Whose key it is: compare the name of the checkpoint above with a copy kept
    elsewhere (printed, mailed, held by a neighbour).

How to check
  Without Beffroi, with sh, openssl (3 or later) and sha256sum:
    sh verifier.sh
  or, with the name that was noted elsewhere:
    sh verifier.sh ${origin}
  It says "OK" (exit code 0), or "NOT OK" and the reason (exit code 1). The program is
  short: read it, or take a copy that you trust.

Keys of the lanes (SHA-256 of the raw public key)
${laneLines(lanes)}
${absent.length === 0 ? "" : `\nEvidence that is named and not enclosed\n${absentLines(absent)}\n`}`;
}

const laneLines = (lanes: SliceFacts["lanes"]) =>
  lanes.map(({ lane, fingerprint }) => `  ${lane}\n    ${fingerprint}`).join("\n");
const absentLines = (absent: readonly string[]) => absent.map((sha256) => `  ${sha256}`).join("\n");
