import type { Command } from "commander";
import type { StatusView } from "../../api/views/status-view.ts";
import { EXIT, type ExitCode, OperatorError } from "../../base/operator-error.ts";
import type { HealthTold } from "../../node/health.ts";
import { CHECK_STATE_WORDS } from "../../words/check-state-words.ts";
import { CHECK_WORDS, DOCTOR_WORDS } from "../../words/doctor-words.ts";
import { say } from "../../words/sentence.ts";
import type { Builder, Cli } from "../cli.ts";
import { type Finding, faulty, fine } from "../doctor/finding.ts";
import {
  checkDisk,
  checkFolder,
  checkProgram,
  checkStore,
  checkTimes,
  withoutHome,
} from "../doctor/home-checks.ts";
import { checkNode, checkStoreInUse, type NodeCheck, withoutNode } from "../doctor/node-checks.ts";
import { show } from "../screen.ts";
import { withJson } from "../with-json.ts";

export function addDoctor(build: Builder, program: Command): void {
  build.handle(withJson(build, build.command(program, "doctor")), examine);
}

/** Exit 0 only where all was looked at and all is well. */
async function examine(cli: Cli): Promise<ExitCode> {
  const findings = await findingsOf(cli);
  const [isWrong, isUnknown] = (["wrong", "unknown"] as const).map((wanted) =>
    findings.some(({ state }) => state === wanted),
  );
  const isWell = !(isWrong || isUnknown);
  show(cli, { ok: isWell, checks: findings }, () => [
    ...findings.map((finding) => lineOf(cli, finding)),
    ...(isWell ? [say(cli.lang, DOCTOR_WORDS.allWell)] : []),
  ]);
  if (isWell) return EXIT.ok;
  return isWrong ? EXIT.failure : EXIT.notRunning;
}

function lineOf({ lang }: Cli, { check, state, text, fix }: Finding): string {
  const head = `[${say(lang, CHECK_STATE_WORDS[state])}] ${say(lang, CHECK_WORDS[check])}`;
  const said = lang === "en" ? `${head}: ${text}` : `${head}：${text}`;
  if (fix === null) return said;
  return lang === "en" ? `${said} ${fix}` : `${said}${fix}`;
}

async function findingsOf(cli: Cli): Promise<readonly Finding[]> {
  const { lang, home } = cli;
  const about = { lang, home, nowMs: Date.now() };
  const program = checkProgram(about, process.versions.node);
  const folder = await checkFolder(about);
  const node = await asked(cli);
  const isNodeThere = !(node instanceof OperatorError);
  const isHomeThere = folder.code === null || folder.code === "folder-open";
  const rest = isNodeThere ? await checkNode(node) : withoutNode(lang);
  const first = [program, folder];
  const told = isNodeThere ? fine(lang, "node", "nodeOk") : faulty(lang, "node", node);
  if (!isHomeThere) return [...first, ...withoutHome(lang), told, ...rest];
  const store = isNodeThere ? checkStoreInUse(node) : await checkStore(about);
  return [...first, await checkDisk(about), await checkTimes(about), told, store, ...rest];
}

/** The running node's word, or why there is none. */
async function asked({ lang, home, client }: Cli): Promise<NodeCheck | OperatorError> {
  try {
    const api = await client();
    const status = await api.get<StatusView>("/v1/status");
    return { lang, home, status, health: await api.get<HealthTold>("/v1/health") };
  } catch (error) {
    if (error instanceof OperatorError) return error;
    throw error;
  }
}
