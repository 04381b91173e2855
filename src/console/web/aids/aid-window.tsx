import type { AidAsking } from "./aid-acts.ts";
import { AwareWindow, SentWindow, StartClockWindow, StopClockWindow } from "./clock-windows.tsx";
import {
  ChooseWindow,
  ReopenStepWindow,
  SkipStepWindow,
  StartSheetWindow,
  StopSheetWindow,
} from "./sheet-windows.tsx";

/** The window of an act on a clock or a sheet. */
export function AidWindow({ asking }: { asking: AidAsking }) {
  switch (asking.kind) {
    case "clock-start":
      return <StartClockWindow rules={asking.rules} />;
    case "clock-sent":
      return <SentWindow clock={asking.clock} stage={asking.stage} />;
    case "clock-aware":
      return <AwareWindow clock={asking.clock} />;
    case "clock-stop":
      return <StopClockWindow clock={asking.clock} />;
    case "sheet-start":
      return <StartSheetWindow playbook={asking.playbook} name={asking.name} />;
    case "step-skip":
      return <SkipStepWindow run={asking.run} step={asking.step} />;
    case "step-choose":
      return <ChooseWindow run={asking.run} step={asking.step} />;
    case "step-reopen":
      return <ReopenStepWindow run={asking.run} step={asking.step} />;
    case "sheet-stop":
      return <StopSheetWindow run={asking.run} />;
  }
}
