import { once } from "node:events";
import { createServer, connect as dial, type Server, type Socket } from "node:net";
import { afterEach, it } from "vitest";
import { isUp, publishUntilHeard, startHost, stopAll, until } from "./net-fixture.ts";

/** Passes bytes on to a port until it falls silent: then it keeps its connections open and passes nothing. */
class Line {
  readonly #server: Server;
  readonly #sockets: Socket[] = [];
  #isSilent = false;

  private constructor(port: number) {
    this.#server = createServer((near) => {
      const far = dial(port, "127.0.0.1");
      this.#join(near, far);
      this.#join(far, near);
    });
  }

  static async to(port: number): Promise<Line> {
    const line = new Line(port);
    line.#server.listen(0, "127.0.0.1");
    await once(line.#server, "listening");
    return line;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** As when a router is switched off: nobody is told. */
  fallSilent(): void {
    this.#isSilent = true;
  }

  mend(): void {
    this.#isSilent = false;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(from: Socket, to: Socket): void {
    this.#sockets.push(from);
    from.on("data", (data) => {
      if (!this.#isSilent) to.write(data);
    });
    // one side that is gone is noticed by the other only while the line works
    from.on("close", () => {
      if (!this.#isSilent) to.destroy();
    });
    from.on("error", () => from.destroy());
  }
}

let line: Line | undefined;
afterEach(async () => {
  await stopAll();
  await line?.close();
});

it("a line that falls silent without closing is noticed by both sides, and the peer called again when it works", async () => {
  const times = { pingEveryMs: 300, pingTimeoutMs: 2_000 };
  const [a, b] = [await startHost({ times }), await startHost({ times })];
  line = await Line.to(Number(/\/tcp\/(\d+)/.exec(b.address)?.[1]));
  a.transport.keepConnected([b.address.replace(/\/tcp\/\d+/, `/tcp/${line.port}`)]);
  await until("both up", () => isUp(a, b) && isUp(b, a));
  // both gossip streams are there: it is not the watchdog that notices
  await publishUntilHeard(a, b, "events");
  await publishUntilHeard(b, a, "seal");
  line.fallSilent();
  await until("both know that the other is gone", () => !isUp(a, b) && !isUp(b, a));
  line.mend();
  await until("up again", () => isUp(a, b) && isUp(b, a));
});
