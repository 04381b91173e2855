import type { ReactNode } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useSpeech } from "../reading.tsx";

/**
 * A dialog over the room. Escape and the cross close it; a press beside it does not, for something may be typed in it.
 * The focus goes back to where it was.
 */
export function DialogBox({
  title,
  isOpen,
  onClose,
  children,
  wide = false,
}: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}) {
  const { say } = useSpeech();
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={(open) => open || onClose()}>
      <Modal className={wide ? "dialog-box dialog-box-wide" : "dialog-box"}>
        <Dialog>
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button slot="close" className="dialog-close" aria-label={say("dialog.close")}>
              ×
            </Button>
          </div>
          <div className="dialog-body">{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
