import { z } from "zod";

/** Settings of the pages that the public reads: whose they are and how they look. */

export const statusSchema = z
  .object({
    /** As people say it: "Ville de Caen". Empty: the pages name nobody. */
    town: z
      .string()
      .trim()
      .max(120)
      .default("")
      .meta({ remedy: 'Write the name as people say it: town = "Ville de Caen".' }),
    /** The town's own colour, behind its name. What stands on it is black or white, whichever reads better. */
    colour: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/, "is not a colour")
      .default("#1f3a5f")
      .meta({ remedy: 'Write six hexadecimal digits after "#": colour = "#1f3a5f".' }),
    /** Zone of the times that the pages tell (IANA). */
    time_zone: z
      .string()
      .max(64)
      .refine(isTimeZone, "is not a time zone")
      .default("Europe/Paris")
      .meta({ remedy: 'Write a name of the IANA list: "Europe/Paris", "Indian/Reunion".' }),
  })
  .strict();
export type StatusSettings = z.infer<typeof statusSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("fr", { timeZone: name }).format(0) !== "";
  } catch {
    return false;
  }
}
