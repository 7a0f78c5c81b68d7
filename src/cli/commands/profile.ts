import type { Command } from "commander";
import { DEED_WORDS } from "../../words/deed-words.ts";
import { say } from "../../words/sentence.ts";
import { type Builder, textOf } from "../cli.ts";
import { show } from "../screen.ts";
import { UsageFault } from "../usage-fault.ts";
import { withJson } from "../with-json.ts";

export function addProfile(build: Builder, program: Command): void {
  const profile = withJson(build, build.command(program, "profile"));
  build.option(profile, "--name <name>", "name");
  build.option(profile, "--pay-to <text>", "payTo");
  build.handle(profile, async (cli) => {
    const [nickname, payTo] = [textOf(cli, "name"), textOf(cli, "payTo")];
    if (nickname === undefined && payTo === undefined) {
      throw new UsageFault("nothing-to-do", { forms: '--name "..." · --pay-to "..."' });
    }
    const content = await (await cli.client()).post("/v1/profile", { nickname, payTo });
    show(cli, content, () => [say(cli.lang, DEED_WORDS.told)]);
    return undefined;
  });
}
