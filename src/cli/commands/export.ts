import type { Command } from "commander";
import { type Builder, textOf } from "../cli.ts";
import { readChoice } from "../read-values.ts";

const FORMATS = ["jsonl"] as const;

export function addExport(build: Builder, program: Command): void {
  const command = build.option(build.command(program, "export"), "--format <format>", "format");
  build.handle(command, async (cli) => {
    readChoice(textOf(cli, "format") ?? "jsonl", FORMATS);
    const client = await cli.client();
    for await (const line of client.lines("/v1/export")) cli.io.out(line);
    return undefined;
  });
}
