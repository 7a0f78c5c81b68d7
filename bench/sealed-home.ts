import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareText } from "../src/base/order.ts";
import { digestState } from "../src/state/digest.ts";
import { tell } from "./figure.ts";
import { FounderHome } from "./founder-home.ts";
import { START_MS } from "./founding.ts";
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

const MEMBERS = 100;
const FACTS_FILE = "bench.json";

/** The home, made once for the software as it is and kept among the temporary files. */
export async function sealedHome(events: number): Promise<SealedHome> {
  const kept = `huzhu-bench-${events}-`;
  const path = join(tmpdir(), kept + (await fingerprint()));
  try {
    return { ...(JSON.parse(await readFile(join(path, FACTS_FILE), "utf8")) as SealedHome), path };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  tell(`making a home of ${events.toLocaleString("en")} sealed events (once; kept in ${path})`);
  for (const name of await readdir(tmpdir()))
    if (name.startsWith(kept)) await rm(join(tmpdir(), name), { recursive: true });
  const draft = `${path}.${randomBytes(4).toString("hex")}`;
  const made = await generate(draft, events);
  await writeFile(join(draft, FACTS_FILE), JSON.stringify(made));
  await rename(draft, path);
  return { ...made, path };
}

/** Of everything that decides what such a home looks like: the rules, the formats, and the generator. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of FINGERPRINTED) {
    const root = new URL(`../${folder}/`, import.meta.url);
    const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith(".ts"));
    for (const name of names.sort(compareText)) hash.update(name).update(await readFile(new URL(name, root)));
  }
  return hash.digest("hex").slice(0, 12);
}

const FOLDERS = ["base", "money", "calendar", "state", "events", "ledger", "seal", "peer", "store"];
const FINGERPRINTED = [...FOLDERS.map((folder) => `src/${folder}`), "bench"];

async function generate(path: string, size: number): Promise<SealedHome> {
  await mkdir(path, { recursive: true });
  const home = await FounderHome.found(path, START_MS);
  const { community } = home;
  const life = new VillageLife(community, MEMBERS - 1);
  while (community.events < size) {
    life.halfMonth(size - community.events);
    await home.save();
  }
  const { events, wireBytes } = await home.close();
  const { seals, sealRecordBytes, nowMs, state } = community;
  return { path, events, seals, wireBytes, sealRecordBytes, root: digestState(state), nowMs };
}
