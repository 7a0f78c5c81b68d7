import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { ApiFault } from "./api-fault.ts";
import { isOwnHost } from "./own-host.ts";

export interface GuardOptions {
  readonly token: string;
  /** the port listened on, known once listening; 0 before */
  port(): number;
}

/**
 * Lets in only who knows the token and speaks to this very address: a web page that had its name resolve to
 * 127.0.0.1 sends its own Host.
 */
export function guard({ token, port }: GuardOptions): MiddlewareHandler {
  const expected = digest(`Bearer ${token}`);
  return async (c, next) => {
    if (!isOwnHost(c.req.header("host"), port())) throw new ApiFault(403, "host-wrong");
    // Digests have one length, so the comparison tells nothing of the token by its time.
    const given = digest(c.req.header("authorization") ?? "");
    if (!timingSafeEqual(given, expected)) throw new ApiFault(401, "token-wrong");
    if (c.req.method === "POST" && !isJson(c.req.header("content-type"))) throw new ApiFault(415, "not-json");
    await next();
    c.header("cache-control", "no-store");
  };
}

function digest(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

function isJson(type: string | undefined): boolean {
  return type !== undefined && /^application\/json\s*(?:;|$)/i.test(type);
}
