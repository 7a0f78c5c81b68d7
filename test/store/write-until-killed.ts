import { EMPTY_BATCH } from "../../src/peer/batch.ts";
import { openLevelStore } from "../../src/store/level-store.ts";
import { sampleEvent, signOf } from "./sample.ts";

/** A process of its own: appends to the store in argv[2] and prints `durable <count>` after each synced write. */
const [, , folder = ""] = process.argv;
const store = await openLevelStore(folder);
console.log("open");
// Even places hold foreign events, odd ones our own: a kill may have left the last foreign one without its companion.
for (let n = store.counts().events; ; n++) {
  if (n % 2 === 0) void store.write({ ...EMPTY_BATCH, events: [sampleEvent(1, n)] });
  else {
    await store.write({ ...EMPTY_BATCH, sync: true, events: [sampleEvent(0, n)], lastSign: signOf(n + 1) });
    console.log(`durable ${n + 1}`);
  }
}
