/**
 * The OASIS Incident Core extension, as its publisher defines it: what a reader of a bundle must have who does not know the
 * extension (STIX 2.1, 7.3). Version 2.0.0 of July 2023: it knows the determinations blocked, confirmed, failed-attempt,
 * false-positive and suspected.
 */

export const INCIDENT_CORE = "extension-definition--ef765651-680c-498d-9894-99799f2fa126";
const OASIS = "identity--8ce3f695-d5a4-4dc8-9e93-a65af453a31a";

/** Objects of others: ids and times are theirs. */
export const INCIDENT_CORE_OBJECTS = [
  {
    type: "identity",
    spec_version: "2.1",
    id: OASIS,
    created: "2021-03-13T20:09:20.8889Z",
    modified: "2021-12-01T16:19:51.601791Z",
    name: "OASIS",
    identity_class: "organization",
  },
  {
    type: "extension-definition",
    spec_version: "2.1",
    id: INCIDENT_CORE,
    created: "2020-10-19T20:51:00.000Z",
    modified: "2023-07-11T00:56:00.000Z",
    created_by_ref: OASIS,
    name: "Incident Core Extension",
    schema:
      "https://github.com/oasis-open/cti-stix-common-objects/tree/main/extension-definition-specifications/incident-ef7",
    version: "2.0.0",
    extension_types: ["property-extension"],
  },
] as const;
