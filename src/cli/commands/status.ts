import type { Command } from "commander";
import type { AlarmView } from "../../api/views/alarm-view.ts";
import type { BooksStatus, StatusView } from "../../api/views/status-view.ts";
import { shownAddresses } from "../../node/shown-addresses.ts";
import { sayAlarm } from "../../words/alarm-words.ts";
import { sayCatchingUp } from "../../words/catching-up-words.ts";
import { sayClockDoubt } from "../../words/clock-words.ts";
import { DEVICE_WORDS } from "../../words/device-words.ts";
import { RECOVERY_WORDS } from "../../words/recovery-words.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText, shortId } from "../../words/writing.ts";
import type { Builder, Cli } from "../cli.ts";
import { commandFor } from "../client.ts";
import { headLine, moneyFoot, show, shown, writingOf } from "../screen.ts";
import { frozenLines } from "../screens/frozen-lines.ts";
import { planLines } from "../screens/plan-lines.ts";
import { recoveryLines } from "../screens/recovery-lines.ts";
import { sealLines } from "../screens/seal-lines.ts";
import { todoLines } from "../screens/todo-lines.ts";
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
  // what a seal says of a frozen device is said in its own line
  const isFrozen = (alarm: AlarmView) =>
    alarm.code === "device-forked" && books?.frozen.some(({ device }) => device === alarm.device);
  const alarms = network.alarms.filter((alarm) => !isFrozen(alarm));
  const around = [
    ...shownAddresses(network.addresses).map((address) => say(lang, SCREEN_WORDS.address, { address })),
    ...alarms.map((alarm) => `! ${sayAlarm(lang, alarm, (words) => commandFor(cli.home, words))}`),
    ...clockLines(cli, clock),
    ...catchingUpLines(cli, network),
  ];
  if (books === null) {
    return [say(lang, SCREEN_WORDS.notSynced, { peers: String(network.peers) }), ...around];
  }
  return [
    headLine(cli, books.moment),
    meLine(cli, books),
    ...aloneLines(cli, books),
    reachLine(cli, books),
    ...relayedLines(cli, network.relayed),
    ...sealLines(cli, books.moment, books.seal),
    ...recoveringLines(cli, books),
    ...frozenLines(cli, books.moment, books.frozen),
    ...keyLines(cli, books, network.key),
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

/** What to type where nobody but a device that is gone could seal. */
function aloneLines({ lang, home }: Cli, books: BooksStatus): readonly string[] {
  const counts = { needed: String(books.recoveryNeeded), members: String(books.members) };
  const [recover, deviceNew] = [commandFor(home, "recover"), commandFor(home, "device new")];
  if (books.stoppedAlone) return [say(lang, DEVICE_WORDS.stoppedAlone, { ...counts, recover, deviceNew })];
  if (books.returning?.seatElsewhere !== true) return [];
  return [say(lang, DEVICE_WORDS.seatElsewhere, { ...counts, command: recover })];
}

/** A recovery that somebody wants, or that there was. */
function recoveringLines(cli: Cli, { moment, recovery, recoveries, seal }: BooksStatus): readonly string[] {
  const { lang, home } = cli;
  const command = commandFor(home, "recover");
  const how = say(lang, RECOVERY_WORDS.how, { command });
  if (recovery !== null) {
    const lines = recoveryLines(cli, moment, recovery);
    if (recovery.isAgreed) return lines;
    return [...lines, recovery.isMine ? say(lang, RECOVERY_WORDS.mine) : how];
  }
  const isLate = seal.late !== null && moment.nowMs >= seal.late.recoveryFromMs;
  const count = String(recoveries);
  const past =
    recoveries === 1 ? say(lang, RECOVERY_WORDS.doneOnce) : say(lang, RECOVERY_WORDS.done, { count });
  return [...(recoveries === 0 ? [] : [past]), ...(isLate ? [how] : [])];
}

function keyLines(cli: Cli, { moment }: BooksStatus, key: StatusView["network"]["key"]): readonly string[] {
  if (key === null) return [];
  const at = momentText(writingOf(cli, moment), key.changedMs);
  return [say(cli.lang, key.isHere ? SCREEN_WORDS.keyHere : SCREEN_WORDS.keyAwaited, { at })];
}

function catchingUpLines(
  { lang }: Cli,
  { catchingUp, storedEvents }: StatusView["network"],
): readonly string[] {
  return catchingUp === null ? [] : [sayCatchingUp(lang, { ...catchingUp, events: storedEvents })];
}

function clockLines({ lang, home }: Cli, { doubt, nowMs }: StatusView["clock"]): readonly string[] {
  return doubt === null ? [] : [`! ${sayClockDoubt(lang, doubt, nowMs, commandFor(home, "clock confirm"))}`];
}

function meLine(cli: Cli, { me, returning, joining, membership, moment }: BooksStatus): string {
  if (joining !== null) {
    const since = momentText(writingOf(cli, moment), joining.sinceMs);
    return say(cli.lang, SCREEN_WORDS.joiningSince, { since, id: shortId(joining.id) });
  }
  if (returning !== null) return say(cli.lang, DEVICE_WORDS.deviceWaits, { name: returning.member.name });
  const one = membership === undefined ? undefined : shown(cli, membership);
  if (me === null || one === undefined) return say(cli.lang, SCREEN_WORDS.notMember);
  const { sinceMs, leavesMs, hasLeft } = one.value;
  const leaves =
    leavesMs === null
      ? ""
      : say(cli.lang, hasLeft ? SCREEN_WORDS.memberLeft : SCREEN_WORDS.memberLeaving, {
          at: momentText(writingOf(cli, moment), leavesMs),
        });
  // The founder's time begins before any seal.
  const line =
    sinceMs === 0
      ? say(cli.lang, SCREEN_WORDS.youFounder, { name: me.name })
      : say(cli.lang, SCREEN_WORDS.you, {
          name: me.name,
          since: momentText(writingOf(cli, moment), sinceMs),
        });
  return `${line}${leaves} ${one.mark}`;
}

function relayedLines({ lang }: Cli, count: number): readonly string[] {
  return count === 0 ? [] : [say(lang, SCREEN_WORDS.relayed, { count: String(count) })];
}

function reachLine({ lang }: Cli, { members, reached }: BooksStatus): string {
  const values = { reached: String(reached), members: String(members) };
  return say(lang, reached * 2 > members ? SCREEN_WORDS.reach : SCREEN_WORDS.split, values);
}
