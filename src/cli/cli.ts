import type { Argument, Command } from "commander";
import type { ExitCode } from "../base/operator-error.ts";
import { COMMAND_WORDS, type CommandName } from "../words/command-words.ts";
import { HELP_WORDS, OPTION_WORDS } from "../words/help-words.ts";
import type { Lang } from "../words/language.ts";
import { type Sentence, sayOpen } from "../words/sentence.ts";
import { type Client, connect } from "./client.ts";
import type { Io } from "./io.ts";
import { UsageFault } from "./usage-fault.ts";

export type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a command works with. */
export interface Cli {
  readonly io: Io;
  readonly lang: Lang;
  readonly home: string;
  /** only what is sealed was asked for */
  readonly sealedOnly: boolean;
  readonly options: Options;
  readonly words: readonly string[];
  /** the running node; throws where there is none */
  client(): Promise<Client>;
}

/** Resolves to the exit code; nothing: 0. */
export type Handler = (cli: Cli) => Promise<ExitCode | undefined>;

/** Builds commands: words of the reader's language, and handlers that leave their exit code behind. */
export interface Builder {
  readonly lang: Lang;
  command(parent: Command, name: CommandName, args?: readonly Argument[]): Command;
  option(command: Command, flags: string, about: keyof typeof OPTION_WORDS): Command;
  required(command: Command, flags: string, about: keyof typeof OPTION_WORDS): Command;
  handle(command: Command, handler: Handler): void;
}

export function createBuilder(parts: {
  readonly io: Io;
  readonly lang: Lang;
  homeOf(home: string | undefined): string;
  onExit(code: ExitCode): void;
}): Builder {
  const { io, lang, homeOf, onExit } = parts;
  const text = (sentence: Sentence) => sayOpen(lang, sentence, {});
  return {
    lang,
    command: (parent, name, args = []) => {
      const command = parent.command(name.split(" ").at(-1) ?? name).description(text(COMMAND_WORDS[name]));
      for (const argument of args) command.addArgument(argument);
      return command.helpOption("-h, --help", text(HELP_WORDS.help));
    },
    option: (command, flags, about) => command.option(flags, text(OPTION_WORDS[about])),
    required: (command, flags, about) => command.requiredOption(flags, text(OPTION_WORDS[about])),
    handle: (command, handler) => {
      command.action(async () => {
        const options = command.optsWithGlobals<Record<string, string | boolean | string[] | undefined>>();
        const given = options["home"];
        // A script's unset variable must not turn a command to another folder.
        if (given === "") throw new UsageFault("missing-value", { name: "--home <folder>" });
        const home = homeOf(typeof given === "string" ? given : undefined);
        const code = await handler({
          io,
          lang,
          home,
          sealedOnly: options["sealed"] === true,
          options,
          words: command.args,
          client: () => connect(home, lang, io.signal),
        });
        onExit(code ?? 0);
      });
    },
  };
}

/** The option's text, where one was given. */
export function textOf({ options }: Cli, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

/** The text of an option or word without which the command would not have run. */
export function mustText(value: string | undefined): string {
  return value ?? "";
}

export function isOn({ options }: Cli, name: string): boolean {
  return options[name] === true;
}

/** The texts of an option that may be given several times. */
export function textsOf({ options }: Cli, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
