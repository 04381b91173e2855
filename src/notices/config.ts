import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import {
  CHANNEL_KINDS,
  CHANNELS_MAX,
  type ChannelKind,
  CHECKPOINT_ADDRESSES_MAX,
  channelNameSchema,
} from "./events.ts";
import { isMailAddress } from "./addresses.ts";

/** Settings of the ways by which people are told. Each setting says how to mend it. */

/** Largest file with a password, a token or a certificate authority, in bytes. */
export const SECRET_BYTES_MAX = 64 * 1024;

const text = (max: number, remedy: string) => z.string().min(1).max(max).optional().meta({ remedy });
const file = (what: string) => text(4_096, `Give the path of a file that holds ${what} and nothing else.`);

const webAddress = z
  .string()
  .max(2_048)
  .refine(isWebAddress, "is not http://... or https://..., without a name and password")
  .optional()
  .meta({ remedy: 'Write the whole address: "https://ntfy.ville.lan/crise".' });

const mailAddress = (example: string) =>
  z
    .string()
    .max(254)
    .refine(isMailAddress, "is not a mail address")
    .meta({ remedy: `Write an address only: "${example}".` });

/** One flat block for all kinds, so that a person reads one table; which settings a kind has is in FIELDS. */
const channelSchema = z
  .object({
    /** Short name that notices and the journal use. */
    name: channelNameSchema.meta({ remedy: 'Use lower-case letters, digits and "-": "courriel".' }),
    kind: z.enum(CHANNEL_KINDS).meta({ remedy: `Write one of ${CHANNEL_KINDS.join(", ")}.` }),
    host: text(253, 'Name the mail server: "smtp.ville.lan".'),
    port: z.number().int().min(1).max(65_535).optional().meta({ remedy: "Write the server's port: 587." }),
    /** starttls: asked for, and refused without it. */
    tls: z
      .enum(["starttls", "implicit", "none"])
      .optional()
      .meta({ remedy: 'Write "starttls" (port 587), "implicit" (port 465) or "none".' }),
    user: text(254, "Write the name that the mail server knows."),
    from: mailAddress("crise@ville.fr").optional(),
    url: webAddress,
    room: z
      .string()
      .regex(/^![^\s/?#]{1,254}$/, "is not the id of a room")
      .optional()
      .meta({ remedy: 'Write the room\'s id, not its name: "!abc:matrix.ville.fr".' }),
    /** The mail password, the webhook's key, the token of ntfy, Matrix or the SMS service. */
    secret_file: file("the password, key or token"),
    /** Authorities that the server's certificate may come from, besides the known ones. */
    ca_file: file("the authority's certificate (PEM)"),
    method: z.enum(["GET", "POST", "PUT"]).optional().meta({ remedy: 'Write "GET", "POST" or "PUT".' }),
    headers: z
      .record(
        z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
        z
          .string()
          .max(1_000)
          .regex(/^[^\r\n]*$/),
      )
      .optional()
      .meta({ remedy: 'Write headers = { "Content-Type" = "application/json" }.' }),
    body: z
      .string()
      .max(8_000)
      .optional()
      .meta({ remedy: "Write the body with {phone} and {text} where they belong." }),
    /** Words that the service's answer has when it took the message. */
    success_contains: text(200, "Write the words that stand in the service's answer when all went well."),
    /** What a national number begins with abroad, and how the numbers begin that can get an SMS. */
    country_prefix: z
      .string()
      .regex(/^\+[1-9]\d{0,3}$/, "is not a country's prefix")
      .optional()
      .meta({ remedy: 'Write it with its plus: "+33".' }),
    mobile_prefixes: z
      .array(z.string().regex(/^\+\d{1,8}$/, "is not the beginning of a number"))
      .max(50)
      .optional()
      .meta({ remedy: 'List them in international form: ["+336", "+337"].' }),
    characters_max: z
      .number()
      .int()
      .min(20)
      .max(4_000)
      .optional()
      .meta({ remedy: "Write a number of characters: 480." }),
    /** Attempts of this channel under way at once. */
    concurrency: z.number().int().min(1).max(32).default(4).meta({ remedy: "Write a whole number: 4." }),
    timeout_seconds: z
      .number()
      .min(1)
      .max(600)
      .default(60)
      .meta({ remedy: "Write the longest wait for the server in seconds." }),
  })
  .strict()
  .superRefine((channel, context) => {
    const add = (field: string, message: string) =>
      context.addIssue({ code: "custom", message, path: [field] });
    const { needs, may } = FIELDS[channel.kind];
    for (const field of needs) {
      if (channel[field] === undefined) add(field, `is missing; a channel of kind ${channel.kind} needs it`);
    }
    for (const field of KIND_FIELDS) {
      if (channel[field] === undefined || needs.includes(field) || may.includes(field)) continue;
      add(field, `is nothing that a channel of kind ${channel.kind} has`);
    }
    if (channel.kind === "mail" && (channel.user === undefined) !== (channel.secret_file === undefined)) {
      add(
        channel.user === undefined ? "user" : "secret_file",
        "is missing: a name and its password go together",
      );
    }
    if (channel.user !== undefined && channel.tls === "none") {
      add("tls", "would send the password in the clear");
    }
    if (channel.kind === "sms" && !/\{(phone|digits)\}/.test(`${channel.url}${channel.body ?? ""}`)) {
      add("body", "has no {phone}, and the address neither");
    }
  });
export type ChannelSettings = z.infer<typeof channelSchema>;

type KindField = Exclude<keyof ChannelSettings, "name" | "kind" | "concurrency" | "timeout_seconds">;

/** Which settings each kind must have, and which it may have. */
const FIELDS: Record<ChannelKind, { needs: readonly KindField[]; may: readonly KindField[] }> = {
  mail: { needs: ["host", "from"], may: ["port", "tls", "user", "secret_file", "ca_file"] },
  webhook: { needs: ["url", "secret_file"], may: ["ca_file"] },
  ntfy: { needs: ["url"], may: ["secret_file", "ca_file"] },
  matrix: { needs: ["url", "room", "secret_file"], may: ["ca_file"] },
  sms: {
    needs: ["url", "method"],
    may: [
      "headers",
      "body",
      "secret_file",
      "ca_file",
      "success_contains",
      "country_prefix",
      "mobile_prefixes",
      "characters_max",
    ],
  },
};
const KIND_FIELDS = [...new Set(Object.values(FIELDS).flatMap(({ needs, may }) => [...needs, ...may]))];

export const noticesSchema = z
  .object({
    channel: z.array(channelSchema).max(CHANNELS_MAX).default([]),
    /** What could not be delivered within this time is given up, and says so. */
    give_up_hours: z
      .number()
      .positive()
      // A Matrix server knows a repeated request again for a day.
      .max(24)
      .default(24)
      .meta({ remedy: "Write hours, at most 24." }),
    checkpoint_mail: z
      .array(mailAddress("huissier@exemple.fr"))
      .max(CHECKPOINT_ADDRESSES_MAX)
      .default([])
      .meta({ remedy: 'List mail addresses: checkpoint_mail = ["dgs@ville.fr"].' }),
    checkpoint_mail_hours: z
      .number()
      .min(1)
      .max(24 * 31)
      .default(24)
      .meta({ remedy: "Write hours, for instance 24." }),
  })
  .strict();
export type NoticesSettings = z.infer<typeof noticesSchema>;

/** With paths relative to the settings' folder made whole. */
export function withAbsoluteFiles(settings: NoticesSettings, base: string): NoticesSettings {
  const whole = (path: string | undefined) => (path === undefined ? {} : { path: resolve(base, path) });
  return {
    ...settings,
    channel: settings.channel.map((channel) => {
      const { path: secret } = whole(channel.secret_file);
      const { path: ca } = whole(channel.ca_file);
      return {
        ...channel,
        ...(secret === undefined ? {} : { secret_file: secret }),
        ...(ca === undefined ? {} : { ca_file: ca }),
      };
    }),
  };
}

/** What no single setting can know: names used twice, files that are not there or that everybody may read. */
export function noticesFaults(
  settings: NoticesSettings,
): { where: string; reason: string; remedy: string }[] {
  const faults: { where: string; reason: string; remedy: string }[] = [];
  const seen = new Map<string, number>();
  settings.channel.forEach((channel, index) => {
    const where = `notices.channel[${index}]`;
    const first = seen.get(channel.name);
    if (first === undefined) seen.set(channel.name, index);
    else {
      const reason = `repeats "${channel.name}" of notices.channel[${first}].name`;
      faults.push({ where: `${where}.name`, reason, remedy: "Use each name for one channel only." });
    }
    for (const field of ["secret_file", "ca_file"] as const) {
      const path = channel[field];
      if (path === undefined) continue;
      const reason = fileFault(path, field === "secret_file");
      const remedy =
        field === "secret_file"
          ? "Put the secret alone into it, for the account that runs Beffroi only (chmod 600)."
          : "Check the path and the rights.";
      if (reason !== undefined) faults.push({ where: `${where}.${field}`, reason, remedy });
    }
  });
  if (settings.checkpoint_mail.length > 0 && !settings.channel.some(({ kind }) => kind === "mail")) {
    faults.push({
      where: "notices.checkpoint_mail",
      reason: "names addresses, but no channel sends mail",
      remedy: 'Add a [[notices.channel]] with kind = "mail".',
    });
  }
  return faults;
}

function fileFault(path: string, secret: boolean): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) return `names ${path}, which is not there`;
  if (found.size > SECRET_BYTES_MAX) return `names ${path}, which is too large`;
  if (secret && (found.mode & 0o007) !== 0) return `names ${path}, which everybody on this machine may read`;
  if (secret && found.size < 4096) {
    try {
      if (readFileSync(path, "utf8").trim() === "") return `names ${path}, which is empty`;
    } catch {
      // Whoever checks the settings need not be the account that runs Beffroi.
    }
  }
  return undefined;
}

function isWebAddress(text: string): boolean {
  // A template stands for a part of the address only after its host.
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === "http:" || protocol === "https:") && username === "" && password === "";
}
