import { parentPort } from "node:worker_threads";
import { playPeriod } from "../../sim/liveness.ts";
import { foundVillage } from "../../sim/liveness-village.ts";
import { fastParts } from "./fast-parts.ts";
import type { PeriodTask } from "./play-periods.ts";

/** A thread that founds the village once and plays the periods it is given, one after another. */
const port = parentPort;
if (port === null) throw new Error("this file runs as a worker thread");
const parts = fastParts();
const village = foundVillage(parts);
port.on("message", ({ cell, seed }: PeriodTask) => port.postMessage(playPeriod(village, cell, seed, parts)));
