import type { MomentView } from "../../api/views/moment-view.ts";
import type { SealSide, TwoSealsView } from "../../api/views/two-seals-view.ts";
import { nameList } from "../../words/name-list.ts";
import { say } from "../../words/sentence.ts";
import { TWO_SEALS_WORDS } from "../../words/two-seals-words.ts";
import { momentText, shortId } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";
import { writingOf } from "../screen.ts";

/** Both seals with their signers, and who signed both. */
export function twoSealsLines(cli: Cli, moment: MomentView, two: TwoSealsView | null): readonly string[] {
  if (two === null) return [];
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  const named = (members: SealSide["signers"]) =>
    nameList(
      lang,
      members.map(({ name }) => name),
    );
  const valuesOf = ({ id, throughMs, round, signers }: SealSide) => ({
    id: shortId(id),
    at: momentText(writing, throughMs),
    round: String(round),
    names: named(signers),
  });
  const names = named(two.both);
  const count = String(two.liarsMin);
  return [
    say(lang, TWO_SEALS_WORDS.applied, valuesOf(two.applied)),
    say(lang, TWO_SEALS_WORDS.other, valuesOf(two.other)),
    two.isProof
      ? say(lang, TWO_SEALS_WORDS.proven, { names })
      : say(lang, TWO_SEALS_WORDS.questioned, { names, count }),
  ];
}
