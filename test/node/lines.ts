import type { CommunityId, MemberId, PublicKey, SealId } from "../../src/base/id.ts";
import { signInvite } from "../../src/events/invite.ts";
import { signerOf } from "../../src/events/signer.ts";
import { inviteText } from "../../src/node/invite-text.ts";
import { wordText } from "../../src/node/refound-word.ts";
import { returnText } from "../../src/node/return-text.ts";

const COMMUNITY = "c1".repeat(32) as CommunityId;
const MEMBER = "a1".repeat(32) as MemberId;
const SEAL = "5e".repeat(32) as SealId;
const ADDRESS = "/ip4/127.0.0.1/tcp/1/p2p/12D3KooWGjgUx7GyPPfHrsAV5TcnnLyKGqjmLJpPMxR3pUhzPbvV";

interface About {
  readonly community?: CommunityId;
  readonly expiresMs?: number;
  readonly addresses?: readonly string[];
}

/** An invite that An's device signed. */
export function inviteLine({
  community = COMMUNITY,
  expiresMs = 9e15,
  addresses = [ADDRESS],
}: About = {}): string {
  const [secret, device] = [new Uint8Array(32).fill(7), signerOf(new Uint8Array(32).fill(8))];
  const key = signerOf(secret).publicKey as PublicKey;
  const statement = signInvite(device, community, { key, inviter: MEMBER, expiresMs });
  const about = {
    community,
    title: "Lane 7",
    currency: "CNY",
    inviterName: "An",
    addresses,
    latestSeal: SEAL,
  };
  const given = { community, statement, key: signerOf(secret) };
  return inviteText({ ...about, networkKey: new Uint8Array(32).fill(9) }, given, secret);
}

export function returnLine(): string {
  const about = { community: COMMUNITY, title: "Lane 7", currency: "CNY", member: MEMBER, name: "An" };
  const root = signerOf(new Uint8Array(32).fill(6)).publicKey;
  const networkKey = new Uint8Array(32).fill(9);
  return returnText({ ...about, root, networkKey, addresses: [ADDRESS], latestSeal: SEAL });
}

export function wordLine(): string {
  const word = new Uint8Array(64).fill(1);
  return wordText({ community: COMMUNITY, seal: SEAL, height: 3, founder: MEMBER, member: MEMBER, word });
}
