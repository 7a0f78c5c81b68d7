import { stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type ApiFile, isMissing, readApiFile } from "../api/api-file.ts";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import type { Lang } from "../words/language.ts";
import { CliFault } from "./cli-fault.ts";
import { exitOf, sayCode } from "./say-code.ts";

/** No request is answered later than this, but for streams. */
const ANSWER_MS_MAX = 60_000;

const faultSchema = z.object({ code: z.string(), details: z.record(z.string(), z.string()).optional() });

export type Query = Readonly<Record<string, string | undefined>>;

/** Speaks to the running node of one home. The views' types are the node's word: both are of one version. */
export interface Client {
  get<T>(path: string, query?: Query): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  /** the answer's lines, as they come */
  lines(path: string): AsyncIterable<string>;
}

/** Throws OperatorError: home-missing, node-not-running; requests also node-unreachable, and CliFault for the node's no. */
export async function connect(home: string, lang: Lang, signal: AbortSignal): Promise<Client> {
  const file = await readApiFile(home);
  if (file === undefined) throw await notRunning(home);
  const ask = (path: string, query: Query, init: RequestInit) =>
    request({ home, file, lang, path, query, init });
  const timed = () => AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]);
  return {
    get: async <T>(path: string, query: Query = {}) => {
      return dataOf<T>(home, await ask(path, query, { signal: timed() }));
    },
    post: async <T>(path: string, body: unknown) => {
      const headers = { "content-type": "application/json" };
      const init = { method: "POST", body: JSON.stringify(body), headers, signal: timed() };
      return dataOf<T>(home, await ask(path, {}, init));
    },
    lines: async function* (path: string) {
      const answer = await ask(path, {}, { signal });
      yield* linesOf(answer);
    },
  };
}

async function notRunning(home: string): Promise<OperatorError> {
  try {
    await stat(join(home, "home.json"));
  } catch (error) {
    if (isMissing(error)) return new OperatorError("home-missing", EXIT.failure, { home });
    return new OperatorError("disk-failed", EXIT.failure, { home }, error);
  }
  return new OperatorError("node-not-running", EXIT.notRunning, { home, start: commandFor(home, "start") });
}

/** What to type to give this home a command. */
export function commandFor(home: string, command: string): string {
  return `huzhu --home ${quoted(home)} ${command}`;
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

async function request(wish: {
  readonly home: string;
  readonly file: ApiFile;
  readonly lang: Lang;
  readonly path: string;
  readonly query: Query;
  readonly init: RequestInit;
}): Promise<Response> {
  const { home, file, lang, path, query, init } = wish;
  const url = new URL(path, `http://127.0.0.1:${file.port}`);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, value);
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${file.token}`);
  const answer = await fetch(url, { ...init, headers }).catch(async (error: unknown) => {
    if (init.signal?.aborted !== true && isRefused(error)) throw await notRunning(home);
    if (isGone(file.pid)) throw await notRunning(home);
    throw new OperatorError("node-unreachable", EXIT.unreachable, { home }, error);
  });
  if (answer.ok) return answer;
  const fault = await faultOf(answer, lang, home);
  // Another program has the port of a node that died without tidying up.
  throw isAnswerOfOthers(fault) && isGone(file.pid) ? await notRunning(home) : fault;
}

function isAnswerOfOthers(fault: Error): boolean {
  if (fault instanceof CliFault) return fault.code === "token-wrong" || fault.code === "host-wrong";
  return fault instanceof OperatorError && fault.code === "api-failed";
}

/** Asked only once something is wrong: a node in another container may have a number unknown here. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

/** Nobody listens: the node died without tidying up. */
function isRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED";
}

/** The answer as data; where it breaks off or is none, that is the node's fault, not this command's. */
async function dataOf<T>(home: string, answer: Response): Promise<T> {
  return (await answer.json().catch((error: unknown) => {
    if (error instanceof SyntaxError)
      throw new OperatorError("api-failed", EXIT.failure, { code: `HTTP ${answer.status}` }, error);
    throw new OperatorError("node-unreachable", EXIT.unreachable, { home }, error);
  })) as T;
}

/** For sentences that say what to type. */
export function commandsOf(home: string) {
  const [deviceNew, onlyCopy] = [commandFor(home, "device new"), commandFor(home, "device only-copy")];
  return { deviceNew, onlyCopy, status: commandFor(home, "status") };
}

async function faultOf(answer: Response, lang: Lang, home: string): Promise<Error> {
  const fault = faultSchema.safeParse(await answer.json().catch(() => undefined));
  const code = fault.success ? fault.data.code : `HTTP ${answer.status}`;
  const details = { ...commandsOf(home), ...(fault.success ? fault.data.details : {}) };
  const text = fault.success ? sayCode(lang, code, details) : undefined;
  if (text === undefined) return new OperatorError("api-failed", EXIT.failure, { code });
  return new CliFault(exitOf(code), code, [text], fault.data?.details);
}

async function* linesOf(answer: Response): AsyncGenerator<string> {
  if (answer.body === null) return;
  let rest = "";
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
