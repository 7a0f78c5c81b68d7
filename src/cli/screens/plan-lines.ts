import type { MomentView } from "../../api/views/moment-view.ts";
import type { PlanRow } from "../../api/views/plans-view.ts";
import type { StandingRow } from "../../api/views/standing.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
import { PLACE_WORDS, PLAN_STATUS_WORDS } from "../../words/status-words.ts";
import { momentText, shortId } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";
import { amountText, shown, writingOf } from "../screen.ts";

/** One plan, and the reader's place in it. */
export function planLines(cli: Cli, moment: MomentView, row: StandingRow<PlanRow>): readonly string[] {
  const one = shown(cli, row);
  if (one === undefined) return [];
  const { title, status, adopted, enrolled, minMembers, mine } = one.value;
  const values = { id: shortId(row.id), title, status: say(cli.lang, PLAN_STATUS_WORDS[status]) };
  const line =
    status === "proposed"
      ? say(cli.lang, SCREEN_WORDS.proposedLine, {
          ...values,
          count: String(adopted),
          needed: String(minMembers),
        })
      : say(cli.lang, SCREEN_WORDS.planLine, { ...values, count: String(enrolled) });
  return [
    `${line} ${one.mark}`,
    ...endLines(cli, moment, one.value),
    ...(mine === null ? [] : [placeLine(cli, moment, mine)]),
    ...owedLines(cli, moment, one.value),
  ];
}

/** That it closes, or will if nobody else comes. */
function endLines(
  cli: Cli,
  moment: MomentView,
  { status, underMs, closed, minMembers }: PlanRow,
): readonly string[] {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  if (closed !== null) {
    const [at, until] = [momentText(writing, closed.atMs), momentText(writing, closed.untilMs)];
    if (status === "ended") return [say(lang, SCREEN_WORDS.planEnded, { at })];
    return [say(lang, SCREEN_WORDS.planClosed, { at, until })];
  }
  if (underMs === null) return [];
  const since = momentText(writing, underMs);
  return [say(lang, SCREEN_WORDS.planUnder, { since, least: String(minMembers) })];
}

/** A debt to the plan that no payment runs for: it is called when aid comes or the place is taken again. */
function owedLines(cli: Cli, moment: MomentView, { owed, status }: PlanRow): readonly string[] {
  if (owed === 0) return [];
  const sentence = status === "ended" ? SCREEN_WORDS.owedToEnded : SCREEN_WORDS.owedToPlan;
  return [say(cli.lang, sentence, { amount: amountText(writingOf(cli, moment), owed) })];
}

function placeLine(cli: Cli, moment: MomentView, mine: NonNullable<PlanRow["mine"]>): string {
  const { lang } = cli;
  if (mine.state === "adopted") {
    return say(lang, SCREEN_WORDS.myPlace, { state: say(lang, SCREEN_WORDS.adopted) });
  }
  if (mine.state === "asked") return say(lang, SCREEN_WORDS.placeAsked, { id: shortId(mine.ref) });
  const state = say(lang, PLACE_WORDS[mine.state]);
  if (mine.state === "leaving" && mine.leavesMs !== null) {
    const at = momentText(writingOf(cli, moment), mine.leavesMs);
    return say(lang, SCREEN_WORDS.myLeaving, { state, at });
  }
  if (mine.state !== "waiting" || mine.coversFromMs === null)
    return say(lang, SCREEN_WORDS.myPlace, { state });
  const from = momentText(writingOf(cli, moment), mine.coversFromMs);
  return say(lang, SCREEN_WORDS.myWaiting, { state, from });
}
