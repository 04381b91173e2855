import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { isMailAddress } from "../addresses.ts";
import type { ChannelSettings } from "../config.ts";
import {
  type Attachment,
  type Channel,
  type Message,
  type Outcome,
  oneLine,
  POSSIBLE_DOUBLE_FR,
} from "./channel.ts";
import { withSecret } from "./secret.ts";

/**
 * Mail over SMTP, one message and one connection for each address. The library is loaded with the first mail: a keeper that sends
 * none starts without it.
 */

const CONNECT_TIMEOUT_MS = 10_000;
const USUAL_PORT = { starttls: 587, implicit: 465, none: 25 };

export type Mail = {
  to: readonly string[];
  subject: string;
  text: string;
  /** Stable over attempts: mailboxes that know it drop a double. */
  key: string;
  at: string;
  marked: boolean;
  attachments?: readonly Attachment[];
};

export type MailChannel = Channel & { sendMail(mail: Mail, signal: AbortSignal): Promise<Outcome> };

export function mailChannel(settings: ChannelSettings): MailChannel {
  const sendMail = (mail: Mail, signal: AbortSignal) =>
    withSecret(settings.secret_file, (password) => sendOnce(settings, password, mail, signal));
  return {
    name: settings.name,
    kind: "mail",
    exact: false,
    concurrency: settings.concurrency,
    charactersMax: null,
    place: null,
    addressOf: ({ mail }) => (isMailAddress(mail) ? mail : undefined),
    sendMail,
    send: (to, message, signal) => sendMail(mailOf(to, message), signal),
  };
}

function mailOf(to: string, { key, subject, text, at, marked }: Message): Mail {
  const title = subject === "" ? firstLine(text) : subject;
  return {
    to: [to],
    key,
    at,
    marked,
    subject: marked ? `[Renvoi] ${title}` : title,
    text: marked ? `${POSSIBLE_DOUBLE_FR}\n\n${text}` : text,
  };
}

function firstLine(text: string): string {
  const line = text.split("\n")[0] ?? "";
  return line.length <= 100 ? line : `${line.slice(0, 99).toWellFormed()}…`;
}

type Made = { bytes: Buffer; from: string; to: readonly string[] };

async function compose(settings: ChannelSettings, mail: Mail): Promise<Made> {
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
  const from = settings.from ?? "";
  const composer = new MailComposer({
    from: { name: "", address: from },
    to: mail.to.map((address) => ({ name: "", address })),
    subject: mail.subject,
    text: mail.text,
    date: new Date(mail.at),
    messageId: `<${mail.key}@${from.slice(from.lastIndexOf("@") + 1)}>`,
    headers: mail.marked ? { "X-Beffroi-Possible-Double": "yes" } : {},
    attachments: (mail.attachments ?? []).map(({ name, type, content }) => ({
      filename: name,
      contentType: type,
      content,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { bytes: await composer.compile().build(), from, to: mail.to };
}

async function sendOnce(
  settings: ChannelSettings,
  password: string,
  mail: Mail,
  signal: AbortSignal,
): Promise<Outcome> {
  let made: Made;
  let ca: string | undefined;
  try {
    made = await compose(settings, mail);
    ca = settings.ca_file === undefined ? undefined : readFileSync(settings.ca_file, "utf8");
  } catch (error) {
    return { result: "not-now", reason: oneLine(String(error)), channelDown: true };
  }
  const { default: SMTPConnection } = await import("nodemailer/lib/smtp-connection");
  const { host = "localhost", tls = "starttls" } = settings;
  const connection = new SMTPConnection({
    host,
    port: settings.port ?? USUAL_PORT[tls],
    secure: tls === "implicit",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    ...(ca === undefined ? {} : { tls: { ca } }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: settings.timeout_seconds * 1000,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: settings.timeout_seconds * 1000,
    socketCloseTimeout: 1_000,
  });
  const credentials = settings.user === undefined ? undefined : { user: settings.user, pass: password };
  return converse(connection, credentials, made, settings.timeout_seconds * 1000, signal);
}

type Connection = InstanceType<typeof import("nodemailer/lib/smtp-connection")["default"]>;

/** The whole conversation. What it means that it broke off depends on whether the message's last byte had been handed over. */
function converse(
  connection: Connection,
  credentials: { user: string; pass: string } | undefined,
  { bytes, from, to }: Made,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Outcome> {
  return new Promise((resolve) => {
    let handedOver = false;
    let ended = false;
    const end = (outcome: Outcome) => {
      if (ended) return;
      ended = true;
      clearTimeout(deadline);
      signal.removeEventListener("abort", aborted);
      resolve(outcome);
      if (outcome.result === "delivered") connection.quit();
      else connection.close();
    };
    const broken = (error: unknown) => end(outcomeOfError(error as SmtpError, handedOver));
    const aborted = () => broken(new Error("stopped"));
    // A server that says one word a minute keeps every shorter time-out from running out.
    const deadline = setTimeout(() => broken(new Error("no end in time")), 4 * timeoutMs);
    signal.addEventListener("abort", aborted);
    connection.on("error", broken);
    connection.on("end", () => broken(new Error("the connection was closed")));
    const send = () => {
      const message = Readable.from([bytes]);
      message.on("end", () => {
        handedOver = true;
      });
      connection.send({ from, to: [...to], size: bytes.length }, message, (error, info) => {
        if (error) return broken(error);
        const refused = (info?.rejected ?? []).map(String);
        const also = refused.length === 0 ? "" : ` (not for ${refused.join(", ")})`;
        end({ result: "delivered", answer: oneLine(`${info?.response ?? ""}${also}`) });
      });
    };
    if (signal.aborted) return aborted();
    connection.connect((error) => {
      if (error) return broken(error);
      if (credentials === undefined) return send();
      connection.login(credentials, (failed) => (failed ? broken(failed) : send()));
    });
  });
}

type SmtpError = Error & { code?: string; command?: string; responseCode?: number; response?: string };

/** What of a conversation is about this recipient or this message; all else is about the server, or about us. */
const ABOUT_MESSAGE = new Set(["RCPT TO", "DATA"]);
/** Closing down (421): the next message would hear the same. */
const CLOSING = 421;

/** What a failed conversation means. `handedOver`: the whole message had left, so it may have been taken. */
export function outcomeOfError(error: SmtpError, handedOver: boolean): Outcome {
  const { responseCode = 0, command = "", response, message } = error;
  const reason = oneLine(response ?? message);
  if (responseCode < 400) {
    return { result: handedOver ? "unknown" : "not-now", reason, channelDown: true };
  }
  const aboutMessage = ABOUT_MESSAGE.has(command) && responseCode !== CLOSING;
  if (aboutMessage && responseCode >= 500) return { result: "never", reason };
  return { result: "not-now", reason, channelDown: !aboutMessage };
}
