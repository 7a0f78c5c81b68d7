import { Argument, type Command } from "commander";
import { EXIT, type ExitCode, OperatorError } from "../../base/operator-error.ts";
import type { Invite } from "../../node/invite-text.ts";
import { CONSENT_WORDS } from "../../words/consent-words.ts";
import { DEED_WORDS } from "../../words/deed-words.ts";
import type { Lang } from "../../words/language.ts";
import { REFUSAL_WORDS } from "../../words/refusal-words.ts";
import { say } from "../../words/sentence.ts";
import { STANDING_LINE } from "../../words/standing-line.ts";
import { momentText, shortId } from "../../words/writing.ts";
import { agreeTo } from "../agree-to.ts";
import { type Builder, type Cli, textOf } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { commandFor } from "../client.ts";
import { localOffsetMinutes } from "../local-offset.ts";
import { pastedLineOrInput } from "../pasted-line.ts";
import { phraseLines } from "../phrase-lines.ts";
import { readName } from "../read-values.ts";
import { show } from "../screen.ts";
import { withJson } from "../with-json.ts";

export function addJoin(build: Builder, program: Command): void {
  // A pasted line may have been broken into several words, and may come from a file or the input instead.
  const join = withJson(build, build.command(program, "join", [new Argument("[invite...]")]));
  build.option(join, "--name <name>", "name");
  build.option(join, "--from <file>", "from");
  build.option(join, "--yes", "yes");
  build.handle(join, joinCommunity);
}

async function joinCommunity(cli: Cli): Promise<ExitCode> {
  const nickname = readName(textOf(cli, "name") ?? "");
  // Loaded only here: commands that merely ask the running node stay quick.
  const [{ joinHome }, { readInvite }, { checkWordsText }] = await Promise.all([
    import("../../node/home.ts"),
    import("../../node/invite-text.ts"),
    import("../../node/check-words.ts"),
  ]);
  const line = await pastedLineOrInput(cli);
  const invite = readInvite(line);
  refuseExpired(cli, invite);
  await refuseHome(cli, invite);
  await agreeTo(cli, termsOfJoining(cli, invite, checkWordsText(cli.lang, line)));
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
function refuseExpired({ lang }: Cli, invite: Invite): void {
  if (invite.given.statement.expiresMs > Date.now()) return;
  throw new CliFault(EXIT.refused, "invite-expired", [
    say(lang, REFUSAL_WORDS["invite-expired"]),
    say(lang, DEED_WORDS.expiredOn, { until: untilText(lang, invite) }),
  ]);
}

/** A folder that has a home is not joined in; whose it is, is said. Throws OperatorError: home-exists, invite-elsewhere. */
async function refuseHome({ home }: Cli, { community, title }: Invite): Promise<void> {
  const { readHome, refuseExisting } = await import("../../node/home-file.ts");
  await refuseExisting(home).catch(async (error: unknown) => {
    const there = await readHome(home);
    if (there.community === community) throw error;
    throw new OperatorError("invite-elsewhere", EXIT.failure, { home, title });
  });
}

function untilText(lang: Lang, { currency, given }: Invite): string {
  const writing = {
    lang,
    currency: { currency, digits: 0 },
    utcOffsetMinutes: localOffsetMinutes(),
    nameOf: shortId,
  };
  return momentText(writing, given.statement.expiresMs);
}

function termsOfJoining({ lang }: Cli, invite: Invite, words: string): readonly string[] {
  const { title, currency, inviterName, given, addresses } = invite;
  const { inviter } = given.statement;
  const until = untilText(lang, invite);
  const name = inviterName === "" ? shortId(inviter) : inviterName;
  return [
    say(lang, DEED_WORDS.invitedBy, { name, title, currency, until }),
    say(lang, DEED_WORDS.reachedBy, { count: String(addresses.length) }),
    say(lang, DEED_WORDS.checkWords, { words }),
    say(lang, DEED_WORDS.checkAsked),
    "",
    say(lang, DEED_WORDS.agreeTo),
    ...Object.values(CONSENT_WORDS).map((sentence) => `  · ${say(lang, sentence)}`),
    "",
    say(lang, STANDING_LINE),
    "",
  ];
}
