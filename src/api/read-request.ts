import type { Context } from "hono";
import type { z } from "zod";
import { ApiFault } from "./api-fault.ts";
import { isDeeper, JSON_DEPTH_MAX } from "./json-depth.ts";

/** The request's body, if it has the shape; else a 400 that names the first thing wrong. */
export async function readRequest<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const json = await readJson(c);
  if (isDeeper(json, JSON_DEPTH_MAX)) throw new ApiFault(400, "json-malformed");
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const part = issue === undefined ? "" : [...issue.path.map(String), issue.message].join(": ");
  throw new ApiFault(400, "request-invalid", { part });
}

async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ApiFault(400, "json-malformed");
    throw error;
  }
}
