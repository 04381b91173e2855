import { z } from "zod";

/** Who did it. `program` is one of our own processes, `operator` a person at the command line or the console. */
export const actorSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("program"), name: z.string().min(1).max(64) }).strict(),
  z.object({ type: z.literal("operator"), name: z.string().min(1).max(128) }).strict(),
]);

export type Actor = z.infer<typeof actorSchema>;

export const program = (name: string): Actor => ({ type: "program", name });
