import { Command } from "commander";
import { HELP_WORDS } from "../words/help-words.ts";
import { say } from "../words/sentence.ts";
import type { Builder } from "./cli.ts";
import { addClaim } from "./commands/claim.ts";
import { addRecuse } from "./commands/claim-deeds.ts";
import { addClock } from "./commands/clock.ts";
import { addDemo } from "./commands/demo.ts";
import { addDevice } from "./commands/device.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addExplain } from "./commands/explain.ts";
import { addExport } from "./commands/export.ts";
import { addFound } from "./commands/found.ts";
import { addInvite } from "./commands/invite.ts";
import { addJoin } from "./commands/join.ts";
import { addLedger } from "./commands/ledger.ts";
import { addMembers } from "./commands/members.ts";
import { addMotion } from "./commands/motion.ts";
import { addNeed } from "./commands/need.ts";
import { addOutlook } from "./commands/outlook.ts";
import { addLeave, addPay } from "./commands/pay.ts";
import { addPeople, addResign } from "./commands/people.ts";
import { addPlan } from "./commands/plan.ts";
import { addProfile } from "./commands/profile.ts";
import { addRecover } from "./commands/recover.ts";
import { addRefound } from "./commands/refound.ts";
import { addReturn } from "./commands/return.ts";
import { addStart } from "./commands/start.ts";
import { addStatus } from "./commands/status.ts";
import { addVote } from "./commands/vote.ts";
import { addWhatif } from "./commands/whatif.ts";
import type { Io } from "./io.ts";

/** In the order in which a person meets them. */
const COMMANDS = [
  addFound,
  addInvite,
  addJoin,
  addReturn,
  addStart,
  addStatus,
  addDoctor,
  addMembers,
  addPeople,
  addProfile,
  addNeed,
  addPlan,
  addClaim,
  addVote,
  addRecuse,
  addMotion,
  addOutlook,
  addLedger,
  addExplain,
  addPay,
  addLeave,
  addResign,
  addDevice,
  addRecover,
  addRefound,
  addClock,
  addExport,
  addWhatif,
  addDemo,
] as const;

/** The whole command line. Faults of usage are thrown as CommanderError, printed by nobody but `main`. */
export function createProgram(build: Builder, io: Io, version: string): Command {
  const { lang } = build;
  const program = new Command("huzhu")
    .description(say(lang, HELP_WORDS.about))
    .option("--home <folder>", say(lang, HELP_WORDS.home))
    .option("--lang <language>", say(lang, HELP_WORDS.lang))
    .option("--sealed", say(lang, HELP_WORDS.sealed))
    .version(version, "-V, --version", say(lang, HELP_WORDS.version))
    .helpOption("-h, --help", say(lang, HELP_WORDS.help))
    .helpCommand("help [command]", say(lang, HELP_WORDS.help))
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => (title in HELP_WORDS ? say(lang, HELP_WORDS[title as "Usage:"]) : title),
    })
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
      outputError: () => undefined,
    })
    .exitOverride();
  for (const add of COMMANDS) add(build, program);
  return program;
}
