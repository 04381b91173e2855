import { Button } from "react-aria-components";
import type { StatementFields } from "../../../status/events.ts";
import { Field } from "../form/field.tsx";
import { useSpeech } from "../reading.tsx";
import { comingMoments, exactMoment, type Moment } from "../room/moment.ts";
import { MomentField } from "../room/moment-field.tsx";
import type { PartOfStatement } from "./editor.tsx";
import { isPhoneNumber, PHONES_MAX } from "./statement.ts";
import { useState } from "react";

type Phone = StatementFields["phones"][number];

/** When the counters are open, whom to call, and when more will be said. */
export function ContactPart({ fields, change, withEnglish }: PartOfStatement) {
  const { say } = useSpeech();
  const { hours, phones, nextUpdateAt } = fields;
  const [moment, setMoment] = useState<Moment>(() => exactMoment(nextUpdateAt));
  const set = (at: number, part: Partial<Phone>) =>
    change({ phones: phones.map((one, place) => (place === at ? { ...one, ...part } : one)) });
  return (
    <fieldset className="part">
      <legend>{say("status.reception")}</legend>
      <Field
        label={say("status.hours")}
        hint={say("status.hours.hint")}
        maxLength={600}
        lines={3}
        value={hours.fr}
        onChange={(fr) => change({ hours: { ...hours, fr } })}
      />
      {withEnglish && (
        <Field
          label={say("status.hours.en")}
          maxLength={600}
          lines={3}
          value={hours.en}
          onChange={(en) => change({ hours: { ...hours, en } })}
        />
      )}
      <h3>{say("status.phones")}</h3>
      {phones.length > 0 && (
        <ul className="services">
          {phones.map((phone, at) => (
            <PhoneRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a number has no name but its place
              key={at}
              phone={phone}
              withEnglish={withEnglish}
              onChange={(part) => set(at, part)}
              onRemove={() => change({ phones: phones.filter((_, place) => place !== at) })}
            />
          ))}
        </ul>
      )}
      <Button
        className="button"
        isDisabled={phones.length >= PHONES_MAX}
        onPress={() => change({ phones: [...phones, { fr: "", en: "", number: "" }] })}
      >
        {say("status.phone.add")}
      </Button>
      <MomentField
        label={say("status.next")}
        value={moment}
        choices={comingMoments}
        onChange={(chosen) => {
          setMoment(chosen);
          change({ nextUpdateAt: chosen.at });
        }}
      />
      <p className="quiet">{say("status.next.hint")}</p>
    </fieldset>
  );
}

function PhoneRow({
  phone,
  withEnglish,
  onChange,
  onRemove,
}: {
  phone: Phone;
  withEnglish: boolean;
  onChange: (part: Partial<Phone>) => void;
  onRemove: () => void;
}) {
  const { say } = useSpeech();
  const isBad = phone.number !== "" && !isPhoneNumber(phone.number);
  return (
    <li className="service">
      <div className="service-fields">
        <Field
          label={say("status.phone.name")}
          maxLength={80}
          value={phone.fr}
          onChange={(fr) => onChange({ fr })}
          isRequired
        />
        <Field
          label={say("status.phone.number")}
          error={isBad ? say("status.phone.bad") : undefined}
          inputMode="tel"
          maxLength={31}
          value={phone.number}
          onChange={(number) => onChange({ number })}
          isRequired
        />
        {withEnglish && (
          <Field
            className="service-line"
            label={say("status.phone.name.en")}
            maxLength={80}
            value={phone.en}
            onChange={(en) => onChange({ en })}
          />
        )}
      </div>
      <Button
        className="button-quiet service-remove"
        aria-label={say("status.phone.remove", { number: phone.number })}
        onPress={onRemove}
      >
        {say("remove")}
      </Button>
    </li>
  );
}
