import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MAIN = join(import.meta.dir, "../main.ts");
const folder = mkdtempSync(join(tmpdir(), "beffroi-claims-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function claims(...args: string[]) {
  const command = [process.execPath, "--no-install", "--no-env-file", MAIN, "claims", ...args];
  const { exitCode, stdout, stderr } = Bun.spawnSync(command, { cwd: folder, stderr: "pipe" });
  return { exitCode, lines: stdout.toString().trim().split("\n"), errors: stderr.toString() };
}

const FRENCH =
  "PARIS, 4 mars 2025 (AFP) - Le groupe NoName057(16) a revendiqué mardi une attaque contre les sites des villes de Guéret et de Tulle. La mairie de Tulle dit n'avoir constaté aucun incident.\n";
const ENGLISH =
  "PARIS, March 4, 2025 (AFP) - The NoName057(16) group on Tuesday claimed an attack on the websites of the cities of Guéret and Tulle. Tulle town hall said it had noticed no incident.\n";

describe("beffroi claims read", () => {
  test("prints one object a document, in the order given, and joins them", () => {
    writeFileSync(join(folder, "fr.txt"), FRENCH);
    writeFileSync(join(folder, "en.txt"), ENGLISH);
    writeFileSync(join(folder, "none.txt"), "Le marché de Tulle ouvre à huit heures, comme chaque mardi.\n");
    const { exitCode, lines } = claims("read", "--json", "fr.txt", "en.txt", "none.txt");
    expect(exitCode).toBe(0);
    const [fr, en, none] = lines.map((line) => JSON.parse(line));
    expect(Object.keys(fr)).toEqual(["document", "lang", "attacks", "unresolved", "dispatch", "event"]);
    expect(Object.keys(fr.attacks[0])).toEqual(["body", "type", "actor", "when", "statements", "services"]);
    expect(fr.document).toBe("fr.txt");
    expect(fr.attacks[0].body).toEqual({ name: "Guéret", kind: "commune", code: "23096", departement: "23" });
    expect(fr.attacks.map(({ actor }: { actor: string }) => actor)).toEqual([
      "NoName057(16)",
      "NoName057(16)",
    ]);
    expect(fr.attacks[1].statements.map(({ stance }: { stance: string }) => stance)).toContain("no-incident");
    expect([en.lang, none.attacks]).toEqual(["en", []]);
    expect(en.dispatch).toBe(fr.dispatch);
    expect(none.dispatch).not.toBe(fr.dispatch);
  }, 60_000);

  test("says in words what it read, and goes on past a file that is not there", () => {
    writeFileSync(join(folder, "one.txt"), FRENCH);
    const { exitCode, lines, errors } = claims("read", "missing.txt", "one.txt");
    expect(exitCode).toBe(1);
    expect(errors).toContain("missing.txt");
    expect(lines.join("\n")).toContain("victim no-incident");
  }, 60_000);

  test("asks for files", () => {
    expect(claims("read").exitCode).toBe(2);
    expect(claims("write", "one.txt").exitCode).toBe(2);
  }, 60_000);
});
