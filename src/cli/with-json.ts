import type { Command } from "commander";
import { HELP_WORDS } from "../words/help-words.ts";
import { sayOpen } from "../words/sentence.ts";
import type { Builder } from "./cli.ts";

/** --json, for every command that shows something. */
export function withJson({ lang }: Builder, command: Command): Command {
  return command.option("--json", sayOpen(lang, HELP_WORDS.json, {}));
}
