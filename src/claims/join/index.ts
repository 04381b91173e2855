/** Joining of documents: dispatches and events. Importing it does nothing. */
export { joinReadings, type Keys, type Member, type Placed, placeOf } from "./join.ts";
export {
  actorKey,
  distinct,
  type Print,
  printOf,
  storiesOf,
  storyPrint,
  undatedWhen,
  unsaidWhen,
} from "./print.ts";
export { dispatchScore, eventScore, SAME_DISPATCH, SAME_EVENT } from "./score.ts";
export { SKETCH_SIZE, sketchOf } from "./sketch.ts";
export { DAY_MS, gapMs, HOUR_MS, type Interval, intervalOf, moment } from "./time.ts";
