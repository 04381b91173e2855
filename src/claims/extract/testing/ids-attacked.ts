import { openGazetteer } from "../../../gazetteer/index.ts";
import { openExtraction } from "../index.ts";

const read = openExtraction(openGazetteer());

/** Ids of the bodies that a text tells to be attacked, sorted; a body of no table by its kind alone. */
export const idsAttacked = (text: string): string =>
  read({ text })
    .attacks.map(({ body }) => (body.listed ? body.id : body.kind))
    .sort()
    .join(" ");
