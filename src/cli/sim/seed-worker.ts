import { parentPort, workerData } from "node:worker_threads";
import { runSeed } from "../../sim/run-seed.ts";
import { fastParts } from "./fast-parts.ts";

/** A thread that plays the seeds it is given, one after another. */
const port = parentPort;
if (port === null) throw new Error("this file runs as a worker thread");
const parts = fastParts();
const { without } = workerData as { readonly without: readonly string[] };
port.on("message", (seed: number) => port.postMessage(runSeed(seed, parts, { without })));
