import { renderSVG } from "uqr";
import { parseCheckpoint } from "./checkpoint.ts";

/** Width of the code on paper, in millimetres: a module is about a millimetre wide, which any telephone reads. */
const WIDTH_MM = 70;

/**
 * A checkpoint as a QR code: SVG, black on white, for paper. Throws the Refusal "bad-checkpoint" for any other text. Error
 * correction M: a fold or a coffee ring does no harm.
 */
export function checkpointQr(text: string): string {
  parseCheckpoint(text);
  const svg = renderSVG(text, { ecc: "M", border: 4, blackColor: "black", whiteColor: "white" });
  return svg.replace("<svg ", `<svg width="${WIDTH_MM}mm" height="${WIDTH_MM}mm" `);
}
