import { z } from "zod";

/** Settings of who may enter: how long a session lasts, and an identity provider if the town has one. */

const hours = (meaning: string) =>
  z
    .number()
    .positive()
    .max(24 * 30)
    .meta({ remedy: `Write ${meaning} in hours.` });

const webAddress = (example: string) =>
  z
    .string()
    .max(2048)
    .refine(isWebAddress, "is not an https address, nor an http one of this machine")
    .optional()
    .meta({ remedy: `Write the whole address, for instance "${example}".` });

export const peopleSchema = z
  .object({
    /** A session ends when nothing was done for so long, and after so long in any case. */
    session_idle_hours: hours("the time without any act after which one has to sign in again").default(12),
    session_hours: hours("the longest time between two sign-ins").default(24 * 7),
    /** OpenID Connect: the document that describes the provider. With it, the other settings of the provider are needed. */
    oidc_discovery: webAddress("https://idp.ville.lan/realms/ville/.well-known/openid-configuration"),
    oidc_client_id: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ remedy: "Write the name under which the provider knows Beffroi." }),
    /** A file, so that the secret is in no settings file that is shown around. */
    oidc_client_secret_file: z
      .string()
      .min(1)
      .optional()
      .meta({ remedy: "Give the path of a file that holds the secret and nothing else." }),
    oidc_label: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .default("OpenID Connect")
      .meta({ remedy: 'Write what people know it by: oidc_label = "ProConnect".' }),
    /** Where the provider sends people back to: the console as their browsers reach it. */
    oidc_console: webAddress("https://console.ville.lan:8440"),
  })
  .strict()
  .superRefine((settings, context) => {
    const together = ["oidc_discovery", "oidc_client_id", "oidc_client_secret_file", "oidc_console"] as const;
    const missing = together.filter((name) => settings[name] === undefined);
    if (missing.length === 0 || missing.length === together.length) return;
    for (const name of missing) {
      const message = "is missing, while other settings of the provider are there";
      context.addIssue({ code: "custom", message, path: [name] });
    }
  });
export type PeopleSettings = z.infer<typeof peopleSchema>;

/** Tokens and codes travel over these addresses: in the clear on this machine only. */
function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
