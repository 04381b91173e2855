import type { Certainty, ClockState, Duty, Incident, IncidentKind, TaskState, Who } from "../events.ts";

/** Words of the room on paper, in French. */

export const KIND_WORDS: Readonly<Record<IncidentKind, string>> = {
  ddos: "Saturation (déni de service)",
  intrusion: "Intrusion",
  ransomware: "Rançongiciel",
  leak: "Fuite de données",
  defacement: "Défiguration",
  other: "Autre",
};

export const CERTAINTY_WORDS: Readonly<Record<Certainty, string>> = {
  fact: "fait établi",
  hypothesis: "hypothèse",
  hearsay: "ouï-dire",
};

export const TASK_WORDS: Readonly<Record<TaskState, string>> = {
  open: "à faire",
  started: "commencée",
  done: "faite",
  dropped: "abandonnée",
};

export const CLOCK_WORDS: Readonly<Record<ClockState, string>> = {
  running: "court",
  "due-soon": "proche",
  late: "en retard",
  "no-limit": "dès que possible",
  done: "satisfaite",
  "not-applicable": "sans objet",
};

const DUTY_WORDS: Readonly<Record<Duty, string>> = {
  "crisis-lead": "Direction de crise",
  deputy: "Adjoint à la direction de crise",
  "log-keeper": "Main courante",
  it: "Informatique",
  communication: "Communication",
  "data-protection": "Protection des données",
  legal: "Juridique",
  continuity: "Continuité des services",
  liaison: "Liaison (préfecture, forces de l’ordre)",
  other: "Autre fonction",
};

export function dutyWord(duty: Duty, label: string | null): string {
  return duty === "other" && label !== null ? label : DUTY_WORDS[duty];
}

/** « Bob Lefèvre (Responsable informatique) ». */
export function whoWords(who: Who | null): string {
  if (who === null) return "sans responsable";
  return who.function ? `${who.name} (${who.function})` : who.name;
}

export function stateWords(incident: Incident): string {
  if (incident.state === "merged") return `fusionné dans ${incident.mergedInto}`;
  return incident.state === "open" ? "en cours" : "clos";
}
