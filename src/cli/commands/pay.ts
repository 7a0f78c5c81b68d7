import { Argument, type Command } from "commander";
import { type Builder, isOn, textOf } from "../cli.ts";
import { addDeedOptions, deed } from "../deed.ts";
import { namedAmount } from "./vote.ts";

/** `pay` and `receipt`: both sides' words about one payment. */
export function addPay(build: Builder, program: Command): void {
  const pay = addDeedOptions(build, build.command(program, "pay", [new Argument("<payment>")]));
  build.handle(pay, (cli) => deed(cli, "pay", "/v1/payments", { transfer: cli.words[0] }));
  const receipt = addDeedOptions(build, build.command(program, "receipt", [new Argument("<payment>")]));
  build.option(receipt, "--amount <amount>", "amount");
  build.handle(receipt, async (cli) => {
    const amount = await namedAmount(cli, textOf(cli, "amount"));
    return deed(cli, "receipt", "/v1/receipts", { transfer: cli.words[0], amount });
  });
}

export function addLeave(build: Builder, program: Command): void {
  const leave = addDeedOptions(build, build.command(program, "leave", [new Argument("<plan>")]));
  build.option(leave, "--undo", "undo");
  build.handle(leave, (cli) =>
    deed(cli, "leave", "/v1/leaves", { plan: cli.words[0], on: !isOn(cli, "undo") }),
  );
}
