import { mobileNumber } from "../addresses.ts";
import type { ChannelSettings } from "../config.ts";
import { type Channel, cut, type Message, POSSIBLE_DOUBLE_SHORT_FR } from "./channel.ts";
import { askOnce, outcomeOf } from "./http.ts";
import { withSecret } from "./secret.ts";

/** Three SMS of 160 characters, joined, take about as much. */
const CHARACTERS = 480;
const COUNTRY_PREFIX = "+33";
const MOBILE_PREFIXES = ["+336", "+337"];

/**
 * SMS over whatever service the town has: one HTTP request made from templates. {phone} is the number in international
 * form, {digits} the same without its plus, {text} the message, {key} the delivery's key, {secret} what stands in
 * secret_file. Values are escaped for the place that they stand in.
 */
export function smsChannel(settings: ChannelSettings): Channel {
  const { name, url = "", method = "POST", headers = {}, body = "", secret_file } = settings;
  const { ca_file: caFile, success_contains: success = "", concurrency, timeout_seconds: seconds } = settings;
  const { country_prefix: country = COUNTRY_PREFIX, mobile_prefixes: mobiles = MOBILE_PREFIXES } = settings;
  const charactersMax = settings.characters_max ?? CHARACTERS;
  const escapeBody = escaperOf(headers);
  return {
    name,
    kind: "sms",
    exact: false,
    concurrency,
    charactersMax,
    place: null,
    addressOf: ({ phones }) => mobileNumber(phones, country, mobiles),
    send: (to, message, signal) =>
      withSecret(secret_file, async (secret) => {
        const values = {
          phone: to,
          digits: to.replace(/^\+/, ""),
          text: smsText(message, charactersMax),
          key: message.key,
          secret,
        };
        const made = Object.entries(headers).map(([header, template]) => [
          header.toLowerCase(),
          fill(template, values, (value) => value.replace(/[^\x20-\x7e]/g, " ")),
        ]);
        const end = await askOnce({
          url: fill(url, values, encodeURIComponent),
          method,
          headers: { "idempotency-key": message.key, ...Object.fromEntries(made) },
          body: method === "GET" ? "" : fill(body, values, escapeBody),
          timeoutMs: seconds * 1000,
          caFile,
          signal,
        });
        return outcomeOf(end, (text) => text.includes(success));
      }),
  };
}

function smsText({ subject, text, marked }: Message, charactersMax: number): string {
  const whole = subject === "" ? text : `${subject} : ${text}`;
  return cut(`${marked ? POSSIBLE_DOUBLE_SHORT_FR : ""}${whole}`, charactersMax);
}

/** Replaces {name} by its value; braces around anything else stay, as JSON needs them. */
export function fill(
  template: string,
  values: Record<string, string>,
  escaped: (value: string) => string,
): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? escaped(values[name] ?? "") : whole,
  );
}

/** How a value is written into the body, by the content type: within JSON's quotes, as a form's value, or as it is. */
function escaperOf(headers: Record<string, string>): (value: string) => string {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  if (type.includes("json")) return (value) => JSON.stringify(value).slice(1, -1);
  if (type.includes("x-www-form-urlencoded")) return encodeURIComponent;
  if (type.includes("xml")) return escapeXml;
  return (value) => value;
}

function escapeXml(value: string): string {
  return value.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
