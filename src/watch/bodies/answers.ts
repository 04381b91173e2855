import { z } from "zod";
import { BODY_KINDS, SURENESSES } from "../../gazetteer/index.ts";
import {
  bodyIdSchema,
  importIdSchema,
  maintenanceIdSchema,
  REASON_CHARACTERS_MAX,
  siteIdSchema,
  tagSchema,
  TAGS_PER_SITE_MAX,
  URL_CHARACTERS_MAX,
  watchedBodySchema,
  watchedSiteSchema,
  watchEvents,
} from "../events.ts";
import { WHY_REFUSED, type WhyRefused } from "./address.ts";
import { LIST_FORMATS } from "./list-rows.ts";
import { line, prose } from "../../kernel/text.ts";

export type { Sureness } from "../../gazetteer/index.ts";
export type { WhyRefused } from "./address.ts";
export type { Sign } from "./match-site.ts";

/** What people ask of bodies and sites, and what they are answered: the schemas are the source of the OpenAPI document. */

export const REFUSED_SHOWN_MAX = 200;
export const SAMPLES_MAX = 200;
/** Decisions that one import brings along. */
export const DECISIONS_MAX = 60_000;
/** Sites that one request removes or tags. */
export const SITES_PER_ACT_MAX = 10_000;

const count = z.number().int().nonnegative();
const reason = prose(REASON_CHARACTERS_MAX).min(1);
const instant = z.iso.datetime({ precision: 3 });
const tags = z.array(tagSchema).max(TAGS_PER_SITE_MAX);

export const previewRequest = z
  .object({
    text: z.string(),
    source: line(300).optional(),
    format: z.enum(LIST_FORMATS).optional(),
  })
  .strict();

export const sampleSchema = z.object({
  url: z.string(),
  body: watchedBodySchema.nullable(),
  sure: z.enum(SURENESSES),
  /** Words of SIGNS, with a space between them; "" when nothing shows whose site it is. */
  evidence: z.string(),
  candidates: z.array(watchedBodySchema),
});

export const previewSchema = z
  .object({
    /** Rows that were read. */
    lines: count,
    /** Sites that would be added, and those of them with a body. */
    sites: count,
    matched: count,
    /** Of the matched, those that deserve a second look; of the others, those that fit several bodies. */
    likely: count,
    undecided: count,
    /** Watched already, and addresses that came before in the list. */
    known: count,
    repeated: count,
    refused: z.array(
      z.object({ line: count, text: z.string(), why: z.enum(Object.keys(WHY_REFUSED) as [WhyRefused]) }),
    ),
    /** All that are refused, those that are not shown included. */
    refusedTotal: count,
    byKind: z.partialRecord(z.enum([...BODY_KINDS, "none"]), count),
    /** The doubtful first. */
    samples: z.array(sampleSchema),
    sha256: z.string(),
  })
  .meta({ id: "ImportPreview" });
export type Preview = z.infer<typeof previewSchema>;

export const importRequest = z
  .object({
    id: importIdSchema,
    text: z.string(),
    source: line(300).min(1),
    licence: line(100).default(""),
    format: z.enum(LIST_FORMATS).optional(),
    tags: tags.default([]),
    /** By address: the body that a person chose, or none. */
    decisions: z
      .record(z.string().max(URL_CHARACTERS_MAX), bodyIdSchema.nullable())
      .refine((decisions) => Object.keys(decisions).length <= DECISIONS_MAX, "has too many entries")
      .default({}),
  })
  .strict();
export type ImportRequest = z.infer<typeof importRequest>;
export const importSchema = z
  .object({ added: count, known: count, refused: count, unmatched: count })
  .meta({ id: "ImportResult" });
export type ImportResult = z.infer<typeof importSchema>;

export type ListedImports = z.infer<typeof importListSchema>;
export const importListSchema = z.object({
  imports: z.array(
    z.object({
      id: importIdSchema,
      at: instant,
      source: z.string(),
      licence: z.string(),
      sha256: z.string(),
      lines: count,
      added: count,
      known: count,
      refused: count,
      unmatched: count,
    }),
  ),
});

export const addSiteRequest = z
  .object({
    url: line(URL_CHARACTERS_MAX).min(1),
    name: line(200).default(""),
    /** Left out: found by the host's name. null: none. An id: of the gazetteer, or watched already. */
    body: z.union([bodyIdSchema, watchedBodySchema, z.null()]).optional(),
    tags: tags.default([]),
  })
  .strict();
export type AddSiteRequest = z.input<typeof addSiteRequest>;
export const siteAnswer = z.object({ site: watchedSiteSchema, body: watchedBodySchema.nullable() });

export type SiteAnswer = z.infer<typeof siteAnswer>;

export const changeRequest = z.object({ change: watchEvents["watch.site-changed"].shape.change }).strict();
export const removeRequest = z
  .object({ sites: z.array(siteIdSchema).min(1).max(SITES_PER_ACT_MAX), reason })
  .strict();
export const removeAnswer = z.object({ removed: count });

export const tagRequest = z
  .object({ sites: z.array(siteIdSchema).min(1).max(SITES_PER_ACT_MAX), add: tags, remove: tags })
  .strict();
export const tagAnswer = z.object({ changed: count });
export const tagListSchema = z.object({ tags: z.array(z.object({ tag: tagSchema, sites: count })) });

export type TagList = z.infer<typeof tagListSchema>;

export const maintenanceRequest = z
  .object({
    id: maintenanceIdSchema,
    title: line(200).min(1),
    sites: z.array(siteIdSchema).max(500).default([]),
    bodies: z.array(bodyIdSchema).max(500).default([]),
    tags: z.array(tagSchema).max(50).default([]),
    from: instant,
    to: instant,
  })
  .strict();
export type MaintenanceRequest = z.input<typeof maintenanceRequest>;
export const cancelRequest = z.object({ reason }).strict();

export const bodySearchSchema = z.object({ bodies: z.array(watchedBodySchema) });
export type BodySearch = z.infer<typeof bodySearchSchema>;
