import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { EXIT, OperatorError } from "../base/operator-error.ts";

const TOKEN_CHARACTERS = 64;

const apiFileSchema = z.strictObject({
  port: z.int().min(1).max(65_535),
  token: z.string().regex(new RegExp(`^[0-9a-f]{${TOKEN_CHARACTERS}}$`)),
  pid: z.int().positive(),
});

/** How a command finds the running node of a home: readable by its owner only. */
export type ApiFile = z.infer<typeof apiFileSchema>;

export function apiFilePath(home: string): string {
  return join(home, "api.json");
}

/** Undefined where there is none, or none that can be read as one. Throws OperatorError: disk-failed. */
export async function readApiFile(home: string): Promise<ApiFile | undefined> {
  try {
    return apiFileSchema.parse(JSON.parse(await readFile(apiFilePath(home), "utf8")));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || isMissing(error)) return undefined;
    throw diskFault(error, home);
  }
}

/** Whole or not at all, and never readable by others, not even for a moment. Throws OperatorError: disk-full, disk-failed. */
export async function writeApiFile(home: string, file: ApiFile): Promise<void> {
  const path = apiFilePath(home);
  const draft = `${path}.${file.pid}`;
  try {
    await rm(draft, { force: true });
    await writeFile(draft, `${JSON.stringify(file)}\n`, { mode: 0o600, flag: "wx" });
    await rename(draft, path);
  } catch (error) {
    throw diskFault(error, home);
  }
}

/** Removes the file, unless another process's has taken its place. */
export async function removeApiFile(home: string, token: string): Promise<void> {
  const file = await readApiFile(home);
  if (file?.token === token) await rm(apiFilePath(home), { force: true });
}

function diskFault(error: unknown, home: string): OperatorError {
  const isFull = error instanceof Error && "code" in error && error.code === "ENOSPC";
  return new OperatorError(isFull ? "disk-full" : "disk-failed", EXIT.failure, { home }, error);
}

export function isMissing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "ENOTDIR";
}
