import { Argument, type Command } from "commander";
import { CONFIRM_WORDS } from "../../words/confirm-words.ts";
import { say } from "../../words/sentence.ts";
import { type Builder, isOn, mustText, textOf } from "../cli.ts";
import { confirmName } from "../confirm-name.ts";
import { addDeedOptions, deed } from "../deed.ts";
import { planNamed } from "../plan-named.ts";
import { namedAmount } from "./vote.ts";

/** `pay`, `receipt` and `dispute`: both sides' words about one payment. */
export function addPay(build: Builder, program: Command): void {
  const pay = addDeedOptions(build, build.command(program, "pay", [new Argument("<payment>")]));
  build.handle(pay, (cli) => deed(cli, "pay", "/v1/payments", { transfer: cli.words[0] }));
  const receipt = addDeedOptions(build, build.command(program, "receipt", [new Argument("<payment>")]));
  build.option(receipt, "--amount <amount>", "amount");
  build.handle(receipt, async (cli) => {
    const amount = await namedAmount(cli, textOf(cli, "amount"));
    return deed(cli, "receipt", "/v1/receipts", { transfer: cli.words[0], amount });
  });
  const dispute = addDeedOptions(build, build.command(program, "dispute", [new Argument("<payment>")]));
  build.handle(dispute, (cli) => deed(cli, "dispute", "/v1/disputes", { transfer: cli.words[0] }));
}

export function addLeave(build: Builder, program: Command): void {
  const leave = addDeedOptions(build, build.command(program, "leave", [new Argument("<plan>")]));
  build.option(leave, "--undo", "undo");
  build.handle(leave, async (cli) => {
    const { id, terms } = await planNamed(cli, mustText(cli.words[0]));
    const on = !isOn(cli, "undo");
    const { title } = terms;
    if (on) await confirmName(cli, title, say(cli.lang, CONFIRM_WORDS.leave, { title }));
    return deed(cli, "leave", "/v1/leaves", { plan: id, on });
  });
}
