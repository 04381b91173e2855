import { ConfigurationFaults } from "./config.ts";
import { errorLine, Refusal } from "./kernel/refusal.ts";

/** The command line: each command is one file of `cli/`, loaded only when it is called. */
type Command = { says: string; load: () => Promise<{ run(args: string[]): Promise<number> }> };

const commands: Record<string, Command> = {
  up: { says: "serve: gateway, keeper and console together", load: () => import("./cli/up.ts") },
  gateway: {
    says: "the gateway alone; gateway flush empties the kernel filter",
    load: () => import("./cli/gateway.ts"),
  },
  keeper: { says: "the keeper alone: journal and console", load: () => import("./cli/keeper.ts") },
  probe: {
    says: "measure public sites for the watch; --join URL: for a keeper elsewhere",
    load: () => import("./cli/probe.ts"),
  },
  check: {
    says: "URL...: one measured round of a site, with its evidence",
    load: () => import("./cli/check.ts"),
  },
  "check-config": {
    says: "read the settings and say every fault",
    load: () => import("./cli/check-config.ts"),
  },
  status: { says: "posture and figures of each site", load: () => import("./cli/status.ts") },
  site: {
    says: "coverage | crawl | purge of a site's snapshot; certify the settings",
    load: () => import("./cli/site.ts"),
  },
  watch: {
    says: "import FILE: take a list of sites in; census: who could be reached",
    load: () => import("./cli/watch.ts"),
  },
  people: { says: "list | link: who may enter, and a way in", load: () => import("./cli/people.ts") },
  drill: {
    says: "flood | caen: practise a siege or a crisis, on this machine only",
    load: () => import("./cli/drill.ts"),
  },
  filter: {
    says: "the kernel filter, with rights of its own (off by default)",
    load: () => import("./cli/filter.ts"),
  },
  claims: {
    says: "read FILE...: what texts claim, and of whom; reread: again with today's rules",
    load: () => import("./cli/claims.ts"),
  },
  journal: {
    says: "verify | export | import | checkpoint | slice | rebuild the journal",
    load: () => import("./cli/journal.ts"),
  },
};

const OPTIONS = `  --config FILE        settings (default ./beffroi.toml if it is there)
  --data DIR           folder for all that is kept (default ./data)
  --origin URL         the real server: http://HOST:PORT
  --host NAME          the site's name, as citizens type it
  --listen IP:PORT     where the site is served (default 127.0.0.1:8080)
  --console IP:PORT    where the console is (default 127.0.0.1:8440)`;

function help(): string {
  const lines = Object.entries(commands).map(([name, { says }]) => `  ${name.padEnd(14)} ${says}`);
  return `beffroi COMMAND [OPTIONS]\n\n${lines.join("\n")}\n\nOptions of up, gateway, keeper and check-config:\n${OPTIONS}`;
}

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    console.log(help());
    return name === undefined ? 2 : 0;
  }
  const command = commands[name];
  if (command === undefined) {
    console.error(`beffroi: there is no command "${name}". Commands: ${Object.keys(commands).join(", ")}.`);
    return 2;
  }
  const { run } = await command.load();
  return run(rest);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof ConfigurationFaults ? error.message : `beffroi: ${errorLine(error)}`);
  const wrongUse =
    error instanceof ConfigurationFaults || (error instanceof Refusal && error.code === "wrong-option");
  process.exit(wrongUse ? 2 : 1);
}
