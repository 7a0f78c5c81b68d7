import type { CommunityId, HashId, MemberId, PublicKey, SealId } from "../base/id.ts";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import { bytes, hashId, id, list, nullable, publicKey, record, text, uint } from "../events/schema.ts";
import { readLine, writeLine } from "./code-line.ts";

/** What a member needs to go on from a new computer, beside the 24 words; written by any other member. */
export interface ReturnLine {
  readonly community: CommunityId;
  readonly title: string;
  readonly currency: string;
  /** who returns: the member's id, root key, and name as the writer knows it */
  readonly member: MemberId;
  readonly root: PublicKey;
  readonly name: string;
  /** 32 bytes: the private network's key */
  readonly networkKey: Uint8Array;
  /** full multiaddrs */
  readonly addresses: readonly string[];
  /** the latest seal the writer held */
  readonly latestSeal: SealId | null;
}

/** Another word than an invite's, so that neither is taken for the other. */
const PREFIX = "huzhuback";
const VERSION = 1;
const ADDRESSES_MAX = 8;

const schema = record({
  v: uint(VERSION),
  community: id(),
  title: text(60),
  currency: text(3),
  member: id(),
  root: publicKey(),
  name: text(40, 0),
  network: bytes(32),
  addresses: list(text(200), ADDRESSES_MAX),
  seal: nullable(hashId()),
});

export function returnText(line: ReturnLine): string {
  const { community, title, currency, member, root, name } = line;
  const addresses = line.addresses.slice(0, ADDRESSES_MAX);
  const seal = line.latestSeal as HashId | null;
  const network = line.networkKey;
  return writeLine(
    PREFIX,
    schema.write({ v: VERSION, community, title, currency, member, root, name, network, addresses, seal }),
  );
}

/** However it was pasted. Throws OperatorError("return-invalid"). */
export function readReturn(pasted: string): ReturnLine {
  const value = readLine(PREFIX, pasted);
  const body = value === undefined ? undefined : schema.read(value);
  if (!body?.ok || body.value.v !== VERSION) throw new OperatorError("return-invalid", EXIT.failure);
  const { community, title, currency, member, root, name, network, addresses, seal } = body.value;
  const latestSeal = seal as SealId | null;
  return { community, title, currency, member, root, name, networkKey: network, addresses, latestSeal };
}
