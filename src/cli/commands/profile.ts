import type { Command } from "commander";
import type { ProfileContent } from "../../profiles/profile.ts";
import { PROFILE_WORDS } from "../../words/profile-words.ts";
import { say } from "../../words/sentence.ts";
import { type Builder, type Cli, isOn, textOf } from "../cli.ts";
import { show } from "../screen.ts";
import { UsageFault } from "../usage-fault.ts";
import { withJson } from "../with-json.ts";

export function addProfile(build: Builder, program: Command): void {
  const profile = withJson(build, build.command(program, "profile"));
  build.option(profile, "--name <name>", "name");
  build.option(profile, "--pay-to <text>", "payTo");
  build.option(profile, "--erase", "erase");
  build.option(profile, "--dry-run", "dryRun");
  build.handle(profile, async (cli) => {
    const [nickname, payTo] = [textOf(cli, "name"), textOf(cli, "payTo")];
    const isErasing = isOn(cli, "erase");
    const isSaying = nickname !== undefined || payTo !== undefined;
    if (isSaying === isErasing)
      throw new UsageFault("nothing-to-do", { forms: '--name "..." · --pay-to "..." · --erase' });
    const client = await cli.client();
    if (isErasing) {
      if (!isOn(cli, "dryRun")) await client.post("/v1/profile/erase", {});
      const said = isOn(cli, "dryRun") ? PROFILE_WORDS.nothingErased : PROFILE_WORDS.erased;
      show(cli, {}, () => [say(cli.lang, said), say(cli.lang, PROFILE_WORDS.stays)]);
      return undefined;
    }
    const path = isOn(cli, "dryRun") ? "/v1/profile?dryRun=1" : "/v1/profile";
    const content = await client.post<ProfileContent>(path, { nickname, payTo });
    show(cli, content, () => contentLines(cli, content));
    return undefined;
  });
}

/** Exactly what every member sees; nobody else sees any of it. */
function contentLines(cli: Cli, { nickname, payTo, needs, addresses }: ProfileContent): readonly string[] {
  const { lang } = cli;
  return [
    say(lang, isOn(cli, "dryRun") ? PROFILE_WORDS.wouldSee : PROFILE_WORDS.see),
    say(lang, PROFILE_WORDS.name, { value: nickname }),
    say(lang, PROFILE_WORDS.payTo, { value: payTo }),
    say(lang, PROFILE_WORDS.rest, { needs: String(needs.length), addresses: String(addresses.length) }),
    say(lang, PROFILE_WORDS.erasable),
  ];
}
