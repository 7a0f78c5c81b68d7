import type { Hono } from "hono";
import { stream, streamSSE } from "hono/streaming";
import type { NodeService } from "../../node/node-service.ts";
import { entryJson } from "../entry-json.ts";
import { viewSource } from "../view-source.ts";
import { momentView } from "../views/moment-view.ts";

/** How often a quiet stream says that it lives, so that a lost reader is noticed. */
const HEARTBEAT_MS = 20_000;

/** Streams: every entry as JSON lines, and changes as server-sent events. */
export function addStreamRoutes(app: Hono, service: NodeService): void {
  app.get("/v1/export", (c) => {
    c.header("content-type", "application/jsonl; charset=utf-8");
    return stream(c, async (out) => {
      const gone = new AbortController();
      out.onAbort(() => gone.abort());
      for await (const event of service.events()) {
        if (gone.signal.aborted) return;
        await out.writeln(JSON.stringify(entryJson(event)));
      }
    });
  });
  app.get("/v1/events", (c) =>
    streamSSE(c, async (out) => {
      const gone = new AbortController();
      out.onAbort(() => gone.abort());
      while (!gone.signal.aborted) {
        const beat = AbortSignal.any([gone.signal, AbortSignal.timeout(HEARTBEAT_MS)]);
        const change = service.changed(beat);
        const isHere = service.books() !== null;
        await out.writeSSE({
          event: "moment",
          data: JSON.stringify(isHere ? momentView(viewSource(service)) : null),
        });
        await change;
      }
    }),
  );
}
