import { buildConsoleIfStale } from "./console.mjs";
import { findBun, installMissing, ROOT, SetupError } from "./packages.mjs";

/** Everything that a start would install or build, without starting: for installations that run as another user. */
try {
  installMissing(ROOT, false);
  buildConsoleIfStale(ROOT, findBun(ROOT));
  process.stdout.write(`beffroi: ${ROOT} is ready to start\n`);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`beffroi: ${error.message}\n`);
  process.exit(1);
}
