/**
 * A name as it is compared: lower case, without accents, ligatures opened, hyphens, dots and spaces alike, "’" as "'",
 * "st" and "ste" written out. What is left are words of a-z and 0-9 with single spaces between them, and apostrophes
 * inside words. "St-Étienne-du-Grès" gives "saint etienne du gres"; "L’Haÿ-les-Roses" gives "l'hay les roses".
 */
export function fold(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(OPENED, (letter) => OPEN[letter] ?? letter)
    .replace(BETWEEN, " ")
    .trim();
  return plain.includes("st") ? plain.replace(SAINT, (_, before, e) => `${before}saint${e}`) : plain;
}

const MARKS = /\p{M}/gu;
const OPENED = /[œæß’ʼ‘`´øł]/g;
const OPEN: Readonly<Record<string, string>> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  ł: "l",
  "’": "'",
  ʼ: "'",
  "‘": "'",
  "`": "'",
  "´": "'",
};
/** An apostrophe counts inside a word only: what remains of a quotation is a space. */
const BETWEEN = /(?:[^a-z0-9']|(?<![a-z0-9])'|'(?![a-z0-9]))+/g;
const SAINT = /(^|[ '])st(e?)(?= )/g;
