import { addDays, type Day, weekday } from "./calendar.ts";
import { APPOINTMENTS } from "./content/procedures.ts";

/** Appointments kept; beyond it the oldest are forgotten and their slots are free again. */
export const BOOKINGS_MAX = 2000;

/** Slots are offered from the next day on, this many days ahead. */
const DAYS_AHEAD = 16;

export type AppointmentKind = (typeof APPOINTMENTS)[number];

export interface Slot {
  /** "2027-03-04-0930", unique for its kind */
  readonly id: string;
  readonly day: Day;
  /** "9 h 30" */
  readonly hour: string;
  readonly free: boolean;
}

export interface Booking {
  readonly reference: string;
  readonly kind: AppointmentKind;
  readonly slot: Slot;
  readonly name: string;
  /** The session that made it and alone may read it. */
  readonly sessionId: string;
}

export function appointmentKind(slug: string): AppointmentKind | undefined {
  return APPOINTMENTS.find((kind) => kind.slug === slug);
}

/** The appointment book: slots of weekdays, some taken from the start, the others until somebody books them. */
export class AppointmentBook {
  private readonly byReference = new Map<string, Booking>();
  private readonly referenceOf = new Map<string, string>();
  private count = 0;

  get size(): number {
    return this.byReference.size;
  }

  slots(kind: AppointmentKind, today: Day): Slot[] {
    const slots: Slot[] = [];
    for (let ahead = 1; ahead <= DAYS_AHEAD; ahead++) {
      const day = addDays(today, ahead);
      if (weekday(day) === 0 || weekday(day) === 6) continue;
      for (const minutes of openingMinutes(kind.minutes)) slots.push(this.slot(kind, day, minutes));
    }
    return slots;
  }

  find(kind: AppointmentKind, slotId: string, today: Day): Slot | undefined {
    return this.slots(kind, today).find((slot) => slot.id === slotId);
  }

  /** Books a free slot. The reference cannot be guessed from another one's. */
  book(kind: AppointmentKind, slot: Slot, name: string, sessionId: string): Booking {
    this.count++;
    const tail = crypto.randomUUID().slice(0, 8).toUpperCase();
    const booking: Booking = { reference: `RDV-${1000 + this.count}-${tail}`, kind, slot, name, sessionId };
    this.byReference.set(booking.reference, booking);
    this.referenceOf.set(`${kind.slug} ${slot.id}`, booking.reference);
    for (const [reference, oldest] of this.byReference) {
      if (this.byReference.size <= BOOKINGS_MAX) break;
      this.byReference.delete(reference);
      this.referenceOf.delete(`${oldest.kind.slug} ${oldest.slot.id}`);
    }
    return booking;
  }

  /** The booking, for the session that made it only. */
  read(reference: string, sessionId: string | undefined): Booking | undefined {
    const booking = this.byReference.get(reference);
    return booking !== undefined && booking.sessionId === sessionId ? booking : undefined;
  }

  private slot(kind: AppointmentKind, day: Day, minutes: number): Slot {
    const hours = Math.floor(minutes / 60);
    const rest = String(minutes % 60).padStart(2, "0");
    const id = `${day}-${String(hours).padStart(2, "0")}${rest}`;
    const takenElsewhere = Bun.hash.crc32(`${kind.slug}${id}`) % 5 < 2;
    const free = !takenElsewhere && !this.referenceOf.has(`${kind.slug} ${id}`);
    return { id, day, hour: rest === "00" ? `${hours} h` : `${hours} h ${rest}`, free };
  }
}

function openingMinutes(lengthMinutes: number): number[] {
  const starts: number[] = [];
  const step = Math.max(30, lengthMinutes);
  for (const [from, until] of [
    [9 * 60, 12 * 60],
    [13 * 60 + 30, 17 * 60],
  ] as const) {
    for (let at = from; at + lengthMinutes <= until; at += step) starts.push(at);
  }
  return starts;
}
