import { Checkbox } from "react-aria-components";
import { Field } from "../form/field.tsx";
import { useSpeech } from "../reading.tsx";
import type { PartOfStatement } from "./editor.tsx";

/** One sentence on the sites' own pages. */
export function BannerPart({ fields: { banner, fr, en }, change, withEnglish }: PartOfStatement) {
  const { say } = useSpeech();
  const turn = (on: boolean) => {
    // The title is a sentence that can be understood alone: a good start for the banner.
    const begun = banner.fr === "" ? { fr: fr.title, en: en.title } : {};
    change({ banner: { ...banner, ...(on ? begun : {}), on } });
  };
  return (
    <fieldset className="part">
      <legend>{say("status.banner")}</legend>
      <Checkbox className="check" isSelected={banner.on} onChange={turn}>
        <span className="check-box" aria-hidden="true">
          ✓
        </span>
        <span>
          {say("status.banner.on")}
          <span className="choice-help">{say("status.banner.help")}</span>
        </span>
      </Checkbox>
      {banner.on && (
        <Field
          label={say("status.banner.text")}
          error={banner.fr.trim() === "" ? say("status.banner.missing") : undefined}
          maxLength={160}
          value={banner.fr}
          onChange={(text) => change({ banner: { ...banner, fr: text } })}
          isRequired
        />
      )}
      {banner.on && withEnglish && (
        <Field
          label={say("status.banner.text.en")}
          maxLength={160}
          value={banner.en}
          onChange={(text) => change({ banner: { ...banner, en: text } })}
        />
      )}
    </fieldset>
  );
}
