import type { Clock } from "../../kernel/clock.ts";
import type { ChannelSettings } from "../config.ts";
import type { Channel } from "./channel.ts";
import { mailChannel } from "./mail.ts";
import { matrixChannel } from "./matrix.ts";
import { ntfyChannel } from "./ntfy.ts";
import { smsChannel } from "./sms.ts";
import { webhookChannel } from "./webhook.ts";

/** The channel of one block of settings. To add a kind: CHANNEL_KINDS, its settings in FIELDS, and a line here. */
export function makeChannel(settings: ChannelSettings, clock: Clock): Channel {
  switch (settings.kind) {
    case "mail":
      return mailChannel(settings);
    case "sms":
      return smsChannel(settings);
    case "webhook":
      return webhookChannel(settings, clock);
    case "ntfy":
      return ntfyChannel(settings);
    case "matrix":
      return matrixChannel(settings);
  }
}
