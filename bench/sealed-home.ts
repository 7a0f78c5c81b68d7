import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert } from "../src/base/assert.ts";
import { fromHex } from "../src/base/bytes.ts";
import { authenticStored } from "../src/events/authentic.ts";
import { decodeEvent, EVENT_VERSION } from "../src/events/envelope.ts";
import { foundHome, readHome, storePath } from "../src/node/home.ts";
import { EMPTY_BATCH } from "../src/peer/batch.ts";
import { digestState } from "../src/state/digest.ts";
import { openLevelStore } from "../src/store/level-store.ts";
import { CHARTER, Community } from "./community.ts";
import { tell } from "./figure.ts";
import { START_MS, verify } from "./founding.ts";
import { nativeSigner } from "./native-signer.ts";
import { VillageLife } from "./village-life.ts";

/** A home of the founder of 100 members, where all is sealed. */
export interface SealedHome {
  readonly path: string;
  readonly events: number;
  readonly seals: number;
  /** of all events together */
  readonly wireBytes: number;
  /** of the records stored beside the events: headers, certificates, cuts, reports */
  readonly sealRecordBytes: number;
  /** the ledger's root, hexadecimal */
  readonly root: string;
  readonly nowMs: number;
}

/** Counted up with every change to what is generated here, or to how a node stores it. */
const GENERATION = 2;
const MEMBERS = 100;
const FACTS_FILE = "bench.json";

/** The home, made once and kept among the temporary files. */
export async function sealedHome(events: number): Promise<SealedHome> {
  const path = join(tmpdir(), `huzhu-bench-v${EVENT_VERSION}.${GENERATION}-${events}`);
  try {
    return { ...(JSON.parse(await readFile(join(path, FACTS_FILE), "utf8")) as SealedHome), path };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  tell(`making a home of ${events.toLocaleString("en")} sealed events (once; kept in ${path})`);
  const draft = `${path}.${randomBytes(4).toString("hex")}`;
  const made = await generate(draft, events);
  await writeFile(join(draft, FACTS_FILE), JSON.stringify(made));
  await rename(draft, path);
  return { ...made, path };
}

/** Forgets a kept home that the software of today does not read as that of its day did. */
export async function forgetHome({ path }: SealedHome): Promise<void> {
  await rm(path, { recursive: true });
}

async function generate(path: string, size: number): Promise<SealedHome> {
  await mkdir(path, { recursive: true });
  await foundHome(path, { charter: CHARTER, nickname: "Bench", nowMs: START_MS });
  const home = await readHome(path);
  const first = decodeEvent(fromHex(home.firstEvent));
  assert(first.ok, "a home's first event");
  const store = await openLevelStore(storePath(path));
  const lastSign = store.lastSign();
  assert(lastSign.ok, "a home's last-sign");
  const community = new Community({
    event: authenticStored(first.value),
    signer: nativeSigner(fromHex(home.deviceSeed)),
    lastSign: lastSign.value,
    verify,
    nowMs: START_MS,
  });
  const life = new VillageLife(community, MEMBERS - 1);
  while (community.events < size) {
    life.halfMonth(size - community.events);
    await store.write(community.toStore());
  }
  await store.write({ ...EMPTY_BATCH, sync: true, lastSign: community.peer.own.last });
  const { events, wireBytes } = store.counts();
  await store.close();
  const { seals, sealRecordBytes, nowMs, state } = community;
  return { path, events, seals, wireBytes, sealRecordBytes, root: digestState(state), nowMs };
}
