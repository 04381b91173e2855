import { ROLES, type Role } from "../../../kernel/role.ts";
import { Choice } from "../form/choice.tsx";
import { useSpeech } from "../reading.tsx";

/** The four roles, each with what it may. */
export function RoleChoice({
  value,
  onChange,
  label,
}: {
  value: Role;
  onChange: (role: Role) => void;
  label: string;
}) {
  const { say } = useSpeech();
  const options = ROLES.map((role) => ({
    id: role,
    title: say(`role.${role}`),
    help: say(`role.${role}.help`),
  }));
  return <Choice label={label} options={options} value={value} onChange={onChange} />;
}
