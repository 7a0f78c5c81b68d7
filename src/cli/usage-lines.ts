import type { Command, CommanderError } from "commander";
import type { Lang } from "../words/language.ts";
import { say, sayOpen } from "../words/sentence.ts";
import { USAGE_WORDS, VALUE_WORDS } from "../words/usage-words.ts";
import { UsageFault } from "./usage-fault.ts";

const BY_COMMANDER: Readonly<Record<string, UsageFault["code"]>> = {
  "commander.unknownCommand": "unknown-command",
  "commander.unknownOption": "unknown-option",
  "commander.missingArgument": "missing-argument",
  "commander.missingMandatoryOptionValue": "missing-option",
  "commander.optionMissingArgument": "missing-value",
  "commander.excessArguments": "excess-arguments",
};

/** What commander found wrong, as a fault of ours; undefined where it only showed help. */
export function usageFaultOf({ code, message }: CommanderError): UsageFault | undefined {
  // `huzhu plan` alone: help was shown, and that is all there is to say.
  if (code === "commander.help" || code === "commander.helpDisplayed" || code === "commander.version") {
    return undefined;
  }
  const name = /'([^']*)'/.exec(message)?.[1] ?? "";
  const suggestion = /Did you mean (?:one of )?([^?]*)\?/.exec(message)?.[1];
  return new UsageFault(BY_COMMANDER[code] ?? "excess-arguments", {
    name,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** The mistake, the right form, and where there is more. */
export function usageLines(
  lang: Lang,
  { code, values }: UsageFault,
  command: Command | undefined,
): readonly string[] {
  const { what, suggestion } = values;
  const whatText =
    what !== undefined && what in VALUE_WORDS ? say(lang, VALUE_WORDS[what as "amount"]) : what;
  const lines = [
    sayOpen(lang, USAGE_WORDS[code], whatText === undefined ? values : { ...values, what: whatText }),
  ];
  if (suggestion !== undefined) lines.push(say(lang, USAGE_WORDS["did-you-mean"], { suggestion }));
  if (command !== undefined) {
    const name = fullName(command);
    if (command.parent !== null) lines.push(say(lang, USAGE_WORDS.form, { form: formOf(command, name) }));
    lines.push(say(lang, USAGE_WORDS["more-help"], { help: `${name} --help` }));
  }
  return lines;
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

/** The command with its arguments and the options that must be there; `[...]` for the others. */
function formOf(command: Command, name: string): string {
  const words = command.registeredArguments.map((argument) =>
    argument.required
      ? `<${argument.name()}${argument.variadic ? "..." : ""}>`
      : `[${argument.name()}${argument.variadic ? "..." : ""}]`,
  );
  const needed = command.options.filter(({ mandatory }) => mandatory).map(({ flags }) => flags);
  const subcommands = command.commands.map((each) => each.name()).filter((each) => each !== "help");
  const choice = subcommands.length === 0 ? [] : [`(${subcommands.join(" | ")})`];
  return [name, ...choice, ...words, ...needed].join(" ");
}
