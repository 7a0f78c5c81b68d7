import type { Command } from "commander";
import type { MemberRow, MembersView } from "../../api/views/members-view.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText } from "../../words/writing.ts";
import type { Builder, Cli } from "../cli.ts";
import { headLine, show, shownRows, writingOf } from "../screen.ts";
import { frozenLines } from "../screens/frozen-lines.ts";
import { withJson } from "../with-json.ts";

export function addMembers(build: Builder, program: Command): void {
  build.handle(withJson(build, build.command(program, "members")), async (cli) => {
    const view = await (await cli.client()).get<MembersView>("/v1/members");
    const rows = shownRows<MemberRow, MembersView["members"][number]>(cli, view.members);
    show(cli, view, () => [
      headLine(cli, view.moment),
      ...rows.map(({ value, mark }) => `${memberLine(cli, view, value)} ${mark}`),
      ...frozenLines(cli, view.moment, view.frozen),
    ]);
    return undefined;
  });
}

function memberLine(cli: Cli, { moment }: MembersView, row: MemberRow): string {
  const { member, invitedBy, sinceMs, isWitness } = row;
  const line =
    invitedBy === null
      ? say(cli.lang, SCREEN_WORDS.founderLine, { name: member.name })
      : say(cli.lang, SCREEN_WORDS.memberLine, {
          name: member.name,
          since: momentText(writingOf(cli, moment), sinceMs),
          by: invitedBy.name,
        });
  return isWitness ? line + say(cli.lang, SCREEN_WORDS.witness) : line;
}
