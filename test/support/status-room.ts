import { z } from "zod";
import { startConsole } from "../../src/console/index.ts";
import type { Journal } from "../../src/journal/index.ts";
import { program } from "../../src/kernel/actor.ts";
import { Refusal } from "../../src/kernel/refusal.ts";
import type { Role } from "../../src/kernel/role.ts";
import { type StatusPage, statusEvents } from "../../src/status/events.ts";
import { openStatus, type PublicWord, statusSchema, statusViews } from "../../src/status/index.ts";
import { Cast } from "./console-harness.ts";
import { scenes } from "./console-scenes.ts";
import { type PersonName, people } from "./incident-room.ts";
import { temporaryJournal } from "./journal.ts";

/** The room of what is said to the public, on a real journal behind a console that listens. */

export const statusCatalogue = { ...statusEvents, "keeper.started": z.object({}).strict() };
const INCIDENTS: Record<string, { exercise: boolean }> = {
  "i-vrai": { exercise: false },
  "i-exo": { exercise: true },
};

export class StatusRoom {
  private readonly place = temporaryJournal();
  journal!: Journal;
  url = "";
  /** What the gateways were told since the last start. */
  told: PublicWord[] = [];
  exerciseOpen = false;
  private stopConsole: () => Promise<void> = async () => {};

  static async open(): Promise<StatusRoom> {
    const room = new StatusRoom();
    await room.start();
    return room;
  }

  async restart(): Promise<void> {
    await this.end();
    await this.start();
  }

  async stop(): Promise<void> {
    await this.end();
    this.place.verifyAndRemove();
  }

  /** Asks as a person: `ask("alice", "GET", "/api/status-page")`, or `"bob member"` for another role than lead. */
  async ask(as: string, method: string, path: string, body?: unknown) {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { "x-test-person": as, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const answer = text.startsWith("{") ? JSON.parse(text) : {};
    const { status, headers } = response;
    return { status, headers, text, code: answer.error?.code, page: answer as StatusPage };
  }

  private async start(): Promise<void> {
    const journal = this.place.open({ catalogue: statusCatalogue, views: statusViews });
    journal.append({ actor: program("keeper"), kind: "keeper.started", subject: "keeper", body: {} });
    this.journal = journal;
    this.told = [];
    const status = openStatus({
      journal,
      settings: statusSchema.parse({ town: "Ville de Démo" }),
      incident: (id) => INCIDENTS[id],
      exerciseOpen: () => this.exerciseOpen,
      tell: (word) => this.told.push(word),
    });
    const cast = new Cast(scenes.calm as NonNullable<(typeof scenes)["calm"]>, this.place.clock);
    const console_ = await startConsole(
      { listen: "127.0.0.1:0", hosts: [] },
      cast.dependencies({ routes: status.routes, whoIs: async (request) => whoIs(request) }),
    );
    this.url = console_.url;
    this.stopConsole = console_.stop;
  }

  private async end(): Promise<void> {
    await this.stopConsole();
    this.journal.close();
  }
}

function whoIs(request: Request) {
  const [person = "", role = "lead"] = (request.headers.get("x-test-person") ?? "").split(" ");
  const actor = people[person as PersonName];
  if (actor === undefined) return new Refusal("not-signed-in", "Nobody is signed in.", "console", "Sign in.");
  return { actor, role: role as Role, via: "session" as const, lasts: () => true };
}
