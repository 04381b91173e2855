/** The form of the waiting page, as a visitor's browser sees it. */
export type WaitingForm = {
  /** Path and query to send it to. */
  readonly action: string;
  /** Hidden inputs by name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly challenge: string;
  readonly bitsMin: number;
  readonly bitsMax: number;
};

export const PROOF_FIELD = "beffroi-proof";

/** The waiting page's form in `page`, or undefined when the page is another one. */
export function readWaitingForm(page: string): WaitingForm | undefined {
  const start = /<form\b[^>]*\bid="?beffroi-suite"?[^>]*>/i.exec(page);
  if (start === null) return undefined;
  const attributes = attributesOf(start[0]);
  const end = page.indexOf("</form", start.index);
  const inside = page.slice(start.index + start[0].length, end < 0 ? undefined : end);
  const fields = new Map<string, string>();
  for (const match of inside.matchAll(/<input\b[^>]*>/gi)) {
    const input = attributesOf(match[0]);
    const name = input.get("name");
    if (name !== undefined && input.get("type")?.toLowerCase() === "hidden")
      fields.set(name, input.get("value") ?? "");
  }
  const action = attributes.get("action");
  if (action === undefined || fields.size === 0) return undefined;
  return {
    action,
    fields,
    challenge: attributes.get("data-challenge") ?? "",
    bitsMin: Number(attributes.get("data-bits-min") ?? 0),
    bitsMax: Number(attributes.get("data-bits-max") ?? 0),
  };
}

/** The form as a browser sends it (application/x-www-form-urlencoded), with the proof if there is one. */
export function encodeWaitingForm(form: WaitingForm, proof: string | undefined): string {
  const fields = new URLSearchParams();
  for (const [name, value] of form.fields)
    fields.append(name, name === PROOF_FIELD && proof !== undefined ? proof : value);
  return fields.toString();
}

function attributesOf(tag: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const match of tag.matchAll(/\s([a-z][\w-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi)) {
    attributes.set((match[1] ?? "").toLowerCase(), decodeEntities(match[2] ?? match[3] ?? match[4] ?? ""));
  }
  return attributes;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The five entities of markup, and numbers. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|(amp|lt|gt|quot|apos));/gi,
    (whole, decimal, hexadecimal, name) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
