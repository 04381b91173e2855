import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { useSpeech } from "../reading.tsx";
import type { ItemAct } from "./item-acts.ts";

export type ActMenuProps = {
  label: string;
  acts: readonly ItemAct[];
  onAct(act: string): void;
  className: string;
  /** Left out of the tabulator's way: reached from its entry by other keys. */
  excludeFromTabOrder?: boolean;
};

/** Acts behind one button. */
export function ActMenu({ label, acts, onAct, className, excludeFromTabOrder = false }: ActMenuProps) {
  const { say } = useSpeech();
  return (
    <MenuTrigger>
      <Button className={className} aria-label={label} excludeFromTabOrder={excludeFromTabOrder}>
        ⋯
      </Button>
      <Popover placement="bottom end" offset={4}>
        <Menu className="list-box" aria-label={label} onAction={(act) => onAct(String(act))}>
          {acts.map((act) => (
            <MenuItem key={act} id={act} className="list-option">
              {say(`act.${act}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
