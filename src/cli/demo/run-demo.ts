import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { StatementView } from "../../api/views/statement-view.ts";
import { EXIT, type ExitCode } from "../../base/operator-error.ts";
import { xianghubao2019 } from "../../ledger/templates.ts";
import { whatIf } from "../../ledger/whatif.ts";
import { formatMoney } from "../../money/format.ts";
import { DEMO_WORDS } from "../../words/demo-words.ts";
import type { Lang } from "../../words/language.ts";
import { say } from "../../words/sentence.ts";
import { CATEGORY_WORDS } from "../../words/status-words.ts";
import { DemoFault, type DemoNode } from "./demo-node.ts";
import {
  claimRow,
  fileClaim,
  formPlan,
  payAndReceive,
  type StoryEars,
  stateNeeds,
  untilApportioned,
  voteYes,
} from "./demo-story.ts";
import { DemoVillage } from "./demo-village.ts";

export interface DemoOptions {
  /** the result as data instead of a story */
  readonly json: boolean;
  /** keep the five homes in this folder; null: they are removed */
  readonly keep: string | null;
  readonly lang: Lang;
  readonly out: (line: string) => void;
  /** aborted: stop everything and go */
  readonly signal: AbortSignal;
}

export interface DemoResult {
  readonly ok: boolean;
  readonly seconds: number;
  readonly roots: readonly { readonly name: string; readonly height: number; readonly root: string }[];
  readonly aid: readonly number[];
  readonly payments: number;
  readonly whatIf: {
    readonly members: number;
    readonly share: number;
    readonly collected: number;
    readonly surplus: number;
  };
  readonly folder: string | null;
}

const PROGRAM = fileURLToPath(new URL("../../../bin/huzhu.js", import.meta.url));
const YUAN = { currency: "CNY", digits: 2 } as const;
/** Xianghubao's accident case of 2019: one benefit of 300,000 yuan and 8 % of fees over its members. */
const REAL_CASE = { members: 34_860_000, aid: 30_000_000n, other: 2_400_000n };

/** The main job, end to end: five node processes, one community, one ledger. Exit 0 only if all roots are equal. */
export async function runDemo(options: DemoOptions): Promise<ExitCode> {
  const folder = options.keep ?? (await mkdtemp(join(tmpdir(), "huzhu-demo-")));
  const village = new DemoVillage(folder);
  const story = tellStory(village, options);
  try {
    return await Promise.race([story, interruption(options.signal)]);
  } catch (error) {
    if (error instanceof DemoInterrupted) return EXIT.interrupted;
    if (!(error instanceof DemoFault)) throw error;
    const reason = say(options.lang, DEMO_WORDS.failed, { reason: error.message });
    options.out(options.json ? JSON.stringify({ ok: false, reason: error.message }) : reason);
    return EXIT.failure;
  } finally {
    await village.end();
    // an interrupted story ends at its next step, as its nodes are gone; how it ends is known already
    await Promise.allSettled([story]);
    if (options.keep === null) await rm(folder, { recursive: true, force: true });
  }
}

/** Rejects when the person wants to stop; the nodes are then stopped as at the story's end. */
function interruption(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new DemoInterrupted());
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

class DemoInterrupted extends Error {
  override readonly name = "DemoInterrupted";
}

async function tellStory(village: DemoVillage, options: DemoOptions): Promise<ExitCode> {
  const startMs = Date.now();
  const { aid, payments } = await live(village, options);
  const roots = await settled(village);
  const ok = new Set(roots.map(({ root }) => root)).size === 1;
  const seconds = Math.round((Date.now() - startMs) / 100) / 10;
  const result: DemoResult = {
    ok,
    seconds,
    roots,
    aid,
    payments,
    whatIf: realFigures(),
    folder: options.keep,
  };
  if (options.json) options.out(JSON.stringify(result, null, 2));
  else await tellEnd(village, result, options);
  return ok ? EXIT.ok : EXIT.integrity;
}

/** The story itself: found, join, needs, plan, claim, pay, a line cut and mended. */
async function live(village: DemoVillage, { json, lang, out }: DemoOptions) {
  const tell = json ? () => undefined : out;
  const ears = earsOf(lang, tell);
  tell(say(lang, DEMO_WORDS.opening));
  await village.begin();
  const [ana, bao, chen, dewi, eun] = village.nodes as readonly [
    DemoNode,
    DemoNode,
    DemoNode,
    DemoNode,
    DemoNode,
  ];
  tell(say(lang, DEMO_WORDS.founded, { name: ana.name }));
  tell(say(lang, DEMO_WORDS.joined));
  await stateNeeds(village, ears);
  const trial = await formPlan(village, ears);
  tellReal(lang, tell);

  const first = await fileClaim(bao, trial, 100_000);
  ears.claimed(bao.name, 100_000);
  await voteYes([ana, chen, dewi, eun], first, [100_000, 90_001, 95_000, null]);
  const firstAid = await untilApportioned(village, first, village.nodes);
  ears.decided(firstAid);
  const paidFirst = await payAndReceive(village, village.nodes);
  ears.paid(paidFirst);

  village.cut(eun.name);
  await village.everywhere(async (node) => (await node.status()).network.peers === 0, "the line to be cut", [
    eun,
  ]);
  tell(say(lang, DEMO_WORDS.cut, { name: eun.name }));
  const second = await fileClaim(chen, trial, 87_654);
  const alone = await fileClaim(eun, trial, 50_000);
  tell(say(lang, DEMO_WORDS.cutWork, { name: chen.name, alone: eun.name }));
  const four = [ana, bao, chen, dewi];
  await voteYes([ana, bao, dewi], second, [null, null, 80_000]);
  const secondAid = await untilApportioned(village, second, four);
  ears.decided(secondAid);
  const standing = (await claimRow(eun, alone))?.standing;
  if (standing !== "provisional") throw new DemoFault(`a claim signed alone is ${standing ?? "gone"}`);
  village.heal();
  await village.everywhere(
    async (node) => (await claimRow(node, alone))?.sealed != null,
    "the claim signed alone to be sealed",
  );
  tell(say(lang, DEMO_WORDS.healed, { name: eun.name }));
  await voteYes([ana, bao, chen, dewi], alone, [null, null, null, null]);
  const thirdAid = await untilApportioned(village, alone, village.nodes);
  const payments = paidFirst + (await payAndReceive(village, village.nodes));
  return { aid: [firstAid, secondAid, thirdAid], payments };
}

