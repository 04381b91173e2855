import { Button } from "react-aria-components";
import type { ServiceState } from "../../../status/events.ts";
import { texts } from "../../locales/index.ts";
import { frenchTypography } from "../../locales/typography.ts";
import { Fold } from "../fold.tsx";
import { Field } from "../form/field.tsx";
import { useSpeech } from "../reading.tsx";
import type { PartOfStatement } from "./editor.tsx";
import { serviceNamed, type ServiceLine, SERVICES_MAX, STATES } from "./statement.ts";

/** Which services work, and how. */
export function ServicesPart({ fields: { services }, change, withEnglish }: PartOfStatement) {
  const { say } = useSpeech();
  const set = (id: string, part: Partial<ServiceLine>) =>
    change({ services: services.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  const addUsual = () => change({ services: [...services, ...usualServices()].slice(0, SERVICES_MAX) });
  return (
    <fieldset className="part">
      <legend>{say("status.services")}</legend>
      <p className="quiet">{say("status.services.help")}</p>
      {services.length > 0 && (
        <ul className="services">
          {services.map((service) => (
            <ServiceRow
              key={service.id}
              service={service}
              onChange={(part) => set(service.id, part)}
              onRemove={() => change({ services: services.filter(({ id }) => id !== service.id) })}
            />
          ))}
        </ul>
      )}
      <div className="form-acts">
        {services.length === 0 && (
          <Button className="button" onPress={addUsual}>
            {say("status.services.usual")}
          </Button>
        )}
        <Button
          className={services.length === 0 ? "button-quiet" : "button"}
          isDisabled={services.length >= SERVICES_MAX}
          onPress={() => change({ services: [...services, serviceNamed("")] })}
        >
          {say("status.service.add")}
        </Button>
      </div>
      {withEnglish && services.length > 0 && (
        <Fold title={say("status.services.english")}>
          {() => <InEnglish services={services} onChange={set} />}
        </Fold>
      )}
    </fieldset>
  );
}

/** The English of the services, apart: it is written once and seldom changes. */
function InEnglish({
  services,
  onChange,
}: {
  services: readonly ServiceLine[];
  onChange: (id: string, part: Partial<ServiceLine>) => void;
}) {
  const { say } = useSpeech();
  return (
    <div className="form">
      {services.map(({ id, fr, en, note }) => (
        <div key={id} className="form-row">
          <Field
            label={say("status.service.en", { name: fr || say("status.service.new") })}
            maxLength={80}
            value={en}
            onChange={(text) => onChange(id, { en: text })}
          />
          {note.fr !== "" && (
            <Field
              label={say("status.service.note.en", { note: note.fr })}
              maxLength={200}
              value={note.en}
              onChange={(text) => onChange(id, { note: { ...note, en: text } })}
            />
          )}
        </div>
      ))}
    </div>
  );
}

function ServiceRow({
  service,
  onChange,
  onRemove,
}: {
  service: ServiceLine;
  onChange: (part: Partial<ServiceLine>) => void;
  onRemove: () => void;
}) {
  const { say } = useSpeech();
  const name = service.fr || say("status.service.new");
  // What works needs no words; what does not, does.
  const hasNote = service.state !== "works" || service.note.fr !== "";
  return (
    <li className="service">
      <div className="service-fields">
        <Field
          label={say("status.service")}
          maxLength={80}
          value={service.fr}
          onChange={(fr) => onChange({ fr })}
          isRequired
        />
        <label className="field">
          <span className="field-name">
            {say("status.service.state")}
            <span className="unseen"> {name}</span>
          </span>
          <select
            value={service.state}
            onChange={(event) => onChange({ state: event.target.value as ServiceState })}
          >
            {STATES.map((state) => (
              <option key={state} value={state}>
                {say(`status.state.${state}`)}
              </option>
            ))}
          </select>
        </label>
        {hasNote && (
          <Field
            className="service-line"
            label={say("status.service.note")}
            maxLength={200}
            value={service.note.fr}
            onChange={(fr) => onChange({ note: { fr, en: fr === "" ? "" : service.note.en } })}
          />
        )}
      </div>
      <Button
        className="button-quiet service-remove"
        aria-label={say("status.service.remove", { name })}
        onPress={onRemove}
      >
        {say("remove")}
      </Button>
    </li>
  );
}

/** The same list in both languages, line by line. */
function usualServices(): ServiceLine[] {
  const [fr, en] = [texts.fr, texts.en].map((one) => one["status.services.usual.names"].split("\n"));
  return (fr ?? []).map((name, at) => serviceNamed(frenchTypography(name), en?.[at] ?? ""));
}
