import { afterEach, expect, test } from "vitest";
import { present } from "../../src/base/assert.ts";
import type { Transport } from "../../src/net/transport.ts";
import { withMethods } from "../../src/net/with-methods.ts";
import { decodeRequest } from "../../src/peer/sync-requests.ts";
import { Homes, until } from "./homes.ts";

const homes = new Homes();
afterEach(() => homes.close());

const height = (name: string) => homes.node(name).service.books()?.height;

/** Brings the community's first event, and then nothing more. */
const wrapTransport = (transport: Transport): Transport =>
  withMethods(transport, {
    async request(peer, frame, signal, protocol) {
      const request = present(decodeRequest(frame), "a question of ours");
      const isFirst = request.type === "history" && request.last === 0;
      if (request.type === "status" || isFirst) return transport.request(peer, frame, signal, protocol);
      throw new Error("the line broke");
    },
  });

test("a newcomer whose line broke after the first event is let go on by a member of whom that event says nothing", async () => {
  await homes.found("An");
  await homes.start("An");
  for (const [name, inviter] of [
    ["Bo", "An"],
    ["Cy", "Bo"],
  ] as const) {
    await homes.join(name, inviter);
    await homes.start(name);
    await until(() => homes.node(name).service.member() !== null, `${name} is a member`);
  }
  await homes.join("Di", "Cy");
  await homes.stop("An");
  await homes.stop("Bo");
  await homes.start("Di", {}, { wrapTransport });
  await until(() => height("Di") === 0, "Di has the first event");
  await homes.stop("Di");
  await homes.start("Di");
  expect(height("Di")).toBe(0);
  await until(() => height("Di") === height("Cy"), "Di has what was sealed");
});
