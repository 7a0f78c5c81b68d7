import { openLevelStore } from "../../src/store/level-store.ts";
import { MemoryDisk } from "../../src/store/memory-disk.ts";
import { openMemoryStore } from "../../src/store/memory-store.ts";
import { describeStore } from "./conformance.ts";
import { inFolder } from "./sample.ts";

describeStore("a store in memory", async (work) => {
  const disk = new MemoryDisk();
  await work({ open: () => openMemoryStore(disk) });
});

describeStore("a store in LevelDB", (work) =>
  inFolder((folder) => work({ open: () => openLevelStore(folder) })),
);
