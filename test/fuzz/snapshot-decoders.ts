import { toHex } from "../../src/base/bytes.ts";
import { type Cbor, decodeCbor, encodeCbor } from "../../src/base/cbor.ts";
import { decodeLink, encodeLink } from "../../src/peer/seal-chain.ts";
import { readPage } from "../../src/peer/sealed-snapshot.ts";
import { PAGE_BYTES_MAX } from "../../src/peer/sync-frames.ts";
import { digestHeads, digestOfHeadsRoot, digestOfRoots, digestState } from "../../src/state/digest.ts";
import {
  countBits,
  SNAPSHOT_NODE_BYTES_MAX,
  SNAPSHOT_TRIES,
  snapshotPage,
  snapshotPages,
} from "../../src/state/snapshot-pages.ts";
import { SnapshotReader } from "../../src/state/snapshot-reader.ts";
import { EMPTY_ROOT, hashOfParts } from "../../src/state/trie-hash.ts";
import { AidCommunity } from "../ledger/aid-fixture.ts";
import { hashId, headerOf, seatsOf } from "../seal/samples.ts";
import type { Decoder } from "./decoder.ts";

const { state, heads } = new AidCommunity(["an", "bo", "chen"]).ledger;
const source = { state, heads };
const digests = { state: digestState(state), heads: digestHeads(heads) };
const [whole] = [...snapshotPages(source, PAGE_BYTES_MAX)];
if (whole?.roots == null) throw new Error("a small community in one page");

const certificate = { round: 3, signatures: [{ seat: 0, signature: new Uint8Array(64).fill(9) }] };
const links = [null, seatsOf(4)].map((next) =>
  encodeLink({ header: headerOf({ seats: hashId("s") }), certificate, next }),
);

function listIn(bytes: Uint8Array, itemsMax: number): readonly Cbor[] | undefined {
  const decoded = decodeCbor(bytes, { itemsMax });
  return decoded.ok && Array.isArray(decoded.value) ? (decoded.value as readonly Cbor[]) : undefined;
}

/** The hash that the node would have, if it were one: so that a reader that takes too much shows it. */
function hashOf(node: Uint8Array): Uint8Array {
  const [head, first, second, third] = listIn(node, SNAPSHOT_NODE_BYTES_MAX) ?? [];
  const label = head instanceof Uint8Array ? toHex(head) : head;
  const isLabel = typeof label === "string" && /^[0-9a-f]*$/.test(label);
  if (!isLabel || first === undefined) return new Uint8Array(32);
  if (typeof first !== "number") return hashOfParts(label, 0, first, []);
  if (first === 0) return new Uint8Array(32);
  const below = Array.isArray(second)
    ? (second as readonly Cbor[]).filter((each) => each instanceof Uint8Array)
    : [];
  return hashOfParts(label, first, third, below);
}

/** Of a leaf what the shipping writer makes of the state that it becomes; what a branch says is there, but not what is below. */
function readNode(input: Uint8Array): Uint8Array | undefined {
  const roots = [hashOf(input), ...Array.from({ length: SNAPSHOT_TRIES - 1 }, () => EMPTY_ROOT)];
  const proven = { state: digestOfRoots(roots.slice(0, -1)), heads: digestOfHeadsRoot(EMPTY_ROOT) };
  const reader = new SnapshotReader(proven);
  if (!reader.take({ roots, nodes: [input] })) return undefined;
  if (reader.isComplete) return snapshotPage(reader.finish(), null, PAGE_BYTES_MAX)?.nodes[0];
  const [, bitmap, below] = listIn(input, SNAPSHOT_NODE_BYTES_MAX) ?? [];
  if (typeof bitmap !== "number" || !Array.isArray(below)) throw new Error("a branch that is none");
  return countBits(bitmap) === below.length ? input : undefined;
}

/** What a newcomer starts from. */
export const SNAPSHOT_DECODERS: readonly Decoder[] = [
  {
    name: "chain link",
    good: links,
    bytesMax: 32 * 1024,
    read(input) {
      const link = decodeLink(input);
      return link && encodeLink(link);
    },
  },
  {
    name: "snapshot page",
    good: [encodeCbor([whole.roots, whole.nodes])],
    bytesMax: PAGE_BYTES_MAX,
    read(input) {
      const page = readPage(listIn(input, PAGE_BYTES_MAX));
      return page && new SnapshotReader(digests).take(page)
        ? encodeCbor([page.roots, page.nodes])
        : undefined;
    },
  },
  { name: "snapshot node", good: whole.nodes, bytesMax: SNAPSHOT_NODE_BYTES_MAX, read: readNode },
];
