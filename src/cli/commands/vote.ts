import { Argument, type Command } from "commander";
import type { CharterView } from "../../api/views/charter-view.ts";
import { type Builder, type Cli, mustText, textOf } from "../cli.ts";
import { addDeedOptions, deed } from "../deed.ts";
import { readAmount, readChoice } from "../read-values.ts";

const CHOICES = ["yes", "no", "abstain"] as const;

export function addVote(build: Builder, program: Command): void {
  const args = [new Argument("<ballot>"), new Argument("<choice>")];
  const vote = addDeedOptions(build, build.command(program, "vote", args));
  build.option(vote, "--amount <amount>", "amount");
  build.handle(vote, async (cli) => {
    const choice = readChoice(mustText(cli.words[1]), CHOICES);
    const amount = await namedAmount(cli, textOf(cli, "amount"));
    return deed(cli, "vote", "/v1/votes", { ballot: cli.words[0], choice, amount });
  });
}

/** An amount in the community's currency, or null where none was named. */
export async function namedAmount(cli: Cli, text: string | undefined): Promise<number | null> {
  if (text === undefined) return null;
  const { digits } = (await (await cli.client()).get<CharterView>("/v1/charter")).moment;
  return readAmount(text, digits);
}
