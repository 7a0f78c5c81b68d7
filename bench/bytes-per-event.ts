import { cp, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Level } from "level";
import { storePath } from "../src/node/home-file.ts";
import { DATABASE_FOLDER } from "../src/store/level-store.ts";
import { type Figure, runBench, tell } from "./figure.ts";
import { mebibytes, percent } from "./rounds.ts";
import { type SealedHome, sealedHome } from "./sealed-home.ts";

/** What `level` has under Node; its types tell only what it has everywhere. */
type CompactingLevel = Level<Uint8Array, Uint8Array> & {
  compactRange(from: Uint8Array, to: Uint8Array, options: { readonly keyEncoding: "view" }): Promise<void>;
};

await runBench(100_000, async ({ size }) => {
  const home = await sealedHome(size);
  return figuresOf(home, await compactedBytes(home));
});

function figuresOf(home: SealedHome, diskBytes: number): readonly Figure[] {
  const { events, seals, wireBytes, sealRecordBytes } = home;
  const wire = wireBytes / events;
  const each = (bytes: number) => `${(bytes / events).toFixed(0)} bytes`;
  const beside = `${wire.toFixed(0)} bytes on the wire`;
  const ratio = (bytes: number) => percent(bytes, wireBytes);
  return [
    { name: "bytes per event on the wire", value: each(wireBytes), beside: "", ratio: "" },
    {
      name: `bytes per event on disk, compacted (${mebibytes(diskBytes)} for ${events.toLocaleString("en")})`,
      value: each(diskBytes),
      beside,
      ratio: ratio(diskBytes),
    },
    {
      name: `  of which its part of the seals (${(events / seals).toFixed(0)} events per seal, one seat)`,
      value: each(sealRecordBytes),
      beside,
      ratio: ratio(sealRecordBytes),
    },
  ];
}

/** What LevelDB's folder of a copy takes once every table is compacted. */
async function compactedBytes({ path }: SealedHome): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "huzhu-bench-bytes-"));
  try {
    await cp(join(storePath(path), DATABASE_FOLDER), folder, { recursive: true });
    tell("compacting a copy");
    const options = { keyEncoding: "view", valueEncoding: "view", compression: false };
    const database = new Level<Uint8Array, Uint8Array>(folder, options) as CompactingLevel;
    await database.open();
    await database.compactRange(Uint8Array.of(0), Uint8Array.of(255), { keyEncoding: "view" });
    await database.close();
    const names = await readdir(folder);
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
