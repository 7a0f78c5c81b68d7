import type { Command } from "commander";
import type {
  ContactRow,
  JoinerRow,
  MemberRow,
  MembersView,
  StandIns,
} from "../../api/views/members-view.ts";
import { SCREEN_WORDS } from "../../words/screen-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText, shortId } from "../../words/writing.ts";
import type { Builder, Cli } from "../cli.ts";
import { headLine, show, shownRows, writingOf } from "../screen.ts";
import { frozenLines } from "../screens/frozen-lines.ts";
import { withJson } from "../with-json.ts";

export function addMembers(build: Builder, program: Command): void {
  build.handle(withJson(build, build.command(program, "members")), async (cli) => {
    const view = await (await cli.client()).get<MembersView>("/v1/members");
    const rows = shownRows<MemberRow, MembersView["members"][number]>(cli, view.members);
    const joiners = shownRows<JoinerRow, MembersView["joiners"][number]>(cli, view.joiners);
    show(cli, view, () => [
      headLine(cli, view.moment),
      ...rows.map(({ value, mark }) => `${memberLine(cli, view, value)} ${mark}`),
      ...joiners.map(({ row, value, mark }) => `${joinerLine(cli, view, row.id, value)} ${mark}`),
      ...standInLines(cli, view.mine),
      ...frozenLines(cli, view.moment, view.frozen),
    ]);
    return undefined;
  });
}

function memberLine(cli: Cli, { moment }: MembersView, row: MemberRow): string {
  const { member, invitedBy, sinceMs, isWitness, state, leavesMs } = row;
  const line =
    invitedBy === null
      ? say(cli.lang, SCREEN_WORDS.founderLine, { name: member.name })
      : say(cli.lang, SCREEN_WORDS.memberLine, {
          name: member.name,
          since: momentText(writingOf(cli, moment), sinceMs),
          by: invitedBy.name,
        });
  const witness = isWitness ? say(cli.lang, SCREEN_WORDS.witness) : "";
  if (leavesMs === null) return line + witness;
  const at = momentText(writingOf(cli, moment), leavesMs);
  const leaves = state === "left" ? SCREEN_WORDS.memberLeft : SCREEN_WORDS.memberLeaving;
  return line + witness + say(cli.lang, leaves, { at });
}

function joinerLine(cli: Cli, { moment }: MembersView, id: string, row: JoinerRow): string {
  const by = row.inviter.name;
  if (row.state === "objected") return say(cli.lang, SCREEN_WORDS.joinerOut, { id: shortId(id), by });
  return say(cli.lang, SCREEN_WORDS.joinerLine, {
    id: shortId(id),
    since: momentText(writingOf(cli, moment), row.sinceMs),
    by,
    vouches: String(row.vouches),
    needed: String(row.vouchesNeeded),
  });
}

function standInLines({ lang }: Cli, { contacts, contactOf, delegate }: StandIns): readonly string[] {
  const state = ({ holds }: ContactRow) =>
    say(lang, holds ? SCREEN_WORDS.contactHolds : SCREEN_WORDS.contactOpen);
  return [
    ...contacts.map((row) =>
      say(lang, SCREEN_WORDS.contactNamed, { name: row.member.name, state: state(row) }),
    ),
    ...contactOf.map((row) =>
      say(lang, SCREEN_WORDS.contactOf, { name: row.member.name, state: state(row) }),
    ),
    ...(delegate === null ? [] : [say(lang, SCREEN_WORDS.delegateLine, { name: delegate.name })]),
  ];
}
