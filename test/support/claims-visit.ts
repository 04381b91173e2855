import type { Browser, Page } from "playwright-core";
import { launch, type Visitor, type VisitorOptions, visit } from "./browsing.ts";
import { type ClaimsRoom, type ClaimsRoomOptions, claimsRoom } from "./claims-room.ts";
import { type ClaimsScene, openClaimsScene, OWN_SITES } from "./claims-scenes.ts";
import { until } from "./watch-room.ts";

/** People at their browsers before the register, one browser for a file of tests: real rooms, and a day of measurements of a prober that is not there. */
export class ClaimsVisits {
  private browser: Browser | undefined;
  private visitors: Visitor[] = [];
  private rooms: { close(): Promise<void> }[] = [];

  readonly launch = async (): Promise<void> => {
    this.browser = await launch();
  };
  readonly close = async (): Promise<void> => {
    await this.browser?.close();
  };

  /** Somebody opens the console at a place; `as` is the person and the role. */
  async come(
    { url }: ClaimsRoom,
    place: string,
    { as = "alice lead", ...options }: VisitorOptions & { as?: string } = {},
  ): Promise<Page> {
    const extraHTTPHeaders = { "x-test-person": as };
    const terms: VisitorOptions = { extraHTTPHeaders, language: "fr", ...options };
    if (this.browser === undefined) throw new Error("the browser is not launched");
    const visitor = await visit(this.browser, `${url}/#/${place}`, terms);
    this.visitors.push(visitor);
    return visitor.page;
  }

  /** All that the browsers complained of. */
  faults(): string[] {
    return this.visitors.flatMap(({ faults }) => faults);
  }

  async empty(options: ClaimsRoomOptions = {}): Promise<ClaimsRoom> {
    const room = await claimsRoom({ ownSites: OWN_SITES, ...options });
    this.rooms.push(room);
    return room;
  }

  /** The filled register, each body of the wave with its verdict. */
  async scene(): Promise<ClaimsScene> {
    const opened = await openClaimsScene();
    this.rooms.push(opened);
    await until(async () => {
      const { bodies } = await opened.room.good("alice observer", "GET", `/api/claims/events/${opened.wave}`);
      return bodies.every(({ verdict }: { verdict: unknown }) => verdict !== null) ? true : undefined;
    });
    return opened;
  }

  readonly leave = async (): Promise<void> => {
    for (const visitor of this.visitors) await visitor.leave();
    for (const room of this.rooms) await room.close();
    [this.visitors, this.rooms] = [[], []];
  };
}
