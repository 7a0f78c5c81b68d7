import type { Command } from "commander";
import type { StatusView } from "../../api/views/status-view.ts";
import { EXIT } from "../../base/operator-error.ts";
import { dayOf, instantText } from "../../calendar/calendar.ts";
import { CLOCK_WORDS } from "../../words/clock-words.ts";
import { say } from "../../words/sentence.ts";
import type { Builder, Cli } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { localOffsetMinutes } from "../local-offset.ts";
import { readDay } from "../read-values.ts";
import { show } from "../screen.ts";
import { withJson } from "../with-json.ts";

export function addClock(build: Builder, program: Command): void {
  const clock = build.command(program, "clock");
  build.handle(withJson(build, build.command(clock, "clock confirm")), confirmDate);
}

/** The person types the date from elsewhere, and is not shown this machine's before: that could just be copied. */
async function confirmDate(cli: Cli): Promise<undefined> {
  const { io, lang } = cli;
  const client = await cli.client();
  io.err(say(lang, CLOCK_WORDS.about));
  const day = readDay(await io.ask(say(lang, CLOCK_WORDS.question)));
  const { clock } = await client.get<StatusView>("/v1/status");
  const offset = localOffsetMinutes();
  if (day !== dayOf(clock.nowMs, offset)) {
    const now = instantText(clock.nowMs, offset);
    throw new CliFault(EXIT.refused, "date-differs", [say(lang, CLOCK_WORDS.differs, { now })]);
  }
  await client.post("/v1/clock", { isDateRight: true });
  show(cli, { isDateRight: true }, () => [say(lang, CLOCK_WORDS.confirmed)]);
  return undefined;
}
