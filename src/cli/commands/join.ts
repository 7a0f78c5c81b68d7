import { Argument, type Command } from "commander";
import type { PreviewView } from "../../api/views/preview-view.ts";
import { EXIT, type ExitCode, OperatorError } from "../../base/operator-error.ts";
import type { Invite } from "../../node/invite-text.ts";
import { DEED_WORDS } from "../../words/deed-words.ts";
import type { Lang } from "../../words/language.ts";
import { PREVIEW_WORDS } from "../../words/preview-words.ts";
import { REFUSAL_WORDS } from "../../words/refusal-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText, shortId } from "../../words/writing.ts";
import { agreeTo, isYes } from "../agree-to.ts";
import { type Builder, type Cli, isOn, textOf } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { commandFor } from "../client.ts";
import { localOffsetMinutes } from "../local-offset.ts";
import { pastedLineOrInput } from "../pasted-line.ts";
import { phraseLines } from "../phrase-lines.ts";
import { readName } from "../read-values.ts";
import { show } from "../screen.ts";
import { consentLines, toldLines } from "../screens/preview-lines.ts";
import { withJson } from "../with-json.ts";

export function addJoin(build: Builder, program: Command): void {
  // A pasted line may have been broken into several words, and may come from a file or the input instead.
  const join = withJson(build, build.command(program, "join", [new Argument("[invite...]")]));
  build.option(join, "--name <name>", "name");
  build.option(join, "--from <file>", "from");
  build.option(join, "--preview", "preview");
  build.option(join, "--yes", "yes");
  build.option(join, "--unseen", "unseen");
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
  const isPreview = isOn(cli, "preview");
  if (!isPreview) await refuseHome(cli, invite);
  const view = await look(cli, invite, line);
  const invited = invitedLines(cli, invite, checkWordsText(cli.lang, line));
  const told = toldLines(cli, view, Date.now());
  if (isPreview) {
    show(cli, view, () => [...invited, "", ...told, ...consentLines(cli)]);
    return view.told === null ? EXIT.unreachable : EXIT.ok;
  }
  const shown = await mindUnseen(cli, view, [...invited, "", ...told]);
  await agreeTo(cli, [...shown, ...consentLines(cli)]);
  const { home, identity } = await joinHome(cli.home, {
    invite,
    nickname,
    nowMs: Date.now(),
  });
  const { title, inviterName } = invite;
  const { phrase } = identity;
  const { told: preview } = view;
  const data = { community: home.community, home: home.path, title, inviter: inviterName, preview, phrase };
  show(cli, data, () => [
    say(cli.lang, DEED_WORDS.joined, { title, home: home.path }),
    "",
    ...phraseLines(cli.lang, phrase),
    "",
    say(cli.lang, DEED_WORDS.startNext, { command: commandFor(home.path, "start") }),
  ]);
  return EXIT.ok;
}

/** Asks the nodes that the invite names. Throws CliFault where they say that it lets nobody in any more. */
async function look({ lang, io }: Cli, invite: Invite, line: string): Promise<PreviewView> {
  const [{ gatherPreview }, { previewView }] = await Promise.all([
    import("../../node/gather-preview.ts"),
    import("../../api/views/preview-view.ts"),
  ]);
  if (io.isTty) io.err(say(lang, PREVIEW_WORDS.asking));
  const gathered = await gatherPreview(invite, { signal: io.signal });
  if (gathered.found === "refused")
    throw new CliFault(EXIT.refused, gathered.code, [say(lang, REFUSAL_WORDS[gathered.code])]);
  return previewView(invite, line, gathered);
}

/**
 * Where nobody has shown what the community is about, nobody joins without having said so: on the terminal, or with --unseen.
 * Gives the lines that are still to be shown. Throws CliFault: declined, preview-none.
 */
async function mindUnseen(
  cli: Cli,
  { told }: PreviewView,
  lines: readonly string[],
): Promise<readonly string[]> {
  const { lang, io } = cli;
  if (told !== null || isOn(cli, "unseen")) return lines;
  if (isOn(cli, "yes"))
    throw new CliFault(EXIT.unreachable, "preview-none", [...lines, say(lang, PREVIEW_WORDS.unseenNeeded)]);
  // nobody sits there, and nothing will be agreed to
  if (!io.isTty) return lines;
  for (const line of lines) io.err(line);
  if (isYes(await io.ask(say(lang, PREVIEW_WORDS.unseenQuestion)))) return [];
  throw new CliFault(EXIT.failure, "declined", [say(lang, DEED_WORDS.declined)]);
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

function invitedLines({ lang }: Cli, invite: Invite, words: string): readonly string[] {
  const { title, currency, inviterName, given, addresses } = invite;
  const { inviter } = given.statement;
  const until = untilText(lang, invite);
  const name = inviterName === "" ? shortId(inviter) : inviterName;
  return [
    say(lang, DEED_WORDS.invitedBy, { name, title, currency, until }),
    say(lang, DEED_WORDS.reachedBy, { count: String(addresses.length) }),
    say(lang, DEED_WORDS.checkWords, { words }),
    say(lang, DEED_WORDS.checkAsked),
  ];
}
