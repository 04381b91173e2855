import { afterEach, beforeEach, describe, expect, spyOn, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cast } from "../support/console-harness.ts";
import { scenes } from "../support/console-scenes.ts";
import { people, temporaryRoom } from "../support/incident-room.ts";
import { carriesToken, type Console, startConsole } from "../../src/console/index.ts";
import { Refusal } from "../../src/kernel/refusal.ts";
import { askConsole } from "../../src/cli/ask-console.ts";
import { run } from "../../src/cli/drill.ts";
import { play, type Stage } from "../../src/cli/drill-caen-play.ts";
import { debriefLines } from "../../src/cli/drill-caen-texts.ts";

/** A real room on disk behind a real console; whoever plays brings the token of its data folder, the team its names. */
const TOKEN = "a-token-of-the-data-folder";
let room: ReturnType<typeof temporaryRoom>;
let opened: ReturnType<(typeof room)["open"]>;
let page: Console;
let address: string;

beforeEach(async () => {
  room = temporaryRoom();
  mkdirSync(join(room.folder, "keys"), { recursive: true });
  writeFileSync(join(room.folder, "keys", "console.token"), TOKEN, { mode: 0o600 });
  opened = room.open();
  const scene = scenes.calm;
  if (scene === undefined) throw new Error("no scene");
  page = await startConsole(
    { listen: "127.0.0.1:0", hosts: [] },
    new Cast(scene, room.clock).dependencies({
      journal: opened.journal,
      routes: opened.incidents.routes,
      onIncident: opened.incidents.onChange,
      whoIs: async (request) => {
        const name = request.headers.get("x-test-person") ?? "";
        if (name === "alice" || name === "bob")
          return { actor: people[name], role: "member", via: "session", lasts: () => true };
        if (carriesToken(request.headers.get("authorization"), TOKEN)) {
          return {
            actor: { type: "operator", name: "token" },
            role: "admin",
            via: "token",
            lasts: () => true,
          };
        }
        return new Refusal("not-signed-in", "Nobody is signed in.", "console", "Sign in.");
      },
    }),
  );
  address = page.url.replace("http://", "");
});
afterEach(async () => {
  await page.stop();
  opened.close();
  room.verifyAndRemove();
});

/** The story's time is the room's clock: waiting moves it on, so that two hours pass in no time and always alike. */
function stage(said: string[], onSaid: (line: string) => Promise<void> = async () => {}): Stage {
  let pending: Promise<void> = Promise.resolve();
  return {
    ask: async (path, body) => {
      await pending;
      return askConsole({ address, data: room.folder, path, timeoutMs: 10_000, body });
    },
    now: () => room.clock.now(),
    wait: async (ms) => {
      await pending;
      room.clock.advance(ms);
    },
    say: (line) => {
      said.push(line);
      pending = pending.then(() => onSaid(line));
    },
  };
}

const openIncident = async () => {
  const answer = await fetch(`${page.url}/api/incidents`, { headers: { "x-test-person": "alice" } });
  return ((await answer.json()).incidents[0] as { id: string }).id;
};

