import type { Command } from "commander";
import type { BooksStatus, StatusView } from "../../api/views/status-view.ts";
import { sayAlarm } from "../../words/alarm-words.ts";
import { sayClockDoubt } from "../../words/clock-words.ts";
import { DEVICE_WORDS } from "../../words/device-words.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText, shortId } from "../../words/writing.ts";
import type { Builder, Cli } from "../cli.ts";
import { commandFor } from "../client.ts";
import { amountText, headLine, moneyFoot, show, shown, writingOf } from "../screen.ts";
import { planLines } from "../screens/plan-lines.ts";
import { sealLines } from "../screens/seal-lines.ts";
import { receivableLines, transferLines } from "../screens/transfer-lines.ts";
import { twoSealsLines } from "../screens/two-seals-lines.ts";
import { withJson } from "../with-json.ts";

export function addStatus(build: Builder, program: Command): void {
  build.handle(withJson(build, build.command(program, "status")), async (cli) => {
    const view = await (await cli.client()).get<StatusView>("/v1/status");
    show(cli, view, () => statusLines(cli, view));
    return undefined;
  });
}

function statusLines(cli: Cli, { network, clock, books }: StatusView): readonly string[] {
  const { lang } = cli;
  const around = [
    ...network.addresses.map((address) => say(lang, SCREEN_WORDS.address, { address })),
    ...network.alarms.map((alarm) => `! ${sayAlarm(lang, alarm, (words) => commandFor(cli.home, words))}`),
    ...clockLines(cli, clock),
  ];
  if (books === null) {
    return [say(lang, SCREEN_WORDS.notSynced, { peers: String(network.peers) }), ...around];
  }
  return [
    headLine(cli, books.moment),
    meLine(cli, books),
    ...(books.returning?.seatElsewhere === true ? [say(cli.lang, DEVICE_WORDS.seatElsewhere)] : []),
    reachLine(cli, books),
    ...sealLines(cli, books.moment, books.seal),
    ...around,
    ...twoSealsLines(cli, books.moment, books.twoSeals),
    "",
    ...todoLines(cli, books),
    ...books.plans.flatMap((row) => planLines(cli, books.moment, row)),
    "",
    say(lang, SCREEN_WORDS.root, { root: books.moment.root }),
    moneyFoot(cli),
  ];
}

function clockLines({ lang, home }: Cli, { doubt, nowMs }: StatusView["clock"]): readonly string[] {
  return doubt === null ? [] : [`! ${sayClockDoubt(lang, doubt, nowMs, commandFor(home, "clock confirm"))}`];
}

function meLine(cli: Cli, { me, returning, membership, moment }: BooksStatus): string {
  if (returning !== null) return say(cli.lang, DEVICE_WORDS.deviceWaits, { name: returning.member.name });
  const one = membership === undefined ? undefined : shown(cli, membership);
  if (me === null || one === undefined) return say(cli.lang, SCREEN_WORDS.notMember);
  const { sinceMs } = one.value;
  // The founder's time begins before any seal.
  const line =
    sinceMs === 0
      ? say(cli.lang, SCREEN_WORDS.youFounder, { name: me.name })
      : say(cli.lang, SCREEN_WORDS.you, {
          name: me.name,
          since: momentText(writingOf(cli, moment), sinceMs),
        });
  return `${line} ${one.mark}`;
}

function reachLine({ lang }: Cli, { members, reached }: BooksStatus): string {
  const values = { reached: String(reached), members: String(members) };
  return say(lang, reached * 2 > members ? SCREEN_WORDS.reach : SCREEN_WORDS.split, values);
}

function todoLines(cli: Cli, { moment, toPay, toReceive, toVote }: BooksStatus): readonly string[] {
  const writing = writingOf(cli, moment);
  const votes = toVote.flatMap((row) => {
    const one = shown(cli, row);
    if (one === undefined) return [];
    const { member, asked, closesMs } = one.value;
    const values = {
      name: member.name,
      asked: amountText(writing, asked),
      closes: momentText(writing, closesMs),
      id: shortId(row.id),
    };
    return [say(cli.lang, SCREEN_WORDS.toVote, values)];
  });
  const lines = [...transferLines(cli, moment, toPay), ...receivableLines(cli, moment, toReceive), ...votes];
  return lines.length === 0 ? [say(cli.lang, SCREEN_WORDS.nothingToDo)] : lines;
}
