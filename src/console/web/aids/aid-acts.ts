import type {
  ClockStageView,
  ClockView,
  PlaybookView,
  RuleView,
  StepView,
} from "../../../incidents/events.ts";

/** Acts of the clocks of law and of the reflex sheets, and the windows that ask for their words. */

export type AidAct =
  | "start-clock"
  | "fill-clock-item"
  | "send-clock-stage"
  | "correct-clock-awareness"
  | "stop-clock"
  | "start-playbook"
  | "do-step"
  | "skip-step"
  | "make-choice"
  | "reopen-step"
  | "stop-playbook";

export type AidAsking =
  | { kind: "clock-start"; rules: readonly RuleView[] }
  | { kind: "clock-sent"; clock: ClockView; stage: ClockStageView }
  | { kind: "clock-aware"; clock: ClockView }
  | { kind: "clock-stop"; clock: ClockView }
  | { kind: "sheet-start"; playbook: string; name: string }
  | { kind: "step-skip"; run: PlaybookView; step: StepView }
  | { kind: "step-choose"; run: PlaybookView; step: StepView }
  | { kind: "step-reopen"; run: PlaybookView; step: StepView }
  | { kind: "sheet-stop"; run: PlaybookView };
