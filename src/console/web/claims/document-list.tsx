import { useEffect, useState } from "react";
import type { DocumentRow } from "../../../claims/events.ts";
import { SearchBox } from "../form/search-box.tsx";
import { NotThere } from "../people/not-there.tsx";
import { addressOf, goTo } from "../place.ts";
import { useSpeech } from "../reading.tsx";
import { useMay } from "../session.tsx";
import type { ClaimsPart } from "./claims-room.tsx";
import { FeedList } from "./feeds.tsx";
import { DocumentLine } from "./event-documents.tsx";
import { RereadAll } from "./reread.tsx";
import { useClaims } from "./use-claims.ts";

const PAGE_DOCUMENTS = 50;
const TYPING_MS = 200;

type Documents = { total: number; offset: number; documents: DocumentRow[] };

/** All that was read, the latest first. "#/claims/documents/PAGE" */
export function DocumentList({ rest }: ClaimsPart) {
  const { say } = useSpeech();
  const mayExport = useMay("member");
  const [words, setWords] = useState("");
  const [asked, setAsked] = useState("");
  const page = Math.max(1, Number(rest[0] ?? 1) || 1);
  useEffect(() => {
    if (words === asked) return;
    const timer = setTimeout(() => {
      setAsked(words);
      if (page !== 1) goTo("claims", "documents");
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [words, asked, page]);
  const offset = (page - 1) * PAGE_DOCUMENTS;
  const listed = useClaims<Documents>(
    `/api/claims/documents?q=${encodeURIComponent(asked.trim())}&offset=${offset}&limit=${PAGE_DOCUMENTS}`,
  );
  const total = listed.value?.total ?? 0;
  const last = Math.ceil(total / PAGE_DOCUMENTS);
  return (
    <>
      <div className="answer">
        <h1>
          {listed.value === undefined
            ? say("claims.part.documents")
            : say("claims.documents.answer", { count: total })}
        </h1>
        <p>{say("claims.documents.what")}</p>
      </div>
      <NotThere asked={listed} />
      <RereadAll />
      <section aria-label={say("claims.part.documents")}>
        <SearchBox label={say("claims.documents.search")} value={words} onChange={setWords}>
          {asked !== "" && say("claims.documents.found", { count: total })}
        </SearchBox>
        {listed.value !== undefined && total === 0 && <p className="quiet">{say("claims.documents.none")}</p>}
        <ul className="plain-list">
          {listed.value?.documents.map((row) => (
            <li key={row.document} className="line-item">
              <DocumentLine row={row} />
            </li>
          ))}
        </ul>
        {last > 1 && (
          <nav aria-label={say("claims.pages")} className="form-acts">
            {page > 1 && (
              <a href={addressOf("claims", "documents", String(page - 1))}>{say("claims.page.before")}</a>
            )}
            <span className="quiet">{say("claims.page", { page, last })}</span>
            {page < last && (
              <a href={addressOf("claims", "documents", String(page + 1))}>{say("claims.page.next")}</a>
            )}
          </nav>
        )}
        {mayExport && total > 0 && (
          <p className="claims-take">
            <a href="/api/claims/corrections.jsonl" download>
              {say("claims.export.corrections")}
            </a>
          </p>
        )}
      </section>
      <FeedList />
    </>
  );
}
