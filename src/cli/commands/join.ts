import { Argument, type Command } from "commander";
import { EXIT, type ExitCode } from "../../base/operator-error.ts";
import type { Invite } from "../../node/invite-text.ts";
import { CONSENT_WORDS } from "../../words/consent-words.ts";
import { DEED_WORDS } from "../../words/deed-words.ts";
import { REFUSAL_WORDS } from "../../words/refusal-words.ts";
import { say } from "../../words/sentence.ts";
import { STANDING_LINE } from "../../words/standing-line.ts";
import { momentText, shortId } from "../../words/writing.ts";
import { agreeTo } from "../agree-to.ts";
import { type Builder, type Cli, textOf } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { commandFor } from "../client.ts";
import { localOffsetMinutes } from "../local-offset.ts";
import { phraseLines } from "../phrase-lines.ts";
import { readName } from "../read-values.ts";
import { show } from "../screen.ts";
import { withJson } from "../with-json.ts";

export function addJoin(build: Builder, program: Command): void {
  // A pasted line may have been broken into several words.
  const join = withJson(build, build.command(program, "join", [new Argument("<invite...>")]));
  build.option(join, "--name <name>", "name");
  build.option(join, "--yes", "yes");
  build.handle(join, joinCommunity);
}

async function joinCommunity(cli: Cli): Promise<ExitCode> {
  const nickname = readName(textOf(cli, "name") ?? "");
  // Loaded only here: commands that merely ask the running node stay quick.
  const [{ joinHome }, { readInvite }] = await Promise.all([
    import("../../node/home.ts"),
    import("../../node/invite-text.ts"),
  ]);
  const invite = readInvite(cli.words.join(" "));
  refuseExpired(cli, invite);
  await agreeTo(cli, termsOfJoining(cli, invite));
  const { home, identity } = await joinHome(cli.home, {
    invite,
    nickname,
    nowMs: Date.now(),
  });
  const { title, inviterName } = invite;
  const { phrase } = identity;
  const data = { community: home.community, home: home.path, title, inviter: inviterName, phrase };
  show(cli, data, () => [
    say(cli.lang, DEED_WORDS.joined, { title, home: home.path }),
    "",
    ...phraseLines(cli.lang, phrase),
    "",
    say(cli.lang, DEED_WORDS.startNext, { command: commandFor(home.path, "start") }),
  ]);
  return EXIT.ok;
}

/** What no seal would take is not begun. */
function refuseExpired({ lang }: Cli, { given }: Invite): void {
  if (given.statement.expiresMs > Date.now()) return;
  throw new CliFault(EXIT.refused, "invite-expired", [say(lang, REFUSAL_WORDS["invite-expired"])]);
}

function termsOfJoining({ lang }: Cli, { title, currency, inviterName, given }: Invite): readonly string[] {
  const { inviter, expiresMs } = given.statement;
  const writing = {
    lang,
    currency: { currency, digits: 0 },
    utcOffsetMinutes: localOffsetMinutes(),
    nameOf: shortId,
  };
  const until = momentText(writing, expiresMs);
  const name = inviterName === "" ? shortId(inviter) : inviterName;
  return [
    say(lang, DEED_WORDS.invitedBy, { name, title, currency, until }),
    "",
    say(lang, DEED_WORDS.agreeTo),
    ...Object.values(CONSENT_WORDS).map((sentence) => `  · ${say(lang, sentence)}`),
    "",
    say(lang, STANDING_LINE),
    "",
  ];
}