function earsOf(lang: Lang, tell: (line: string) => void): StoryEars {
  const yuan = (amount: number) => formatMoney(BigInt(amount), YUAN);
  const category = say(lang, CATEGORY_WORDS.illness);
  return {
    needs: (count) => tell(say(lang, DEMO_WORDS.needs, { count: String(count), category })),
    adopted: (title, count) => tell(say(lang, DEMO_WORDS.adopted, { title, count: String(count) })),
    claimed: (name, amount) => tell(say(lang, DEMO_WORDS.claimed, { name, amount: yuan(amount) })),
    decided: (amount) => tell(say(lang, DEMO_WORDS.decided, { amount: yuan(amount) })),
    paid: (count) => tell(say(lang, DEMO_WORDS.paid, { count: String(count) })),
  };
}

function realCase() {
  const { members, aid, other } = REAL_CASE;
  return whatIf({ terms: xianghubao2019(), members: [members], aid, cases: 1, other, uniform: true });
}

function realFigures(): DemoResult["whatIf"] {
  const { tiers, members, collected, surplus } = realCase();
  return {
    members,
    share: Number(tiers[0]?.share ?? 0n),
    collected: Number(collected),
    surplus: Number(surplus),
  };
}

function tellReal(lang: Lang, tell: (line: string) => void): void {
  const yuan = (amount: bigint) => formatMoney(amount, YUAN);
  const { tiers, members, collected, surplus } = realCase();
  const values = {
    members: String(members).replace(/\B(?=(?:\d{3})+$)/g, ","),
    aid: yuan(REAL_CASE.aid),
    other: yuan(REAL_CASE.other),
    share: yuan(tiers[0]?.share ?? 0n),
    collected: yuan(collected),
    surplus: yuan(surplus),
  };
  tell(say(lang, DEMO_WORDS.whatIf, values));
}

/** Every node's height and root, once all stand at one height with nothing unsealed. */
async function settled(village: DemoVillage): Promise<DemoResult["roots"]> {
  const look = async () =>
    Promise.all(
      village.nodes.map(async (node) => {
        const moment = (await node.status()).books?.moment;
        return {
          name: node.name,
          height: moment?.height ?? 0,
          root: moment?.root ?? "",
          open: moment?.open ?? 0,
        };
      }),
    );
  let rows = await look();
  await village.everywhere(
    async () => {
      rows = await look();
      return rows.every(({ height, open }) => height === rows[0]?.height && open === 0);
    },
    "all to be sealed",
    village.nodes.slice(0, 1),
  );
  return rows.map(({ name, height, root }) => ({ name, height, root }));
}

async function tellEnd(village: DemoVillage, result: DemoResult, { lang, out }: DemoOptions): Promise<void> {
  const bao = village.node("Bao");
  out("");
  out(say(lang, DEMO_WORDS.statement, { name: bao.name }));
  out(await program(["ledger", "--home", bao.home, "--lang", lang]));
  for (const ref of await refsOf(bao))
    out(await program(["explain", ref, "--home", bao.home, "--lang", lang]));
  out(say(lang, DEMO_WORDS.roots));
  for (const { name, height, root } of result.roots) out(`  ${name.padEnd(5)} #${height}  ${root}`);
  out(say(lang, result.ok ? DEMO_WORDS.equal : DEMO_WORDS.unequal));
  out("");
  out(say(lang, DEMO_WORDS.next));
  out('  npx huzhu found "Harbour Street" --currency EUR --name Ada');
  out("  npx huzhu start");
  out("  npx huzhu invite");
  if (result.folder !== null) out(say(lang, DEMO_WORDS.kept, { folder: result.folder }));
  out(say(lang, DEMO_WORDS.took, { seconds: String(result.seconds) }));
}

/** Every line of a member's statement that can be explained. */
async function refsOf(node: DemoNode): Promise<readonly string[]> {
  const { plans } = await node.get<StatementView>("/v1/ledger");
  return (plans?.sealed ?? []).flatMap(({ periods }) =>
    periods.flatMap(({ share, aid }) => [
      ...(share === null ? [] : [share.ref]),
      ...aid.map(({ ref }) => ref),
    ]),
  );
}

/** What a person would see who gave this command. */
async function program(args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, ...args]);
  return stdout.trimEnd();
}
