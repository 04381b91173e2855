import { describe, expect, test } from "bun:test";
import { copyFileSync, cpSync } from "node:fs";
import { exportLines, type Journal, verifyJournal } from "./index.ts";
import { giveAll, heldBy, shuffled, stateHash } from "./testing/exchange.ts";
import { rung, type TemporaryJournal, temporaryJournal } from "./testing/temporary-journal.ts";
import { seeded } from "./testing/views-match-rebuild.ts";

type Node = { place: TemporaryJournal; lane: string; journal: Journal };

function startNode(lane: string, from?: Node): Node {
  const place = temporaryJournal();
  if (from !== undefined) {
    from.journal.close();
    copyFileSync(from.place.path, place.path);
    cpSync(from.place.keysFolder, place.keysFolder, { recursive: true });
    from.journal = from.place.open({ lane: from.lane });
  }
  return { place, lane, journal: place.open({ lane }) };
}

function removeAll(nodes: readonly Node[]): void {
  for (const { journal, place } of nodes) {
    journal.close();
    place.verifyAndRemove();
  }
}

/** Everybody gives everybody everything until nobody learns anything. */
function settle(nodes: readonly Node[]): void {
  for (let round = 0; round < 20; round++) {
    const before = nodes.map(({ place }) => stateHash(place.path));
    for (const from of nodes)
      for (const to of nodes) if (from !== to) expect(giveAll(from.place.path, to.journal).refused).toBe(0);
    if (nodes.every(({ place }, index) => stateHash(place.path) === before[index])) return;
  }
  throw new Error("the exchange does not come to rest");
}

const pick = <T>(items: readonly T[], random: () => number): T =>
  items[Math.floor(random() * items.length)] as T;

describe("the union of lanes", () => {
  /** Lines of three writers, one of whom was cloned: lanes first, then entries. */
  function material(): { lanes: string[]; entries: string[] } {
    const nodes = [startNode("a"), startNode("b")];
    for (const { journal } of nodes) for (let stroke = 0; stroke < 6; stroke++) journal.append(rung(stroke));
    nodes.push(startNode("b", nodes[1]));
    for (const { journal } of nodes)
      for (let stroke = 0; stroke < 4; stroke++) journal.append(rung(stroke + 10));
    nodes[2]?.journal.append(rung(99));
    const lines = nodes.flatMap(({ place }) => [...exportLines(place.path)]);
    removeAll(nodes);
    const isLane = (line: string) => line.startsWith('{"lane"');
    return { lanes: [...new Set(lines.filter(isLane))], entries: lines.filter((line) => !isLane(line)) };
  }

  /** What a reader holds of others' lanes after these pieces, each sent as it stands. */
  function unionOf(pieces: readonly (readonly string[])[]): string[] {
    const node = startNode("reader");
    for (const piece of pieces) node.journal.importEntries(piece);
    const held = heldBy(node.place.path).filter((line) => !line.startsWith("reader"));
    removeAll([node]);
    return held;
  }

  test("is idempotent and commutative: any order and any repeats of the entries give the same set", () => {
    const { lanes, entries } = material();
    const whole = unionOf([[...lanes, ...entries]]);
    expect(whole.length).toBe(new Set(entries).size);
    for (let seed = 1; seed <= 12; seed++) {
      const random = seeded(seed);
      const repeated = shuffled([...entries, ...entries.filter(() => random() < 0.4)], random);
      expect(unionOf(repeated.map((line) => [...lanes, line]))).toEqual(whole);
    }
  }, 60_000);

  test("is associative: what passed through others first gives the same set", () => {
    const { lanes, entries } = material();
    const whole = unionOf([[...lanes, ...entries]]);
    for (let seed = 1; seed <= 6; seed++) {
      const random = seeded(seed + 100);
      const parts = [0, 1, 2].map((): string[] => []);
      for (const line of shuffled(entries, random)) pick(parts, random).push(line);
      const through = (pieces: readonly string[][]) => {
        const node = startNode("between");
        for (const piece of pieces) node.journal.importEntries([...lanes, ...piece]);
        const lines = [...exportLines(node.place.path)].filter((line) => !line.includes('"lane":"between"'));
        removeAll([node]);
        return lines;
      };
      const [a = [], b = [], c = []] = parts;
      expect(unionOf([through([a, b]), [...lanes, ...c]])).toEqual(whole);
      expect(unionOf([[...lanes, ...a], through([b, c])])).toEqual(whole);
    }
  }, 60_000);
});

describe("journals that exchange at random", () => {
  for (let seed = 1; seed <= 6; seed++) {
    test(`with repeats, losses, restarts, clones and returns to backups end alike (seed ${seed})`, () => {
      const random = seeded(seed + 200);
      const nodes = ["town", "tablet-1", "tablet-2"].map((lane) => startNode(lane));
      for (let step = 0; step < 60; step++) {
        const node = pick(nodes, random);
        const chance = random();
        if (chance < 0.5) {
          node.journal.appendAll(Array.from({ length: 1 + Math.floor(random() * 4) }, () => rung(step)));
        } else if (chance < 0.85) {
          const other = pick(nodes, random);
          if (other === node) continue;
          const lines = [...exportLines(node.place.path)];
          // The lanes come first; of the rest some are lost, some come twice, and the order is lost too.
          const kept = lines.filter((line) => line.startsWith('{"lane"') || random() > 0.3);
          const lanes = kept.filter((line) => line.startsWith('{"lane"'));
          const entries = shuffled(kept.slice(lanes.length), random);
          const cut = random() < 0.2 ? Math.floor(random() * entries.length) : entries.length;
          other.journal.importEntries([...lanes, ...entries.slice(0, cut), ...entries.slice(0, 3)]);
        } else if (chance < 0.95) {
          node.journal.close();
          node.journal = node.place.open({ lane: node.lane });
        } else if (nodes.length < 5) {
          nodes.push(startNode(node.lane, node));
        }
      }
      settle(nodes);
      const hashes = new Set(nodes.map(({ place }) => stateHash(place.path)));
      expect(hashes.size).toBe(1);
      for (const { place } of nodes) {
        const parked = heldBy(place.path).length - verifyJournal(place.path).entries;
        const beside = verifyJournal(place.path).lanes.reduce((sum, lane) => sum + lane.beside, 0);
        expect(parked).toBe(beside);
      }
      removeAll(nodes);
    }, 60_000);
  }
});
