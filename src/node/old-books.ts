import type { MemberId } from "../base/id.ts";
import { memberOf } from "../peer/first-events.ts";
import type { Journal } from "../peer/journal.ts";
import { Peer } from "../peer/peer.ts";
import { openLevelStore } from "../store/level-store.ts";
import { deviceSigner, firstEventOf, type Home, readHome, storePath } from "./home-file.ts";
import { useNativeCode } from "./native-code.ts";
import { restore } from "./restore.ts";
import { profileOfMember } from "./service.ts";

/** A community as a home knows it, read while its node is stopped. Nothing is signed, and nothing said. */
export interface OldBooks {
  readonly home: Home;
  /** whose home it is */
  readonly member: MemberId;
  /** null: the community's first event is not here */
  readonly journal: Journal | null;
  /** empty: not known */
  nicknameOf(member: MemberId): string;
}

/** Throws OperatorError: home-locked while the node runs, and those of homes and disks. */
export async function readBooks(path: string, nowMs: number): Promise<OldBooks> {
  const home = await readHome(path);
  const store = await openLevelStore(storePath(path));
  try {
    const verify = useNativeCode();
    const { community } = home;
    const lastSign = store.lastSign();
    const peer = new Peer({ community, signer: deviceSigner(home), verify, syncEveryMs: nowMs, lastSign });
    await restore(peer, store, verify, nowMs);
    const nicknameOf = (member: MemberId) => profileOfMember(peer, member)?.content?.nickname ?? "";
    return { home, member: memberOf(firstEventOf(home)), journal: peer.journal, nicknameOf };
  } finally {
    await store.close();
  }
}
