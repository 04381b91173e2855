import { z } from "zod";

/**
 * Who did it. `program` is one of our own processes, `person` somebody who signed in, `operator` whoever holds the
 * data folder's token: the command line and the sites' publishing hooks.
 */
export const actorSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("program"), name: z.string().min(1).max(64) }).strict(),
  z.object({ type: z.literal("operator"), name: z.string().min(1).max(128) }).strict(),
  z
    .object({
      type: z.literal("person"),
      /** Stays the same when the name changes. */
      id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
      name: z.string().min(1).max(128),
    })
    .strict(),
]);

export type Actor = z.infer<typeof actorSchema>;

export const program = (name: string): Actor => ({ type: "program", name });
