import { Argument, type Command } from "commander";
import type { StatusView } from "../../api/views/status-view.ts";
import { EXIT, type ExitCode, OperatorError } from "../../base/operator-error.ts";
import { CONFIRM_WORDS } from "../../words/confirm-words.ts";
import { say } from "../../words/sentence.ts";
import { type Builder, type Cli, isOn, mustText } from "../cli.ts";
import { CliFault } from "../cli-fault.ts";
import { confirmName } from "../confirm-name.ts";
import { addDeedOptions, deed } from "../deed.ts";
import { readChoice } from "../read-values.ts";
import { exitOf, sayCode } from "../say-code.ts";
import { UsageFault } from "../usage-fault.ts";

/** Who is let in, and who stands for whom. */
export function addPeople(build: Builder, program: Command): void {
  const one = (name: string) => [new Argument(`<${name}>`)];
  const vouch = addDeedOptions(build, build.command(program, "vouch", one("newcomer")));
  build.handle(vouch, (cli) => deed(cli, "vouch", "/v1/vouches", { for: cli.words[0] }));
  const object = addDeedOptions(build, build.command(program, "object", one("newcomer")));
  build.option(object, "--undo", "undo");
  build.handle(object, (cli) =>
    deed(cli, "object", "/v1/objections", { joiner: cli.words[0], on: !isOn(cli, "undo") }),
  );
  // A pasted line may have been broken into several words.
  const uninvite = addDeedOptions(build, build.command(program, "uninvite", one("invite...")));
  build.handle(uninvite, async (cli) => {
    // Loaded only here: other commands stay quick.
    const { readInvite } = await import("../../node/invite-text.ts");
    const { community, title, given } = readInvite(cli.words.join(" "));
    const { key } = given.statement;
    const here = await (await cli.client()).get<StatusView>("/v1/status");
    if (here.community !== community)
      throw new OperatorError("invite-elsewhere", EXIT.failure, { home: cli.home, title });
    return deed(cli, "uninvite", "/v1/uninvites", { invite: key });
  });
  addContact(build, program);
  addDelegate(build, program);
}

const ROLES = ["name", "accept"] as const;

function addContact(build: Builder, program: Command): void {
  const args = [new Argument("<role>"), new Argument("<member>")];
  const contact = addDeedOptions(build, build.command(program, "contact", args));
  build.option(contact, "--undo", "undo");
  build.handle(contact, (cli) => {
    const role = readChoice(mustText(cli.words[0]), ROLES);
    return deed(cli, "contact", "/v1/contacts", { role, other: cli.words[1], on: !isOn(cli, "undo") });
  });
}

function addDelegate(build: Builder, program: Command): void {
  const delegate = addDeedOptions(build, build.command(program, "delegate", [new Argument("[member]")]));
  build.option(delegate, "--undo", "undo");
  build.handle(delegate, async (cli) => {
    const [to] = cli.words;
    if ((to === undefined) !== isOn(cli, "undo")) {
      throw new UsageFault("nothing-to-do", { forms: "huzhu delegate <member> · huzhu delegate --undo" });
    }
    return deed(cli, "delegate", "/v1/delegations", { to: to ?? null });
  });
}

export function addResign(build: Builder, program: Command): void {
  const command = addDeedOptions(build, build.command(program, "resign"));
  build.option(command, "--undo", "undo");
  build.handle(command, resign);
}

async function resign(cli: Cli): Promise<ExitCode> {
  const on = !isOn(cli, "undo");
  if (on) await confirmName(cli, await ownName(cli), say(cli.lang, CONFIRM_WORDS.resign));
  return deed(cli, "resign", "/v1/resignations", { on });
}

/** What the others call the reader. Throws CliFault: not-a-member. */
async function ownName(cli: Cli): Promise<string> {
  const { books } = await (await cli.client()).get<StatusView>("/v1/status");
  if (books?.me) return books.me.name;
  const code = "not-a-member";
  throw new CliFault(exitOf(code), code, [sayCode(cli.lang, code) ?? code]);
}
