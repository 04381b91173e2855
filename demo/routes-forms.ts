import { pageAnswer, redirectAnswer } from "./answer.ts";
import { appointmentKind } from "./appointments.ts";
import type { Route } from "./routes.ts";
import {
  appointmentsPage,
  CONTACT_SUBJECTS,
  confirmationPage,
  contactPage,
  detailsPage,
  receiptPage,
  slotsPage,
} from "./templates/forms.ts";
import { type Form, newSessionId, sessionCookie } from "./visit.ts";

const MESSAGE_CHARACTERS_MIN = 10;
const MESSAGE_CHARACTERS_MAX = 3000;
const NAME_CHARACTERS_MAX = 120;

/** Contact, newsletter and appointments: what a visitor without an account may send. */
export const formRoutes: readonly Route[] = [
  { method: "GET", pattern: /^\/contact$/, answer: (visit) => pageAnswer(contactPage(visit)) },
  {
    method: "POST",
    pattern: /^\/contact$/,
    answer: (visit, memory) => {
      const form = visit.form ?? new Map();
      const faults = contactFaults(form);
      if (faults.size > 0) return pageAnswer(contactPage(visit, form, faults), { status: 422 });
      const number = memory.acceptMessage(form.get("message") ?? "");
      const reference = `VDD-${visit.today.slice(0, 4)}-${String(number).padStart(6, "0")}`;
      return pageAnswer(
        receiptPage(visit, "Message reçu", "Nous vous répondons sous trois jours ouvrés.", reference),
      );
    },
  },
  {
    method: "POST",
    pattern: /^\/lettre-info$/,
    answer: (visit) => {
      const good = isEmail(visit.form?.get("email"));
      const sentence = good
        ? "Un message de confirmation partirait maintenant, si cette commune existait."
        : "L'adresse électronique n'est pas complète. Revenez en arrière et corrigez-la.";
      const title = good ? "Inscription enregistrée" : "Inscription impossible";
      return pageAnswer(receiptPage(visit, title, sentence), { status: good ? 200 : 422 });
    },
  },
  { method: "GET", pattern: /^\/lettre-info$/, answer: () => redirectAnswer(302, "/") },
  { method: "GET", pattern: /^\/rendez-vous$/, answer: (visit) => pageAnswer(appointmentsPage(visit)) },
  {
    method: "GET",
    pattern: /^\/rendez-vous\/([a-z-]+)$/,
    answer: (visit, memory, [slug]) => {
      const kind = appointmentKind(slug as string);
      if (kind === undefined) return undefined;
      const page = slotsPage(visit, kind, memory.book.slots(kind, visit.today));
      return pageAnswer(page, { headers: { "Cache-Control": "no-cache" } });
    },
  },
  {
    method: "GET",
    pattern: /^\/rendez-vous\/confirmation\/([0-9A-Z-]+)$/,
    answer: (visit, memory, [reference]) => {
      const booking = memory.book.read(reference as string, visit.sessionId);
      if (booking === undefined) return undefined;
      return pageAnswer(confirmationPage(visit, booking), { headers: { "Cache-Control": "private" } });
    },
  },
  {
    method: "GET",
    pattern: /^\/rendez-vous\/([a-z-]+)\/([0-9-]+)$/,
    answer: (visit, memory, [slug, slotId]) => {
      const kind = appointmentKind(slug as string);
      const slot = kind && memory.book.find(kind, slotId as string, visit.today);
      if (kind === undefined || slot === undefined) return undefined;
      return slot.free
        ? pageAnswer(detailsPage(visit, kind, slot))
        : redirectAnswer(302, `/rendez-vous/${kind.slug}`);
    },
  },
  {
    method: "POST",
    pattern: /^\/rendez-vous\/([a-z-]+)\/([0-9-]+)$/,
    answer: (visit, memory, [slug, slotId]) => {
      const kind = appointmentKind(slug as string);
      const slot = kind && memory.book.find(kind, slotId as string, visit.today);
      if (kind === undefined || slot === undefined) return undefined;
      if (!slot.free) {
        const sentence =
          "Quelqu'un vient de prendre ce créneau. Revenez en arrière pour en choisir un autre.";
        return pageAnswer(receiptPage(visit, "Créneau déjà pris", sentence), { status: 409 });
      }
      const form = visit.form ?? new Map();
      const faults = personFaults(form);
      if (!isPhone(form.get("telephone")))
        faults.set("telephone", "Indiquez un numéro de téléphone à dix chiffres.");
      if (faults.size > 0) return pageAnswer(detailsPage(visit, kind, slot, form, faults), { status: 422 });
      const sessionId = visit.sessionId ?? newSessionId();
      const name = (form.get("nom") as string).slice(0, NAME_CHARACTERS_MAX);
      const booking = memory.book.book(kind, slot, name, sessionId);
      const cookies = visit.sessionId === undefined ? [sessionCookie(sessionId)] : [];
      return redirectAnswer(303, `/rendez-vous/confirmation/${booking.reference}`, cookies);
    },
  },
];

function contactFaults(form: Form): Map<string, string> {
  const faults = personFaults(form);
  const length = form.get("message")?.length ?? 0;
  if (length < MESSAGE_CHARACTERS_MIN)
    faults.set("message", "Écrivez votre message, en dix caractères au moins.");
  if (length > MESSAGE_CHARACTERS_MAX)
    faults.set("message", "Le message dépasse trois mille caractères : raccourcissez-le.");
  if (!CONTACT_SUBJECTS.includes(form.get("objet") ?? ""))
    faults.set("objet", "Choisissez un objet dans la liste.");
  return faults;
}

function personFaults(form: Form): Map<string, string> {
  const faults = new Map<string, string>();
  if ((form.get("nom")?.length ?? 0) < 2) faults.set("nom", "Indiquez votre nom.");
  if (!isEmail(form.get("email")))
    faults.set("email", "Indiquez une adresse électronique complète, avec un @.");
  return faults;
}

function isEmail(text: string | undefined): boolean {
  return text !== undefined && text.length <= 120 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

function isPhone(text: string | undefined): boolean {
  return text !== undefined && /^\+?\d{10,12}$/.test(text.replace(/[\s.-]/g, ""));
}
