import type { Command } from "commander";
import { type Builder, isOn, textOf } from "../cli.ts";
import { withJson } from "../with-json.ts";

export function addDemo(build: Builder, program: Command): void {
  const demo = build.option(withJson(build, build.command(program, "demo")), "--keep <folder>", "keep");
  build.handle(demo, async (cli) => {
    const { runDemo } = await import("../demo/run-demo.ts");
    return runDemo({
      json: isOn(cli, "json"),
      keep: textOf(cli, "keep") ?? null,
      lang: cli.lang,
      out: (line) => cli.io.out(line),
      signal: cli.io.signal,
    });
  });
}
