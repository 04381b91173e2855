import { Fragment, useMemo, useState } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import type { StatementFields } from "../../../status/events.ts";
import { type Language, languages } from "../../locales/index.ts";
import { useNow, useSpeech } from "../reading.tsx";
import { makeSpeech, type Speech } from "../speech.ts";
import { type ServiceLine, STATES } from "./statement.ts";

/** Signs beside the words, as on the page itself: nobody has to tell colours apart. */
const LEVEL_SIGNS = { normal: "●", disturbed: "▲", major: "■" } as const;
const STATE_SIGNS = { works: "●", degraded: "▲", paper: "✎", closed: "■" } as const;

/** The public page as it will read, in either language: the same words in the same order as the page itself has them. */
export function Preview({ fields, exercise }: { fields: StatementFields | null; exercise: boolean }) {
  const { say, language: own } = useSpeech();
  const [language, choose] = useState<Language>(own);
  const speech = useMemo(() => makeSpeech(language), [language]);
  return (
    <div className="preview">
      <ToggleButtonGroup
        className="languages"
        aria-label={say("status.preview.language")}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[language]}
        onSelectionChange={([chosen]) => choose(chosen as Language)}
      >
        {languages.map((one) => (
          <ToggleButton key={one} id={one} lang={one}>
            {one.toUpperCase()}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <article className="public" lang={language}>
        {exercise && <p className="public-exercise">{speech.say("public.exercise")}</p>}
        {fields?.banner.on === true && <Banner fields={fields} speech={speech} />}
        <p className="public-heading">{speech.say("public.heading")}</p>
        {fields === null ? <p>{speech.say("public.nothing")}</p> : <Said fields={fields} speech={speech} />}
      </article>
      <p className="quiet">{say("status.preview.note")}</p>
    </div>
  );
}

type Parts = { fields: StatementFields; speech: Speech };

function Banner({ fields, speech }: Parts) {
  const details = bannerDetails(fields, speech);
  return (
    <div className="public-banner">
      <p>
        <strong>{inLanguage(fields.banner, speech)}</strong>{" "}
        <span className="public-link">{speech.say("public.more")}</span>
      </p>
      {details !== "" && <p>{details}</p>}
    </div>
  );
}

/** Opening hours and what still works, as the gateway puts them below the sentence; there it is cut when it is long. */
function bannerDetails({ hours, services }: StatementFields, speech: Speech): string {
  const named = (title: string, text: string) =>
    `${title}${speech.language === "fr" ? "\u00a0: " : ": "}${text}`;
  const open = inLanguage(hours, speech)
    .replace(/\s*\n\s*/g, " ")
    .trim();
  const told = (["works", "paper"] as const).flatMap((state) => {
    const names = services.filter((service) => service.state === state).map((one) => inLanguage(one, speech));
    return names.length === 0 ? [] : [named(speech.say(`public.state.${state}`), names.join(", "))];
  });
  return [...(open === "" ? [] : [named(speech.say("public.hours"), open)]), ...told].join(" · ");
}

function Said({ fields, speech }: Parts) {
  const { say } = speech;
  const nowMs = useNow();
  const inEnglish = speech.language === "en" && (fields.en.title !== "" || fields.en.text !== "");
  const onlyFrench = speech.language === "en" && !inEnglish;
  const words = inEnglish ? fields.en : fields.fr;
  const lang = onlyFrench ? "fr" : undefined;
  return (
    <>
      <p className={`public-level public-${fields.level}`}>
        <span aria-hidden="true">{LEVEL_SIGNS[fields.level]}</span> {say(`public.level.${fields.level}`)}
      </p>
      {onlyFrench && <p>{say("public.only-french")}</p>}
      {words.title !== "" && (
        <h3 className="public-title" lang={lang}>
          {words.title}
        </h3>
      )}
      <Paragraphs text={words.text} lang={lang} />
      {fields.nextUpdateAt !== null && (
        <p className="public-when">
          {say("public.next", { time: speech.full(Date.parse(fields.nextUpdateAt), nowMs) })}
        </p>
      )}
      <Services fields={fields} speech={speech} />
      {fields.hours.fr !== "" && (
        <>
          <h3>{say("public.hours")}</h3>
          <Paragraphs
            text={inLanguage(fields.hours, speech)}
            lang={speech.language === "en" && fields.hours.en === "" ? "fr" : undefined}
          />
        </>
      )}
      {fields.phones.length > 0 && (
        <>
          <h3>{say("public.phones")}</h3>
          <ul>
            {fields.phones.map((phone, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two numbers may be alike while they are typed
              <li key={at}>
                {inLanguage(phone, speech)}
                {speech.language === "fr" ? "\u00a0: " : ": "}
                <span className="public-link">{phone.number}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Services({ fields: { services }, speech }: Parts) {
  if (services.length === 0) return null;
  return (
    <>
      <h3>{speech.say("public.services")}</h3>
      {STATES.map((state) => {
        const within = services.filter((service) => service.state === state);
        if (within.length === 0) return null;
        return (
          <Fragment key={state}>
            <h4 className={`public-${state}`}>
              <span aria-hidden="true">{STATE_SIGNS[state]}</span> {speech.say(`public.state.${state}`)}
            </h4>
            <ul>
              {within.map((service) => (
                <li key={service.id}>{serviceText(service, speech)}</li>
              ))}
            </ul>
          </Fragment>
        );
      })}
    </>
  );
}

function serviceText(service: ServiceLine, speech: Speech): string {
  const note = inLanguage(service.note, speech);
  return note === "" ? inLanguage(service, speech) : `${inLanguage(service, speech)} – ${note}`;
}

function inLanguage({ fr, en }: { fr: string; en: string }, { language }: Speech): string {
  return language === "en" && en !== "" ? en : fr;
}

/** An empty line parts paragraphs, a line break stays one. */
function Paragraphs({ text, lang }: { text: string; lang: string | undefined }) {
  if (text === "") return null;
  return text.split(/\n{2,}/).map((paragraph, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other name
    <p key={at} lang={lang} className="public-paragraph">
      {paragraph}
    </p>
  ));
}
