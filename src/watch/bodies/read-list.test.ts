import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  CELL_CHARACTERS_MAX,
  csvRows,
  type Delimiter,
  DELIMITERS,
  decodeList,
  LIST_BYTES_MAX,
  LIST_ROWS_MAX,
  plainRows,
  ROW_CELLS_MAX,
} from "./list-rows.ts";
import { readList } from "./read-list.ts";

const read = (text: string) => [...readList(text, undefined, [])].filter((row) => row !== undefined);
const rowsOf = (text: string, delimiter: Delimiter) =>
  [...csvRows(text, delimiter)].filter((row) => row !== undefined);
const urls = (text: string) => read(text).map((row) => ("why" in row ? `${row.line}: ${row.why}` : row.url));

describe("a plain list", () => {
  test("has one address a line, with comments", () => {
    const text =
      "\ufeff# les sites\r\nhttps://www.nimes.fr\r\n\r\n  nantes.fr # le port\nftp://a.fr\rhttps://b.fr/#top";
    expect(urls(text)).toEqual(["https://www.nimes.fr", "https://nantes.fr", "5: scheme", "https://b.fr"]);
  });

  test("may be empty", () => {
    for (const text of ["", "\n\n", "# rien", "\ufeff"]) expect(read(text)).toEqual([]);
  });
});

describe("a CSV list", () => {
  test("is read by the names of its columns, in French and in English", () => {
    const french =
      'Nom;Site web;SIREN;Département;Étiquettes\n"Nîmes; la ville";www.nimes.fr;213 001 894;30;mairies|gard\n;;;;\nSans site;;;;';
    const [first, second] = read(french);
    expect(first).toMatchObject({
      line: 2,
      url: "https://www.nimes.fr",
      name: "Nîmes; la ville",
      siren: "213001894",
      departement: "30",
      tags: ["mairies", "gard"],
    });
    expect(second).toEqual({ line: 4, text: "Sans site", why: "no-address" });
    const english = "url,name,code_insee,type\nhttps://www.nantes.fr,Nantes,44109,commune";
    expect(read(english)[0]).toMatchObject({ insee: "44109", kind: "commune", name: "Nantes" });
  });

  test("without a header is read where its first row has an address", () => {
    expect(urls("Nantes\twww.nantes.fr\nPau\twww.pau.fr")).toEqual([
      "https://www.nantes.fr",
      "https://www.pau.fr",
    ]);
  });

  test("keeps quotes, line breaks in cells and the numbers of lines", () => {
    const rows = rowsOf('a,"b ""c""\nd",e\n\n"f"g,h', ",");
    expect(rows).toEqual([
      { line: 1, cells: ["a", 'b "c"\nd', "e"] },
      { line: 4, cells: ["fg", "h"] },
    ]);
  });

  test("with a mark that is never closed loses that line only", () => {
    const rows = read('url;nom\n"https://a.fr;Un\nhttps://b.fr;Deux\n');
    expect(rows.map((row) => ("why" in row ? row.why : row.url))).toEqual(["quotes", "https://b.fr"]);
  });

  test("reads back any cells that were written by the rules (RFC 4180)", () => {
    const cell = fc
      .string({ unit: fc.constantFrom(...'ab"#;,\t\n\r é'), maxLength: 8 })
      .map((text) => text.trim());
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
        fc.constantFrom(...DELIMITERS),
        fc.constantFrom("\n", "\r\n", "\r"),
        (table, delimiter, newline) => {
          const written = table
            .map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter))
            .join(newline);
          const expected = table.filter(
            (cells) => cells.some((text) => text !== "") && !cells[0]?.startsWith("#"),
          );
          expect(rowsOf(written, delimiter).map(({ cells }) => cells)).toEqual(expected as never);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("of anything gives rows in order, within bounds, and ends", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'";,\t\r\n#a.fr '), maxLength: 200 }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        for (const rows of [[...csvRows(text, ";")], [...plainRows(text)]]) {
          const lines = rows.flatMap((row) => row?.line ?? []);
          expect(lines).toEqual([...lines].sort((a, b) => a - b));
          expect(lines.at(-1) ?? 0).toBeLessThanOrEqual(text.split(/\r\n?|\n/).length);
        }
        for (const row of read(text)) expect(row.line).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe("bounds", () => {
  test("of rows, cells and characters", () => {
    const many = Array.from({ length: LIST_ROWS_MAX + 2 }, (_, n) => `a${n}.fr`).join("\n");
    const rows = read(many);
    expect(rows).toHaveLength(LIST_ROWS_MAX + 1);
    expect(rows.at(-1)).toMatchObject({ line: LIST_ROWS_MAX + 1, why: "too-many-rows" });
    const [wide] = [...csvRows(`${"x,".repeat(ROW_CELLS_MAX + 10)}y`, ",")];
    expect(wide?.cells).toHaveLength(ROW_CELLS_MAX);
    const [long] = [...plainRows("x".repeat(CELL_CHARACTERS_MAX + 10))];
    expect(long?.cells[0]).toHaveLength(CELL_CHARACTERS_MAX);
  });

  test("of time: the largest list of nothing, of marks or of delimiters gives others their turn", () => {
    for (const unit of ["\n", "#\n", ";\n", '""', '"\n', ";", " "]) {
      const text = `url;nom\n${unit.repeat(LIST_BYTES_MAX / unit.length)}`;
      let longest = 0;
      let began = performance.now();
      for (const _ of readList(text, undefined, [])) {
        longest = Math.max(longest, performance.now() - began);
        began = performance.now();
      }
      expect([unit, longest < 2_000]).toEqual([unit, true]);
    }
  }, 60_000);

  test("what an outsider wrote is shown without what moves a cursor or turns the text", () => {
    const [row] = read("pas\u001b[2J une\u202eadresse");
    expect(row).toEqual({ line: 1, text: "pas [2J une adresse", why: "not-an-address" });
  });
});

test("a file's bytes are UTF-8, UTF-16 with its mark, or else Latin-1", () => {
  expect(decodeList(new TextEncoder().encode("Nîmes"))).toBe("Nîmes");
  expect(decodeList(Uint8Array.from([0x4e, 0xee, 0x6d, 0x65, 0x73]))).toBe("Nîmes");
  expect(decodeList(Uint8Array.from([0xff, 0xfe, 0x4e, 0, 0xee, 0]))).toBe("Nî");
});
