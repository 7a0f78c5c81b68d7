import type { Command } from "commander";
import type { RecoveryDesk } from "../../api/views/recovery-view.ts";
import { EXIT } from "../../base/operator-error.ts";
import type { RootStatement } from "../../node/sign-root-word.ts";
import { DEVICE_WORDS } from "../../words/device-words.ts";
import { EARLY_WORDS, RECOVERY_WORDS } from "../../words/recovery-words.ts";
import { say } from "../../words/sentence.ts";
import { momentText } from "../../words/writing.ts";
import { askPhrase } from "../ask-phrase.ts";
import { askSentence } from "../ask-sentence.ts";
import { type Builder, type Cli, isOn } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { commandFor, commandsOf } from "../client.ts";
import { exitOf, sayCode } from "../say-code.ts";
import { headLine, show, writingOf } from "../screen.ts";
import { namesText, recoveryLines } from "../screens/recovery-lines.ts";
import { sealLines } from "../screens/seal-lines.ts";
import { withJson } from "../with-json.ts";

export function addRecover(build: Builder, program: Command): void {
  const command = build.command(program, "recover");
  build.option(command, "--dry-run", "dryRun");
  build.handle(withJson(build, command), recover);
}

type Voice = NonNullable<RecoveryDesk["voice"]>;

/** The 24 words sign here and go nowhere else; the node is given their signature. */
async function recover(cli: Cli): Promise<undefined> {
  const { io, lang } = cli;
  const client = await cli.client();
  const desk = await client.get<RecoveryDesk>("/v1/recovery");
  const voice = voiceOf(cli, desk);
  const { community } = desk.moment;
  const { epoch } = desk.recovery;
  const { member, device, boxKey } = voice;
  const statement: RootStatement = { community, epoch, member: member.id, device, boxKey };
  if (isOn(cli, "dryRun")) {
    show(cli, { ...desk, statement }, () => [
      ...aboutLines(cli, desk, voice),
      say(lang, RECOVERY_WORDS.wouldSign, {
        ...{ community, epoch: String(epoch), device, boxKey },
        ...{ name: member.name, member: member.id },
      }),
      say(lang, RECOVERY_WORDS.seenForEver),
      say(lang, RECOVERY_WORDS.signedNothing),
    ]);
    return undefined;
  }
  if (!isOn(cli, "json")) for (const line of aboutLines(cli, desk, voice)) io.err(line);
  await confirmEarly(cli, desk);
  const identity = await askPhrase(cli);
  if (identity.root.publicKey !== voice.root)
    throw new CliFault(EXIT.refused, "phrase-wrong", [say(lang, DEVICE_WORDS.phraseWrong)]);
  const { signRootWord } = await import("../../node/sign-root-word.ts");
  const signature = signRootWord(identity, statement);
  const { word } = await client.post<{ word: string }>("/v1/recovery", { epoch, signature });
  await tellGiven(cli, word, epoch);
  return undefined;
}

/** For whom this device could speak now; else why it cannot, before anybody types 24 words. */
function voiceOf(cli: Cli, { voice, fault }: RecoveryDesk): Voice {
  const { lang, home } = cli;
  const code = fault ?? (voice === null ? "not-a-member" : voice.isGiven ? "word-given" : null);
  if (voice !== null && code === null) return voice;
  const command = commandFor(home, "recover");
  const why = sayCode(lang, code ?? "internal", commandsOf(home)) ?? "";
  const next = code === "device-stopped" ? [say(lang, RECOVERY_WORDS.thenRecover, { command })] : [];
  throw new CliFault(exitOf(code ?? "internal"), code ?? "internal", [why, ...next]);
}

function aboutLines(cli: Cli, { moment, seal, recovery }: RecoveryDesk, voice: Voice): readonly string[] {
  const cost = voice.hasSeat ? RECOVERY_WORDS.cost : RECOVERY_WORDS.costless;
  return [
    headLine(cli, moment),
    ...sealLines(cli, moment, seal),
    ...recoveryLines(cli, moment, recovery),
    say(cli.lang, cost),
  ];
}

/** A word given while the others may still come takes a seat away from a community that could have sealed. */
async function confirmEarly(cli: Cli, { moment, recovery: { dueMs, isDue } }: RecoveryDesk): Promise<void> {
  if (isDue) return;
  const { io, lang } = cli;
  io.err(say(lang, RECOVERY_WORDS.early, { from: momentText(writingOf(cli, moment), dueMs) }));
  const isSaid = await askSentence(cli, EARLY_WORDS, (words) =>
    say(lang, RECOVERY_WORDS.earlyQuestion, { words }),
  );
  if (!isSaid) throw new CliFault(EXIT.failure, "declined", [say(lang, RECOVERY_WORDS.not)]);
}

async function tellGiven(cli: Cli, word: string, epoch: number): Promise<void> {
  const { lang } = cli;
  const { recovery } = await (await cli.client()).get<RecoveryDesk>("/v1/recovery");
  show(cli, { word, epoch, recovery }, () => {
    // with the last word that was missing it may have come about meanwhile
    if (recovery.isAgreed || recovery.epoch !== epoch) return [say(lang, RECOVERY_WORDS.mine)];
    const counts = { given: String(recovery.given.length), needed: String(recovery.needed) };
    return [
      say(lang, RECOVERY_WORDS.signed, { ...counts, names: namesText(cli, recovery.given) }),
      say(lang, RECOVERY_WORDS.stayOn),
    ];
  });
}
