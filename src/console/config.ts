import { z } from "zod";

/** Settings of the console: where it listens and which names it answers to. */

const address = z
  .string()
  .regex(/^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-fA-F:.]+\]|localhost):\d{1,5}$/, "is not IP:PORT")
  .meta({ remedy: 'Write an address and a port, for instance "127.0.0.1:8440" or "[::1]:8440".' });

const hostName = z
  .string()
  .toLowerCase()
  .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "is not a host name")
  .max(253)
  .meta({ remedy: 'Write the name only, without "http://", port or path: "console.ville.lan".' });

export const consoleSchema = z
  .object({
    listen: address.default("127.0.0.1:8440"),
    /** Further names, besides the machine's own, under which a browser may ask for the console. */
    hosts: z
      .array(hostName)
      .max(100)
      .default([])
      .meta({ remedy: 'List the names people type: hosts = ["console.ville.lan"].' }),
    /** PEM files; with them the console speaks TLS only. */
    certificate: z
      .string()
      .optional()
      .meta({ remedy: "Give the path of the PEM file with the certificate chain." }),
    certificate_key: z
      .string()
      .optional()
      .meta({ remedy: "Give the path of the PEM file with the private key." }),
  })
  .strict()
  .refine((settings) => (settings.certificate === undefined) === (settings.certificate_key === undefined), {
    message: "has one of certificate and certificate_key but not the other",
    path: ["certificate_key"],
  });
export type ConsoleSettings = z.infer<typeof consoleSchema>;
