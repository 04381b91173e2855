import { expect, test } from "bun:test";
import { refusalAnswer } from "./answer.ts";
import { Refusal } from "./refusal.ts";

const answerTo = async (error: unknown) => {
  const answer = refusalAnswer(error);
  return { status: answer.status, retry: answer.headers.get("retry-after"), body: await answer.json() };
};

test.each([
  ["changed-meanwhile", 409, null],
  ["too-slow", 408, null],
  ["provider-unreachable", 503, "5"],
  ["too-many-uploads", 503, "5"],
  ["journal-disk-full", 507, null],
  ["a-word-that-no-table-has", 409, null],
])("the refusal %s is answered with %d", async (code, status, retry) => {
  const { body, ...answer } = await answerTo(new Refusal(code, "What.", "where", "Remedy."));
  expect(answer).toEqual({ status, retry });
  expect(body).toEqual({ error: { code, what: "What.", where: "where", remedy: "Remedy." } });
});

test.each(["SQLITE_FULL", "ENOSPC", "EDQUOT"])(
  "a full disk (%s) is told as one, whichever file was written",
  async (code) => {
    const { status, body } = await answerTo(Object.assign(new Error("write"), { code }));
    expect([status, body.error.code]).toEqual([507, "disk-full"]);
  },
);

test.each([[new TypeError("secret detail")], ["secret detail"], [null], [undefined]])(
  "any other fault (%p) tells nothing of our insides",
  async (error) => {
    const { status, body } = await answerTo(error);
    expect([status, body.error.code]).toEqual([500, "fault"]);
    expect(JSON.stringify(body)).not.toContain("secret");
  },
);
