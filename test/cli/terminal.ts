import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";

export interface Session {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  /** what the person answers; none: nobody sits there */
  readonly answer?: string;
  /** to one question after the other, instead */
  readonly answers?: readonly string[];
  /** what is piped in */
  readonly input?: string;
  readonly stop?: AbortController;
}

/** One command line, run in this process. */
export async function huzhu(words: readonly string[], setting: Setting = {}): Promise<Session> {
  const out: string[] = [];
  const err: string[] = [];
  const { env = {}, answer, answers = [], stop = new AbortController() } = setting;
  const rest = [...answers];
  const io: Io = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    env,
    isTty: answer !== undefined,
    ask: async (question) => {
      err.push(question);
      return rest.shift() ?? answer ?? "";
    },
    input: async () => setting.input ?? "",
    signal: stop.signal,
  };
  const exit = await main(words, io, "1.2.3");
  return { exit, out: out.join("\n"), err: err.join("\n") };
}
