import type { ActAnswer } from "../../../incidents/events.ts";
import { Refused } from "../ask.ts";
import type { ErrorBody } from "../../../kernel/answer.ts";

export type Upload = { done: Promise<ActAnswer>; stop(): void };

/** Sends a file and says how far it is, from 0 to 1: what fetch cannot. Rejects with Refused; once stopped, never settles. */
export function upload(path: string, file: Blob, onProgress: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<ActAnswer>((resolve, reject) => {
    request.open("POST", path);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener("error", () => reject(new Refused(0, "no-connection", "", path, "")));
    request.addEventListener("load", () => {
      const answer = jsonOf(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as ActAnswer);
      else reject(refusedBy(request.status, answer as ErrorBody | undefined, path));
    });
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}

function refusedBy(status: number, answer: ErrorBody | undefined, path: string): Refused {
  const { code = "fault", what = "", where = path, remedy = "" } = answer?.error ?? {};
  return new Refused(status, code, what, where, remedy);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
