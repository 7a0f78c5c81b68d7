import { beforeEach, expect, test } from "vitest";
import { createApi } from "../../src/api/app.ts";
import type { WordFault } from "../../src/node/recovery-told.ts";
import { AN, AUTHORED, BO, type FakeNode, fakeNode } from "./fake-node.ts";

const TOKEN = "t".repeat(32);
let node: FakeNode;
let ask: (path: string, body?: unknown) => Promise<{ status: number; json: Record<string, unknown> }>;

beforeEach(() => {
  node = fakeNode(2);
  const api = createApi(node, {
    token: TOKEN,
    port: () => 80,
    onError: (error) => {
      throw error;
    },
  });
  ask = async (path, body) => {
    const headers = {
      authorization: `Bearer ${TOKEN}`,
      host: "127.0.0.1:80",
      "content-type": "application/json",
    };
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const answer = await api.request(`http://127.0.0.1${path}`, { ...init, headers });
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
  };
});

const signature = "ab".repeat(64);

test("tells how a recovery stands and what there is to sign, and takes the root's signature of it", async () => {
  const { status, json } = await ask("/v1/recovery");
  expect(status).toBe(200);
  expect(json).toMatchObject({
    recovery: { epoch: 1, needed: 3, members: 4, given: [], seatsNeeded: 1, isMine: false, isDue: false },
    voice: { member: { id: AN, name: "An" }, device: node.device, isGiven: false, hasSeat: true },
    fault: null,
  });
  expect(await ask("/v1/recovery", { epoch: 1, signature })).toEqual({
    status: 201,
    json: { word: AUTHORED },
  });
  expect(node.words).toEqual([{ epoch: 1, signature: new Uint8Array(64).fill(0xab) }]);
  expect((await ask("/v1/recovery")).json).toMatchObject({ recovery: { isMine: true } });
});

test("of no use before the community's first entry is here, and to who is not on the roll", async () => {
  node.told = { ...node.told, voice: null, given: [BO] };
  expect((await ask("/v1/recovery")).json).toMatchObject({ voice: null, recovery: { given: [{ id: BO }] } });
  node.synced = false;
  expect(await ask("/v1/recovery")).toMatchObject({ status: 503, json: { code: "not-synced" } });
});

test.each<[WordFault, number]>([
  ["not-a-member", 409],
  ["word-given", 409],
  ["recovery-over", 409],
  ["certificate-wrong", 409],
  ["votes-missing", 503],
  ["device-stopped", 503],
  ["device-moved", 503],
  ["not-synced", 503],
])("turned down by the node: %s", async (code, status) => {
  node.refuseWord = code;
  expect(await ask("/v1/recovery", { epoch: 1, signature })).toMatchObject({ status, json: { code } });
});

test.each([
  [{ epoch: 0, signature }],
  [{ epoch: 1, signature: signature.slice(2) }],
  [{ epoch: 1, signature: signature.toUpperCase() }],
  [{ epoch: 1 }],
  [{ epoch: 1, signature, phrase: "twenty four words" }],
])("a request that is none is refused: %j", async (body) => {
  expect(await ask("/v1/recovery", body)).toMatchObject({ status: 400, json: { code: "request-invalid" } });
  expect(node.words).toEqual([]);
});
