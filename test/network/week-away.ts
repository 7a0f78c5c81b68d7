import { peerIdFromPrivateKey } from "@libp2p/peer-id";
import { CHARTER, Community } from "../../bench/community.ts";
import { verify } from "../../bench/founding.ts";
import { nativeSigner } from "../../bench/native-signer.ts";
import { VillageLife } from "../../bench/village-life.ts";
import { assert, present } from "../../src/base/assert.ts";
import { equalBytes, fromHex } from "../../src/base/bytes.ts";
import { sha256, tag, taggedHash } from "../../src/base/hash.ts";
import type { MemberId, PublicKey } from "../../src/base/id.ts";
import { utf8Encode } from "../../src/base/utf8.ts";
import { DAY_MS } from "../../src/calendar/calendar.ts";
import { signInvite } from "../../src/events/invite.ts";
import { type Signer, signerOf } from "../../src/events/signer.ts";
import { readTransportKey } from "../../src/net/transport-key.ts";
import { foundHome, joinHome } from "../../src/node/home.ts";
import { firstEventOf, type Home, readHome, storePath } from "../../src/node/home-file.ts";
import { EMPTY_BATCH, type StoreBatch } from "../../src/peer/batch.ts";
import type { LastSign } from "../../src/seal/last-sign.ts";
import { communityOf } from "../../src/state/state.ts";
import { openLevelStore } from "../../src/store/level-store.ts";

/** Two members' homes on disk: one stopped a week ago, the other went on until now. */
export interface WeekAway {
  /** events in the store of who was away, and beyond them in that of who was not */
  readonly before: number;
  readonly missed: number;
}

const DAYS = 7;
/** Who speak beside the two. */
const OTHERS = 24;
/** After the week, so that nothing of it lies ahead of anybody's clock. */
const REST_MS = 3_600_000;

/**
 * Writes both homes: the events are signed by members' keys, sealed by the shipping peer on a clock of its own, and
 * stored as it says. `address`: where the founder's node will listen, without its peer.
 */
export async function spendWeek(
  paths: { readonly founder: string; readonly away: string },
  address: string,
  events: number,
): Promise<WeekAway> {
  const startMs = Date.now() - DAYS * DAY_MS - REST_MS;
  await foundHome(paths.founder, { charter: CHARTER, nickname: "Ana", nowMs: startMs });
  const home = await readHome(paths.founder);
  const community = new Community({
    event: firstEventOf(home),
    signer: nativeSigner(fromHex(home.deviceSeed)),
    lastSign: await lastSignOf(home),
    verify,
    nowMs: startMs,
  });
  await joinAway(paths.away, home, address, startMs);
  const away = await readHome(paths.away);
  const first = firstEventOf(away);
  community.hear([first]);
  const life = new VillageLife(community, OTHERS);
  const { members } = community;
  for (const [i, member] of members.entries())
    members[i] = { ...member, signer: withQuickSalts(member.signer) };
  const together = community.toStore();
  await store(home, together);
  const theirs = together.events.filter(({ id }) => id !== first.id);
  await store(away, { ...together, events: [community.first, ...theirs] });
  const before = community.events;
  for (let day = 1; day <= DAYS; day++) {
    while (community.nowMs < startMs + day * DAY_MS) community.seal(DAY_MS / 4);
    const left = events - (community.events - before);
    community.hear(life.openVotes(Math.ceil(left / (DAYS + 1 - day) / (OTHERS - 1))));
    community.seal();
    await store(home, community.toStore());
  }
  const lastSign = present(community.peer.own.last, "what the founder signed");
  // words of a height that is not sealed yet would have to be stored too
  assert(lastSign.height <= communityOf(community.state).height, "nothing begun that is not sealed");
  await store(home, { ...EMPTY_BATCH, sync: true, lastSign });
  return { before, missed: community.events - before };
}

/** Salts that anybody could work out: half of what signing costs. */
function withQuickSalts({ publicKey, sign }: Signer): Signer {
  const salt = tag("salt");
  const isSalt = (message: Uint8Array) => equalBytes(message.subarray(0, salt.length), salt);
  const quick = (message: Uint8Array) => taggedHash("salt", fromHex(publicKey), message);
  return { publicKey, sign: (message) => (isSalt(message) ? quick(message) : sign(message)) };
}

async function joinAway(path: string, founder: Home, address: string, nowMs: number): Promise<void> {
  const key = signerOf(sha256(utf8Encode("invite of who will be away")));
  const statement = signInvite(signerOf(fromHex(founder.deviceSeed)), founder.community, {
    key: key.publicKey as PublicKey,
    inviter: founder.community as MemberId,
    expiresMs: nowMs + DAY_MS,
  });
  const peer = peerIdFromPrivateKey(readTransportKey(fromHex(founder.transportKey)));
  const invite = {
    community: founder.community,
    title: CHARTER.title,
    currency: CHARTER.currency,
    inviterName: "Ana",
    networkKey: fromHex(founder.networkKey),
    addresses: [`${address}/p2p/${peer.toString()}`],
    latestSeal: null,
    given: { community: founder.community, statement, key },
  };
  await joinHome(path, { invite, nickname: "Bao", nowMs });
}

async function lastSignOf(home: Home): Promise<LastSign> {
  const opened = await openLevelStore(storePath(home.path));
  const lastSign = opened.lastSign();
  await opened.close();
  return present(lastSign.ok ? lastSign.value : undefined, "a home's last sign");
}

async function store(home: Home, batch: StoreBatch): Promise<void> {
  const opened = await openLevelStore(storePath(home.path));
  await opened.write(batch);
  await opened.close();
}
