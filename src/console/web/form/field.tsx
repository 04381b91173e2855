import { type ReactNode, useState } from "react";
import {
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
  ToggleButton,
} from "react-aria-components";
import { useSpeech } from "../reading.tsx";

export type FieldParts = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What belongs in it, under the label. */
  hint?: ReactNode;
  /** What is wrong with what stands in it. */
  error?: string | undefined;
  /** Lines of a longer text; one line when left out. */
  lines?: number;
  placeholder?: string;
  /** A name or a code, not prose: the device must not correct or capitalise it. */
  literal?: boolean;
} & Pick<
  TextFieldProps,
  | "autoComplete"
  | "autoFocus"
  | "inputMode"
  | "isRequired"
  | "isReadOnly"
  | "maxLength"
  | "name"
  | "type"
  | "className"
  | "onBlur"
>;

const LITERAL = { autoCapitalize: "none", autoCorrect: "off", spellCheck: false };

/** One labelled field; its hint and its fault belong to it for those who hear the page too. */
export function Field({
  label,
  hint,
  error,
  lines,
  placeholder,
  literal = false,
  className,
  ...rest
}: FieldParts) {
  return (
    <TextField
      {...rest}
      className={["field", className].filter(Boolean).join(" ")}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      {lines === undefined ? (
        <Input placeholder={placeholder} {...(literal ? LITERAL : {})} />
      ) : (
        <TextArea rows={lines} placeholder={placeholder} />
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}

/** A password: hidden at first, shown on demand, so that it need not be typed twice. */
export function PasswordField({
  label,
  hint,
  error,
  ...rest
}: Omit<FieldParts, "lines" | "type" | "literal" | "className" | "placeholder">) {
  const { say } = useSpeech();
  const [isShown, show] = useState(false);
  return (
    <TextField
      {...rest}
      className="field"
      type={isShown ? "text" : "password"}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <span className="field-with-button">
        <Input {...LITERAL} />
        <ToggleButton className="field-button" isSelected={isShown} onChange={show}>
          {say(isShown ? "password.hide" : "password.show")}
        </ToggleButton>
      </span>
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
