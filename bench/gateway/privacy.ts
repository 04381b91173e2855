import { plainWordCaseAt, runCases, SEED } from "../../test/adversarial/run-cases.ts";
import { startMarkingOrigin } from "../../test/adversarial/marking-origin.ts";
import { startGateway } from "../harness/beffroi.ts";
import { stopAll } from "../harness/process.ts";
import { type Effort, type Section, sectionMarkdown } from "../harness/section.ts";

const FULL = 10_000;
const SMOKE = 500;
const PLAIN_WORDS = 100;

/** The whole adversarial suite against a gateway of its own. */
export async function privacy(effort: Effort): Promise<Section> {
  const cases = effort.smoke ? SMOKE : FULL;
  const origin = await startMarkingOrigin();
  const gateway = await startGateway("privacy", { origin: origin.port, site: ["crawl = false"] }, undefined);
  const outcome = await runCases(gateway.port, cases);
  const plain = await runCases(gateway.port, PLAIN_WORDS, (index) => plainWordCaseAt(1_000_000 + index));
  const spread = new Set(plain.findings.map(({ index }) => index)).size;
  await gateway.process.stop();
  origin.stop();
  const secrets = outcome.findings.filter(({ what }) => what.startsWith("saw the secret")).length;
  const texts = outcome.findings.filter(({ what }) => what.startsWith("saw the attacker")).length;
  const others = outcome.findings.length - secrets - texts;
  const complete = outcome.cases === cases;
  const kinds = new Map<string, number>();
  for (const { name, what } of outcome.findings) {
    const kind = `${name}: ${what.replace(/\d+/g, "N")}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return {
    title: "Cache deception and poisoning",
    about: `${outcome.cases} cases (seed ${SEED}), ${outcome.requests} requests over real sockets, in front of an origin that prints secrets and requests into its pages and calls them public; ${outcome.marked} answers to attackers and victims carried a mark.`,
    goals: [
      {
        what: `private bodies seen by others in ${outcome.cases} cases`,
        goal: "0",
        measured: String(secrets),
        met: secrets === 0 && complete,
      },
      {
        what: "attacker's text seen by others",
        goal: "0",
        measured: String(texts),
        met: texts === 0 && complete,
      },
      {
        what: "wrong, cut or missing pages given to others",
        goal: "0",
        measured: String(others),
        met: others === 0 && complete,
      },
    ],
    tables: [],
    notes: [
      `Beside these, ${plain.cases} cases of an origin that prints User-Agent, Accept or Accept-Language into a shared page without naming it in Vary: in ${spread} the next visitor saw the attacker's plain word. Such an answer is shareable by the letter of RFC 9111; every cache that forwards these fields spreads it.`,
      ...[...kinds].map(([kind, count]) => `${count} x ${kind}`),
    ],
    faults: [
      ...(complete ? [] : [`only ${outcome.cases} of ${cases} cases ran: too many findings`]),
      ...(outcome.marked < cases ? ["the attacks reached too few pages to say anything"] : []),
      ...(effort.smoke && outcome.findings.length > 0 ? [`${outcome.findings.length} findings`] : []),
    ],
  };
}

if (import.meta.main) {
  const section = await privacy({ smoke: process.argv.includes("--smoke") }).finally(stopAll);
  console.log(sectionMarkdown(section));
}
