import { expect, test } from "bun:test";
import { actorSchema, program } from "./actor.ts";

test("an actor is one of our programs or a person, and nothing besides", () => {
  expect(actorSchema.parse(program("keeper"))).toEqual({ type: "program", name: "keeper" });
  expect(actorSchema.safeParse({ type: "operator", name: "Alice" }).success).toBe(true);
  expect(actorSchema.safeParse({ type: "visitor", name: "Bob" }).success).toBe(false);
  expect(actorSchema.safeParse({ type: "operator", name: "" }).success).toBe(false);
  expect(actorSchema.safeParse({ type: "operator", name: "a".repeat(129) }).success).toBe(false);
  expect(actorSchema.safeParse({ type: "operator", name: "Alice", role: "mayor" }).success).toBe(false);
});
