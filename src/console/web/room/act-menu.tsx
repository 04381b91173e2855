import { useRef, useState } from "react";
import { Menu, MenuItem, Popover } from "react-aria-components";
import { useSpeech } from "../reading.tsx";
import type { ItemAct } from "./item-acts.ts";

export type ActMenuProps = {
  label: string;
  acts: readonly ItemAct[];
  onAct(act: string): void;
  className: string;
  tabIndex?: number;
};

/** Acts behind one plain button; the menu is built when it is opened, for there are hundreds of such buttons. */
export function ActMenu({ label, acts, onAct, className, tabIndex = 0 }: ActMenuProps) {
  const { say } = useSpeech();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        tabIndex={tabIndex}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={label}
        onClick={() => setOpen(true)}
      >
        ⋯
      </button>
      {open && (
        <Popover triggerRef={button} isOpen onOpenChange={setOpen} placement="bottom end" offset={4}>
          <Menu
            className="list-box"
            aria-label={label}
            autoFocus="first"
            onAction={(act) => onAct(String(act))}
            onClose={() => setOpen(false)}
          >
            {acts.map((act) => (
              <MenuItem key={act} id={act} className="list-option">
                {say(`act.${act}`)}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      )}
    </>
  );
}
