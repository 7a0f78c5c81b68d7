import { EMPTY_BATCH } from "../../src/peer/batch.ts";
import { openLevelStore } from "../../src/store/level-store.ts";
import { sampleEvent, signOf } from "./sample.ts";

/** A process of its own: appends to the store in argv[2] and prints `durable <count>` after each synced write. */
const [, , folder = ""] = process.argv;
const store = await openLevelStore(folder);
console.log("open");
for (let n = store.counts().events; ; n += 2) {
  const foreign = store.write({ ...EMPTY_BATCH, events: [sampleEvent(1, n)] });
  await store.write({ ...EMPTY_BATCH, sync: true, events: [sampleEvent(0, n + 1)], lastSign: signOf(n + 2) });
  await foreign;
  console.log(`durable ${n + 2}`);
}
