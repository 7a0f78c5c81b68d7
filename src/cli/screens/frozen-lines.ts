import type { FrozenDevice } from "../../api/views/frozen-view.ts";
import type { MomentView } from "../../api/views/moment-view.ts";
import { FROZEN_WORDS, forkReason } from "../../words/frozen-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText, shortId } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";
import { writingOf } from "../screen.ts";

/** Whose device is frozen and why, and how long its member has no seat. */
export function frozenLines(
  cli: Cli,
  moment: MomentView,
  frozen: readonly FrozenDevice[],
): readonly string[] {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  return frozen.map((each) => {
    const { name } = each.member;
    const since = momentText(writing, each.sinceMs);
    const why = forkReason(lang, each);
    const line = say(lang, FROZEN_WORDS.line, { device: shortId(each.device), name, since, why });
    if (each.barredUntilMs <= moment.nowMs) return line;
    const until = momentText(writing, each.barredUntilMs);
    return `${line} ${say(lang, FROZEN_WORDS.barred, { name, until })}`;
  });
}
