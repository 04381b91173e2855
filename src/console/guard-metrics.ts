import {
  type GuardDigest,
  type RouteClass,
  routeClassSchema,
  type Standing,
  standingSchema,
} from "../gateway/events.ts";

/** Figures of the door in front of the origin that come once a standing or once a class of routes. */

export const labelValues = { standing: standingSchema.options, route: routeClassSchema.options } as const;

export type GuardMetric = {
  name: string;
  help: string;
  label: keyof typeof labelValues;
  /** The figure of one standing or class of routes; null where it is not known. */
  read: (guard: GuardDigest, one: string) => number | null;
};

const byStanding =
  (read: (one: GuardDigest["classes"][Standing]) => number): GuardMetric["read"] =>
  ({ classes }, one) =>
    read(classes[one as Standing]);
const byRoute =
  (read: (one: GuardDigest["routes"][RouteClass]) => number | null): GuardMetric["read"] =>
  ({ routes }, one) =>
    read(routes[one as RouteClass]);

/** Counts over one second, to be added up. */
export const guardCounters: readonly GuardMetric[] = [
  {
    name: "beffroi_origin_served_total",
    help: "Requests let in to the origin, by who asked.",
    label: "standing",
    read: byStanding(({ served }) => served),
  },
  {
    name: "beffroi_origin_refused_total",
    help: "Requests turned away in front of the origin, by who asked.",
    label: "standing",
    read: byStanding(({ refused }) => refused),
  },
  {
    name: "beffroi_route_served_total",
    help: "Requests let in to the origin, by what was asked.",
    label: "route",
    read: byRoute(({ served }) => served),
  },
];

export const guardGauges: readonly GuardMetric[] = [
  {
    name: "beffroi_origin_waiting",
    help: "Requests in line for the origin, by who asks.",
    label: "standing",
    read: byStanding(({ waiting }) => waiting),
  },
  {
    name: "beffroi_route_limit",
    help: "Requests of this class that may be at the origin at once.",
    label: "route",
    read: byRoute(({ limit }) => limit),
  },
  {
    name: "beffroi_route_in_flight",
    help: "Requests of this class at the origin.",
    label: "route",
    read: byRoute(({ inFlight }) => inFlight),
  },
  {
    name: "beffroi_route_waiting",
    help: "Requests of this class in line for the origin.",
    label: "route",
    read: byRoute(({ waiting }) => waiting),
  },
  {
    name: "beffroi_route_calm_seconds",
    help: "What a request of this class takes while all is calm.",
    label: "route",
    read: byRoute(({ calmMs }) => (calmMs === null ? null : calmMs / 1000)),
  },
];
