import { Argument, type Command } from "commander";
import { EXIT } from "../../base/operator-error.ts";
import type { CertifyFault } from "../../node/certify-device.ts";
import { DEED_WORDS } from "../../words/deed-words.ts";
import { DEVICE_WORDS, ONLY_COPY_WORDS } from "../../words/device-words.ts";
import type { Lang } from "../../words/language.ts";
import { say } from "../../words/sentence.ts";
import { shortId } from "../../words/writing.ts";
import { askPhrase } from "../ask-phrase.ts";
import { askSentence } from "../ask-sentence.ts";
import type { Builder, Cli } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { commandFor } from "../client.ts";
import { addDeedOptions } from "../deed.ts";
import { sayCode } from "../say-code.ts";
import { show } from "../screen.ts";
import { withJson } from "../with-json.ts";
import { listDevices, revokeDevice } from "./own-devices.ts";

export function addDevice(build: Builder, program: Command): void {
  const device = build.command(program, "device");
  build.handle(withJson(build, build.command(device, "device new")), certifyNew);
  build.handle(withJson(build, build.command(device, "device list")), listDevices);
  const revoke = build.command(device, "device revoke", [new Argument("<device>")]);
  build.handle(addDeedOptions(build, revoke), revokeDevice);
  build.handle(withJson(build, build.command(device, "device only-copy")), sayOnlyCopy);
}

async function certifyNew(cli: Cli): Promise<undefined> {
  const { readHome } = await import("../../node/home-file.ts");
  // A folder without a community is told before anybody types 24 words.
  await readHome(cli.home);
  const identity = await askPhrase(cli);
  const { certifyDevice } = await import("../../node/certify-device.ts");
  const certified = await certifyDevice(cli.home, identity, Date.now());
  if (!certified.ok) throw certifyFault(cli.lang, certified.error);
  const { member, device, former } = certified.value;
  show(cli, { member, device, former }, () => [
    say(cli.lang, DEVICE_WORDS.certified, { device: shortId(device), former: shortId(former) }),
    say(cli.lang, DEED_WORDS.startNext, { command: commandFor(cli.home, "start") }),
  ]);
  return undefined;
}

function certifyFault(lang: Lang, code: CertifyFault): CliFault {
  switch (code) {
    case "not-a-member":
      return new CliFault(EXIT.refused, code, [say(lang, DEVICE_WORDS.notAMember)]);
    case "phrase-wrong":
      return new CliFault(EXIT.refused, code, [say(lang, DEVICE_WORDS.phraseWrong)]);
    case "devices-too-many":
      return new CliFault(EXIT.refused, code, [say(lang, DEVICE_WORDS.devicesTooMany)]);
    default:
      return new CliFault(EXIT.refused, code, [sayCode(lang, code) ?? code]);
  }
}

async function sayOnlyCopy(cli: Cli): Promise<undefined> {
  const { io, lang } = cli;
  const client = await cli.client();
  io.err(say(lang, DEVICE_WORDS.onlyCopyAbout));
  const question = (words: string) => say(lang, DEVICE_WORDS.onlyCopyQuestion, { words });
  if (!(await askSentence(cli, ONLY_COPY_WORDS, question)))
    throw new CliFault(EXIT.failure, "declined", [say(lang, DEVICE_WORDS.onlyCopyNot)]);
  await client.post("/v1/only-copy", { isOnlyCopy: true });
  show(cli, { isOnlyCopy: true }, () => [say(lang, DEVICE_WORDS.onlyCopyDone)]);
  return undefined;
}