async function act(as: "alice" | "bob", name: string, body: object): Promise<void> {
  const answer = await fetch(`${page.url}/api/incidents/${await openIncident()}/acts/${name}`, {
    method: "POST",
    headers: { "x-test-person": as, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

describe("playing Caen", () => {
  test("brings the story to the room as an exercise, sees the team act, and debriefs in simulated minutes", async () => {
    const said: string[] = [];
    const decider = { name: "Bob" };
    const team = async (line: string) => {
      if (line.includes("Une dizaine")) {
        await act("alice", "take-duty", {
          id: "u1",
          duty: "crisis-lead",
          who: decider,
          from: "2026-01-05T09:00:00.000Z",
        });
        await act("bob", "decide", {
          id: "d1",
          text: "Isoler les serveurs",
          reason: "Dix essais par seconde",
          decider,
        });
        await act("bob", "decide", {
          id: "d2",
          text: "Débrancher les sauvegardes",
          reason: "Copie de 20 h",
          decider,
        });
      }
      if (line.includes("conseil municipal est ce soir")) {
        await act("alice", "note", { id: "n1", text: "Réponse au maire : conseil tenu", certainty: "fact" });
      }
    };
    const show = { scenario: "caen", speed: 60, lang: "fr" } as const;
    const { incident, report, sha256 } = await play(show, stage(said, team), new AbortController().signal);
    expect(said.filter((line) => line.includes(" min  ") && !line.includes("✓"))).toHaveLength(13);
    expect(said.some((line) => line.includes("✓ Serveurs isolés (Bob Lefèvre)"))).toBe(true);
    expect(said.at(-1)).toBe("L’histoire est finie.");
    const of = (name: string) => report.lines.find(({ measure }) => measure === name);
    expect(of("isolation")).toMatchObject({ teamMinutes: 5, realMinutes: 28, verdict: "met" });
    expect(of("mayor")).toMatchObject({ teamMinutes: 0, verdict: "met" });
    expect(of("journalist")).toMatchObject({ teamMinutes: null, verdict: "missed" });
    expect(report.storyMinutes).toBe(120);
    // Every entry of it is marked, and the debrief is a page of the room.
    const entries = opened.journal.read({ limit: 200 }).filter(({ entry }) => entry.subject === incident);
    expect(entries.length).toBeGreaterThan(17);
    expect(entries.every(({ entry }) => entry.exercise === true)).toBe(true);
    const paper = await fetch(`${page.url}/api/reports/${sha256}`, { headers: { "x-test-person": "bob" } });
    expect(await paper.text()).toContain("Isolation en 5");
    const lines = debriefLines(report, "en").join("\n");
    expect(lines).toContain("Times in simulated minutes: real time, times 60.");
    expect(lines).toMatch(/in time +Servers isolated +5 min +28 min +28 min/);
  });

  test("goes on after the keeper was away for a moment, and writes nothing twice", async () => {
    const said: string[] = [];
    const base = stage(said);
    let failures = 0;
    const shaky: Stage = {
      ...base,
      ask: async (path, body) => {
        const answer = await base.ask(path, body);
        // The act was written, and its answer was lost on the way.
        if (path.endsWith("/acts/inject") && failures < 3) {
          failures++;
          throw new Refusal("not-running", "Gone.", "console", "Start it.");
        }
        return answer;
      },
    };
    const { incident } = await play(
      { scenario: "caen", speed: 600, lang: "en" },
      shaky,
      new AbortController().signal,
    );
    const injected = opened.journal
      .read({ limit: 200 })
      .filter(({ entry }) => entry.subject === incident && entry.kind === "exercise.injected");
    expect(failures).toBe(3);
    expect(injected).toHaveLength(7);
  });

  test("gives up when the room stays away", async () => {
    const away = new Refusal("not-running", "Gone.", "console", "Start it.");
    const base = stage([]);
    const gone: Stage = {
      ...base,
      ask: async (path, body) => {
        if (path.endsWith("/acts/inject")) throw away;
        return base.ask(path, body);
      },
    };
    const playing = play({ scenario: "caen", speed: 600, lang: "en" }, gone, new AbortController().signal);
    expect(playing).rejects.toBe(away);
  });
});

async function ran(args: string[]): Promise<{ code: number; out: () => string; err: () => string }> {
  const out = spyOn(process.stdout, "write").mockImplementation(() => true);
  const err = spyOn(process.stderr, "write").mockImplementation(() => true);
  const text = (spy: typeof out) => () => spy.mock.calls.map(([chunk]) => String(chunk)).join("");
  try {
    const code = await run(["caen", ...args]);
    const [o, e] = [text(out)(), text(err)()];
    return { code, out: () => o, err: () => e };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

describe("beffroi drill caen", () => {
  test("says what is wrong with its arguments", async () => {
    for (const args of [["--speed", "0"], ["--speed", "601"], ["--lang", "de"], ["--grade", "2"], ["more"]]) {
      const { code, err } = await ran(args);
      expect([code, err()]).toEqual([2, expect.stringContaining("usage: beffroi drill caen")]);
    }
  });

  test("plays on this machine only, and only where Beffroi runs", async () => {
    const far = await ran(["--console", "192.0.2.1:8440"]);
    expect([far.code, far.err()]).toEqual([1, expect.stringContaining("on this machine only")]);
    const named = await ran(["--console", "127.0.0.1.example.org:8440"]);
    expect([named.code, named.err()]).toEqual([1, expect.stringContaining("on this machine only")]);
    const none = await ran(["--console", "127.0.0.1:1", "--data", room.folder]);
    expect([none.code, none.err()]).toEqual([1, expect.stringContaining("does not answer")]);
  });

  test("ends on Ctrl-C with the debrief of what was played", async () => {
    const args = ["--speed", "600", "--console", address, "--data", room.folder, "--json"];
    const running = ran(args);
    const untilMs = Date.now() + 20_000;
    while (!opened.journal.read({ limit: 50 }).some(({ entry }) => entry.kind === "incident.noted")) {
      if (Date.now() > untilMs) throw new Error("nothing was played");
      await Bun.sleep(20);
    }
    process.emit("SIGINT");
    const { code, out } = await running;
    const { report, page: printed } = JSON.parse(out());
    expect(code).toBe(1);
    expect(report.missed).toBeGreaterThan(10);
    expect(printed).toStartWith(`${page.url}/api/reports/`);
    const ended = opened.journal.read({ limit: 50 }).find(({ entry }) => entry.kind === "exercise.ended");
    expect(ended?.entry.body.how).toBe("stopped");
  });
});
