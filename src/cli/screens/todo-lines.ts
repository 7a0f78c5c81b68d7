import type { BallotRow } from "../../api/views/ballots-view.ts";
import type { BooksStatus } from "../../api/views/status-view.ts";
import type { TodoRow } from "../../api/views/todo-view.ts";
import { MOTION_WORDS } from "../../words/body-words.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { type Sentence, say, sayOpen } from "../../words/sentence.ts";
import { TODO_WORDS, VOTE_WANTED_WORDS } from "../../words/todo-words.ts";
import { momentText, shortId } from "../../words/writing.ts";
import type { Cli } from "../cli.ts";
import { amountText, shown, writingOf } from "../screen.ts";
import { receivableLines, transferLines } from "./transfer-lines.ts";

/** What the reader owes, to whom and by when; what they are to receive; and what waits for their word. */
export function todoLines(cli: Cli, books: BooksStatus): readonly string[] {
  const { moment, toPay, toReceive, toVote, toDo } = books;
  const votes = toVote.flatMap((row) => {
    const one = shown<BallotRow>(cli, row);
    return one === undefined ? [] : [voteLine(cli, books, one.value)];
  });
  const others = toDo.flatMap((row) => {
    const one = shown<TodoRow>(cli, row);
    return one === undefined ? [] : [todoLine(cli, books, one.value)];
  });
  const payments = [...transferLines(cli, moment, toPay), ...receivableLines(cli, moment, toReceive)];
  const lines = [...payments, ...votes, ...others];
  return lines.length === 0 ? [say(cli.lang, SCREEN_WORDS.nothingToDo)] : lines;
}

function voteLine(cli: Cli, { moment }: BooksStatus, row: BallotRow): string {
  const { lang } = cli;
  const writing = writingOf(cli, moment);
  const { about, subject, plan, member, amount, motion, closesMs } = row;
  const sentences: Readonly<Record<string, Sentence>> = VOTE_WANTED_WORDS;
  const named = [member?.name, plan?.title].filter((part) => part !== undefined);
  return sayOpen(lang, sentences[about] ?? VOTE_WANTED_WORDS.claim, {
    closes: momentText(writing, closesMs),
    name: member?.name ?? plan?.title ?? "",
    title: plan?.title ?? "",
    amount: amount === null ? "" : amountText(writing, amount),
    what: [...(motion === null ? [] : [say(lang, MOTION_WORDS[motion])]), ...named].join(" · "),
    id: shortId(subject),
  });
}

function todoLine(cli: Cli, { moment }: BooksStatus, row: TodoRow): string {
  const { what, about, name, title, untilMs } = row;
  const until = untilMs === null ? "" : momentText(writingOf(cli, moment), untilMs);
  return sayOpen(cli.lang, TODO_WORDS[what], { name, title, until, id: shortId(about) });
}
