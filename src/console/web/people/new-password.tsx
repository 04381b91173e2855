import { PasswordField } from "../form/field.tsx";
import { useSpeech } from "../reading.tsx";
import { PASSWORD_CHARACTERS_MIN, strengthOf } from "./password-strength.ts";

/** A new password, with how it would stand told in words as it is typed. */
export function NewPassword({
  value,
  onChange,
  label,
  known,
}: {
  value: string;
  onChange: (value: string) => void;
  label: string;
  /** Names that an attacker knows too. */
  known: readonly string[];
}) {
  const { say } = useSpeech();
  const strength = strengthOf(value, known);
  const missing = PASSWORD_CHARACTERS_MIN - [...value].length;
  return (
    <div className="new-password">
      <PasswordField
        label={label}
        hint={say("password.advice")}
        name="new-password"
        autoComplete="new-password"
        value={value}
        onChange={onChange}
        isRequired
      />
      <p className={`strength strength-${strength}`} role="status">
        {strength !== "empty" && <span className="strength-bar" aria-hidden="true" />}
        {strength !== "empty" && say(`password.${strength}`, { count: missing })}
      </p>
    </div>
  );
}

export function isLongEnough(password: string): boolean {
  return [...password].length >= PASSWORD_CHARACTERS_MIN;
}
